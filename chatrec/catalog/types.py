"""The type, unit and separator of a facet, from the values of its column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .columns import Column
from .facets import FacetType
from .measures import Measure, measure_named, measures
from .names import plain_name
from .numbers import Quantity, as_quantity
from .separators import are_sentences, find_separator, names_several
from .units import unit_words, units
from .values import plain_text, read_date, read_flag

_SAMPLE = 4000
_MOST = 0.9
"""The share of the cells that must fit a type for the column to have it; the rest are wrong."""
_MOST_WHERE_NAMED = 0.6
"""The same where the name of the column says what it measures."""
_NUMERAL = re.compile(r"[01](?:\.0)?")
_MOST_TYPICAL = 0.97
_ADDRESSES = ("http://", "https://", "www.")
_PROSE = 60
"""Mean length of texts, in characters, from which nobody filters by them."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What the values of a column look like."""

    type: FacetType
    unit: str | None = None
    measure: Measure | None = None
    separator: str | None = None


def guess_type(column: Column) -> Guess:
    """Tell the type of a column that holds at least one cell.

    A type holds where at least nine cells in ten fit it; six in ten where the name says it is a number ("price");
    all where the column was nested, since nested facts are loose and no item should be lost for one.
    """
    cells = column.cells if column.nested else _sample(column.cells)
    most = 1.0 if column.nested else _MOST
    if _share(cells, lambda cell: isinstance(cell, list | tuple | set)) >= 0.5:
        return Guess("many")
    measure = measure_of(column.name)
    if _share(cells, _is_flag) >= most and _are_flags(cells, measured=measure is not None):
        return Guess("flag")
    number = _guess_number(column.name, cells, measure, most)
    if number is not None:
        return number
    dates = _share(cells, lambda cell: isinstance(cell, str) and read_date(cell) is not None)
    if dates >= most:
        year = measures()["year"]
        return Guess("date", measure=year if measure == year else None)
    return _guess_words(column.name, cells)


def measure_of(column: str) -> Measure | None:
    """Return the measure that the name of a column says, with or without a unit at its end."""
    own = column.rpartition(".")[2]
    return measure_named(own) or measure_named(_without_unit(own))


def fitting_measure(column: str, unit: str | None) -> Measure | None:
    """Return the measure that the name of a column says where its numbers can be in that unit, or None."""
    measure = measure_of(column)
    known = units().get(unit) if unit else None
    return None if known and measure and known.dimension not in measure.dimensions else measure


def unit_in_name(column: str) -> str | None:
    """Return the unit at the end of the name of a column: "kg" for "weight_kg", "USD" for "Price (USD)"."""
    words = plain_name(column).split()
    if len(words) < 2:
        return None
    unit = unit_words().get(words[-1])
    return unit.name if unit and words[-1] not in ("x", "times", "in", "pages", "players") else None


def _without_unit(name: str) -> str:
    words = plain_name(name).split()
    return " ".join(words[:-1]) if unit_in_name(name) else name


def _guess_number(
    name: str, cells: Sequence[object], measure: Measure | None, most: float
) -> Guess | None:
    if _is_code(name, cells):
        return None
    read = [quantity for quantity in map(as_quantity, cells) if quantity is not None]
    needed = _MOST_WHERE_NAMED if measure else most
    if not read or len(read) < needed * len(cells):
        return None
    written = Counter(quantity.unit for quantity in read if quantity.unit)
    unit = written.most_common(1)[0][0] if written else unit_in_name(name)
    if unit is not None:
        measure = fitting_measure(name, unit)
    if unit is None and measure is not None:
        unit = _assumed_unit(measure, read)
    money = bool(unit and units()[unit].dimension == "money") or bool(measure and measure.money)
    if money and measure is None:
        measure = measures()["price"]
    return Guess("money" if money else "number", unit, measure)


def _assumed_unit(measure: Measure, read: Sequence[Quantity]) -> str | None:
    """Return the usual unit of the measure where the numbers are as they usually are in it."""
    if measure.typical is None or measure.unit is None:
        return None
    low, high = measure.typical
    usual = sum(low <= quantity.number <= high for quantity in read)
    return measure.unit if usual >= _MOST_TYPICAL * len(read) else None


def _is_code(name: str, cells: Sequence[object]) -> bool:
    words = plain_name(name).split()
    if words and words[-1] in (
        "id",
        "code",
        "isbn",
        "isbn13",
        "ean",
        "upc",
        "zip",
        "phone",
        "sku",
        "postcode",
    ):
        return True
    return any(
        isinstance(cell, str) and len(cell) > 1 and cell[0] == "0" and cell.isdigit()
        for cell in cells
    )


def _is_flag(cell: object) -> bool:
    return isinstance(cell, bool | str | int | float) and read_flag(cell) is not None


def _are_flags(cells: Sequence[object], *, measured: bool) -> bool:
    """Tell whether cells that could all be yes or no are that.

    Whole words are; letters where both stand; 1 and 0 where both stand and nothing is measured; "x" alone is a tick.
    """
    words = {str(cell).strip().lower() for cell in cells if _is_flag(cell)}
    if any(len(word) > 1 and not _NUMERAL.fullmatch(word) for word in words):
        return True
    if words <= {"x", "✓", "✔", "✗", "✘"}:
        return True
    both = {read_flag(word) for word in words} == {True, False}
    return both and not (measured and any(_NUMERAL.fullmatch(word) for word in words))


def _guess_words(name: str, cells: Sequence[object]) -> Guess:
    texts = [plain_text(cell) for cell in cells]
    if sum(text.startswith(_ADDRESSES) for text in texts) >= _MOST * len(texts):
        return Guess("text")
    if are_sentences(texts):
        return Guess("text")
    separator = find_separator(texts, expected=names_several(name))
    if separator is not None:
        return Guess("many", separator=separator)
    mean = sum(map(len, texts)) / len(texts)
    different = len(set(texts)) / len(texts)
    if mean > _PROSE or (mean > _PROSE / 2 and different > 0.8 and len(texts) > 5):
        return Guess("text")
    return Guess("category")


def _share(cells: Sequence[object], fits: Callable[[object], bool]) -> float:
    if not cells:
        return 0.0
    return sum(fits(cell) for cell in cells) / len(cells)


def _sample(cells: Sequence[object]) -> Sequence[object]:
    step = max(1, len(cells) // _SAMPLE)
    return cells[::step]
