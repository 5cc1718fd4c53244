"""Which facets are worth asking a person about, and which are worth telling."""

from __future__ import annotations

from collections import Counter

from .columns import Column
from .labels import label_of
from .names import names, plain_name
from .types import Guess
from .values import read_flag, read_many

_MOST_VALUES = 60
_LEAST_KNOWN = 0.02
_MANY = 20
"""How many items there must be before a fact that all have in common is not worth telling."""


def is_quiet(column: str) -> bool:
    """Tell whether a column is plumbing by its name: packages, bar codes, time stamps."""
    own = plain_name(column.rpartition(".")[2])
    return any(own == quiet or own.startswith(quiet + " ") for quiet in names().quiet)


def is_worth_showing(column: Column, guess: Guess) -> bool:
    """Tell whether a fact of the column is worth telling: not plumbing, prose, a bare figure, or the same of all."""
    if (
        is_quiet(column.name)
        or _is_same_of_all(column)
        or guess.type == "text"
        or _lacks_unit(guess)
    ):
        return False
    return plain_name(column.name) not in names().untold


def _is_same_of_all(column: Column) -> bool:
    """Tell whether all of many items have the one same value: every bottle holds 750 ml."""
    if column.rows < _MANY or column.known < 1.0:
        return False
    return len({str(cell) for cell in column.cells}) == 1


def is_worth_asking(column: Column, guess: Guess, *, people: bool) -> bool:
    """Tell whether a question about the column makes sense to a person and can split the items.

    Never people, prose, plumbing or values that are nearly all different; numbers only where a measure says that
    people care; nested facts, which tend to be technical, only where the name is one that people choose by.
    """
    own = plain_name(column.name.rpartition(".")[2])
    if (
        people
        or is_quiet(column.name)
        or own in names().poor_to_ask
        or guess.type in ("text", "date")
    ):
        return False
    good = own in names().good_to_ask or label_of(own, many=False) in names().good_to_ask
    if column.known < _LEAST_KNOWN or (column.nested and not good and guess.measure is None):
        return False
    if guess.type in ("number", "money"):
        different = len({str(cell) for cell in column.cells})
        cared = guess.measure is not None and guess.measure.ask and not _lacks_unit(guess)
        return cared and different > 2
    if guess.type == "flag":
        return not column.nested and len({read_flag(cell) for cell in column.cells}) == 2
    return _values_split(column, guess.separator, good=good)


def _lacks_unit(guess: Guess) -> bool:
    """Tell whether the numbers of a column mean little because nobody knows their unit."""
    measure = guess.measure
    return measure is not None and measure.unit is not None and guess.unit is None


def _values_split(column: Column, separator: str | None, *, good: bool) -> bool:
    held = Counter(value for cell in column.cells for value in read_many(cell, separator))
    useful = [count for count in held.values() if 2 <= count < len(column.cells)]
    if good and len(column.cells) < 20:
        useful = [count for count in held.values() if count < len(column.cells)]
    if len(useful) < 2:
        return False
    if good:
        return True
    return len(held) <= _MOST_VALUES and sum(useful) >= 0.5 * sum(held.values())
