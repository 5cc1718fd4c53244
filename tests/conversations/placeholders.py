"""Words in a script that stand for what was shown before the turn.

"pick 2" is the second item of the last slate: its title where a title is expected, its fact in a test
("year < pick 2"). "slate min" and "slate max" are the least and the greatest of that fact on the slate.
"{pick 2}" in a message is its title.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from chatrec.catalog.items import Item

_PICK = re.compile(r"pick (\d)")
_TESTED = re.compile(r"^(?:not )?(\w+) \S+ (pick \d|slate min|slate max)\b")


def filled(turn: Mapping[str, object], slate: tuple[Item, ...]) -> dict[str, object]:
    """Return a turn with every such word replaced."""
    return {word: _fill(value, slate) for word, value in turn.items()}


def _fill(value: object, slate: tuple[Item, ...]) -> object:
    if isinstance(value, list):
        return [_fill(one, slate) for one in value]
    if not isinstance(value, str) or not slate:
        return value
    tested = _TESTED.match(value)
    if tested is not None:
        return value.replace(tested[2], _fact(tested[1], tested[2], slate))
    if _PICK.fullmatch(value):
        return _title(value, slate)
    return re.sub(r"\{(pick \d)\}", lambda match: _title(match[1], slate), value)


def _title(word: str, slate: tuple[Item, ...]) -> str:
    place = int(word[-1]) - 1
    return slate[place].title if place < len(slate) else f"(no {word})"


def _fact(facet: str, word: str, slate: tuple[Item, ...]) -> str:
    if word.startswith("pick"):
        place = int(word[-1]) - 1
        return str(slate[place].fact(facet)) if place < len(slate) else "0"
    numbers = [float(str(fact)) for item in slate if (fact := item.fact(facet)) is not None]
    if not numbers:
        return "0"
    return str(min(numbers) if word.endswith("min") else max(numbers))
