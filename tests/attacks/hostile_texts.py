"""Texts that make a pattern try as much as it can, made from the parts of the pattern itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import permutations
from typing import Any

from .growth import Repetition

_parser: Any = re._parser  # type: ignore[attr-defined]
_constants: Any = re._constants  # type: ignore[attr-defined]

NO_MATCH = "\x00"
"""A character that hardly any pattern takes, so that a match attempt fails at its very end."""
GENERAL = (
    "\n", " ", "\t", " \n", "a", "A", "1", "é", "e\u0301", "\u0301", "a ", "A ", "1 ", "1,", "1.", "1.1,", "-", "'",
    "a'", "a-", "a.", "a, ", '"', "“", "“”", "“a”", "[", "]", "[]", "(", ")", "()", "[](", "<", ">", "<a", "<>", "{{",
    "}}", "`", "~", "*", "_", "http://", "www.", "//", "@", "a@", "a@a.", "€", "$1", "+", "+1", "and ", "or ", ": ",
)  # fmt: skip
"""Repetitions that any routine may meet."""

_CATEGORIES = {
    _constants.CATEGORY_DIGIT: "7",
    _constants.CATEGORY_NOT_DIGIT: "a",
    _constants.CATEGORY_SPACE: " ",
    _constants.CATEGORY_NOT_SPACE: "a",
    _constants.CATEGORY_WORD: "a",
    _constants.CATEGORY_NOT_WORD: "-",
}
_MOST_ATOMS = 8
_MOST_PREFIXES = 12
_MOST_BRANCHES = 3


def repeated(pattern: re.Pattern[str]) -> list[Repetition]:
    """Return what to try a pattern with: a beginning, what is repeated after it, and an end.

    Repeated are the characters that the pattern mentions, pairs of them, and whole texts that it matches, also
    without their last character. Beginnings are what its parts match, so that each part in turn meets the repetition.
    """
    tree = _parser.parse(pattern.pattern, pattern.flags)
    whole = _example(tree)
    atoms = list(dict.fromkeys(_atoms(tree)))[:_MOST_ATOMS]
    units = [*atoms, *("".join(pair) for pair in permutations(atoms, 2))]
    units += [whole, whole[:-1], whole + " "]
    units += [part for part in _parts(tree) if part]
    starts = ["", *dict.fromkeys(_beginnings(tree))][:_MOST_PREFIXES]
    found = [Repetition("", unit, end) for unit in (*GENERAL, *units) for end in ("", NO_MATCH)]
    found += [Repetition(start, unit, NO_MATCH) for start in starts[1:] for unit in atoms]
    return list(dict.fromkeys(one for one in found if one.unit))


def _atoms(tree: Sequence[Any]) -> Iterator[str]:
    """Give a character for each literal, class and category of a pattern."""
    for operation, argument in tree:
        if operation in (_constants.LITERAL, _constants.NOT_LITERAL, _constants.ANY):
            yield _example([(operation, argument)])
        elif operation is _constants.IN:
            yield _of_class(argument)
            yield from _members(argument)
        else:
            for part in _inner(operation, argument):
                yield from _atoms(part)


def _parts(tree: Sequence[Any]) -> Iterator[str]:
    """Give what each repeated or grouped part of a pattern matches."""
    for operation, argument in tree:
        for part in _inner(operation, argument):
            yield _example(part)
            yield from _parts(part)


def _beginnings(tree: Sequence[Any]) -> Iterator[str]:
    """Give what a pattern matches up to each of its parts, with each repetition taken once."""
    done = ""
    for operation, argument in tree:
        inner = _inner(operation, argument)
        for part in inner[:_MOST_BRANCHES]:
            yield from (done + start for start in _beginnings(part))
        done += _example([(operation, argument)])
        yield done


def _inner(operation: Any, argument: Any) -> list[Any]:
    """Return the patterns inside an operation."""
    if operation is _constants.BRANCH:
        return list(argument[1])
    if operation is _constants.SUBPATTERN:
        return [argument[3]]
    if operation in _REPEATS:
        return [argument[2]]
    if operation in (_constants.ASSERT, _constants.ASSERT_NOT):
        return [argument[1]]
    if operation is _constants.ATOMIC_GROUP:
        return [argument]
    return []


_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)


def _example(tree: Sequence[Any]) -> str:
    """Return a text that a pattern matches, but for what it looks at around itself."""
    return "".join(_EXAMPLES.get(operation, _nothing)(argument) for operation, argument in tree)


def _nothing(argument: Any) -> str:
    return ""


def _of_repeat(argument: Any) -> str:
    least, _, part = argument
    return _example(part) * max(1, least)


def _of_class(argument: Sequence[Any]) -> str:
    """Return a character of a class; of a negated one a usual character that it does not name."""
    if argument[0][0] is not _constants.NEGATE:
        return next(_members(argument))
    named = set(_members(argument[1:]))
    if "7" in named and "a" in named:
        named |= set("0123456789")
    for letter in "a7 -\n\x00":
        if letter not in named:
            return letter
    return "\u2603"


def _members(argument: Sequence[Any]) -> Iterator[str]:
    """Give a character for each literal, range and category that a class names."""
    for operation, value in argument:
        if operation is _constants.LITERAL:
            yield chr(value)
        elif operation is _constants.RANGE:
            yield chr(value[0])
        elif operation is _constants.CATEGORY:
            yield _CATEGORIES[value]


_EXAMPLES: dict[Any, Callable[[Any], str]] = {
    _constants.LITERAL: chr,
    _constants.NOT_LITERAL: lambda code: "a" if chr(code) != "a" else "b",
    _constants.ANY: lambda _: "a",
    _constants.IN: _of_class,
    _constants.BRANCH: lambda argument: _example(argument[1][0]),
    _constants.SUBPATTERN: lambda argument: _example(argument[3]),
    _constants.ATOMIC_GROUP: lambda argument: _example(argument),
    **dict.fromkeys(_REPEATS, _of_repeat),
}
