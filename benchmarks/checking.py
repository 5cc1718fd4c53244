"""What a reply says, checked once more against the records, by other means than the program's own verification."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chatrec import Catalog, Item
from chatrec.dialogue.reply import Reply
from chatrec.grounding.matching import breaks

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_CAPITALISED = re.compile(r"(?<![.!?:”]\s)(?<![.!?]”\s)(?<!^)(?<![“\"(\n])\b[A-Z][\w'’-]+")


def foreign_items(reply: Reply, catalog: Catalog) -> list[str]:
    """Return the ids of a reply that are not in the catalogue."""
    return [one.id for one in _items(reply) if one.id not in catalog]


def broken_musts(reply: Reply, catalog: Catalog) -> list[str]:
    """Return the picks that break a must of the state, each with the entry."""
    return [
        f"{pick.item.id} {entry.id}"
        for pick in reply.picks
        for entry in reply.preferences.entries
        if entry.strength == "must" and breaks(entry, pick.item, catalog.schema)
    ]


def false_evidence(reply: Reply, catalog: Catalog) -> list[str]:
    """Return the facts that picks give as reasons or caveats and that are not those of their records."""
    return [
        f"{pick.item.id} {one.facet}: {one.value!r}"
        for pick in reply.picks
        for one in (*pick.because, *pick.caveats)
        if one.value is not None
        and one.related is None
        and not _holds(_fact(catalog[pick.item.id], one.facet), one.value)
    ]


def strays(reply: Reply, said: Iterable[str], more: Iterable[Item] = ()) -> list[str]:
    """Return names and figures of the reasons that neither the record of the pick nor the person has, nor follow from both.

    Args:
        reply: The reply.
        said: What the person has said so far, and the state in words.
        more: Items that a reason may speak of beside its own: liked and named ones.
    """
    person = " ".join([*said, reply.understood])
    found = []
    for pick in reply.picks:
        parts = [_record(pick.item), person, *_differences(pick.item, reply), *map(_record, more)]
        known = " ".join(parts).casefold()
        for text in (pick.reason, pick.caveat):
            words = [one.group() for one in _CAPITALISED.finditer(text)]
            numbers = [one.group().replace(",", "") for one in _NUMBER.finditer(text)]
            found += [f"{pick.item.id}: {one}" for one in words if one.casefold() not in known]
            found += [f"{pick.item.id}: {one}" for one in numbers if not _has(known, one)]
    return found


def _items(reply: Reply) -> Iterator[Item]:
    yield from (pick.item for pick in reply.picks)
    yield from reply.items


def _fact(item: Item, facet: str) -> object:
    texts = {"title": item.title, "description": item.description}
    return texts.get(facet) or item.fact(facet)


def _holds(fact: object, value: object) -> bool:
    parts = fact if isinstance(fact, tuple | list) else (fact,)
    wanted = value if isinstance(value, tuple | list) else (value,)
    return all(one in parts for one in wanted) or str(value) in str(fact)


def _record(item: Item) -> str:
    values = (
        " ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)
        for value in item.attributes.values()
    )
    return " ".join([item.title, item.description, *item.attributes, *values])


def _differences(item: Item, reply: Reply) -> Iterator[str]:
    """Yield by how much an item keeps to each limit: "$61 under your $200"."""
    for entry in reply.preferences.entries:
        fact = item.fact(entry.facet)
        ends = entry.value if isinstance(entry.value, tuple) else (entry.value,)
        if isinstance(fact, int | float):
            yield from (f"{abs(one - fact):g}" for one in ends if isinstance(one, int | float))


def _has(known: str, number: str) -> bool:
    """Tell whether a number stands in a text, as it is or rounded as people say it: 0.98 kg, 1h 34min."""
    bare = number.rstrip("0").rstrip(".") if "." in number else number
    return bare in known or any(
        abs(float(one) - float(number)) < 0.06 for one in re.findall(r"\d+(?:\.\d+)?", known)
    )
