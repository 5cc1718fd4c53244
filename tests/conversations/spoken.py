"""Whether what a text states, number by number and name by name, stands in a record or was said by the person."""

from __future__ import annotations

import re

from chatrec import Catalog, Reply
from chatrec.catalog.items import Item

from .facts import plain
from .heard import Heard, without_titles

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORDS_FOR_NUMBERS = frozenset(map(str, range(11)))
"""Small numbers count things: three films, 2 of them."""


def unfounded(reply: Reply, heard: Heard) -> list[str]:
    """Numbers and names in the text come from the records of the items it names, the state, or the person."""
    named = [item for item in heard.catalog if item.title in reply.text]
    said = "\n".join(
        [
            *heard.messages,
            reply.understood,
            heard.catalog.about,
            str(len(heard.catalog)),
            *(str(value) for value in heard.profile.values()),
            *_offered(reply),
            *(_offered_before for one in heard.replies[-1:] for _offered_before in _offered(one)),
            *(rule.say for rule in heard.catalog.rules.disclose),
            *(rule.ask for rule in heard.catalog.rules.confirm),
            *_notes(reply),
            *_counts(reply),
            *_in_other_units(named, heard.catalog),
            *_differences(named, reply),
        ]
    )
    records = "\n".join(_as_text(item) for item in named)
    text = without_titles(reply.text, heard.catalog)
    counts = re.findall(r"\b(\d[\d,]*) (?:\w+ )?(?:" + heard.catalog.nouns + "|fit|of them)", text)
    known = {_plain_number(one) for one in _NUMBER.findall(f"{said}\n{records}")} | set(counts)
    faults = [
        f"the number {number} in the text is in no record that the text names"
        for number in _NUMBER.findall(text)
        if _plain_number(number) not in known and number not in _WORDS_FOR_NUMBERS
    ]
    if not named:
        return faults
    given = plain(f"{said}\n{records}")
    for facet in heard.catalog.schema:
        if facet.people or facet.name in ("brand", "streaming_services"):
            faults += [
                f"the text says {value!r}, which is no {facet.name} of an item it names"
                for value in _values(heard.catalog, facet.name)
                if value in text and plain(value) not in given
            ]
    return faults


def _offered(reply: Reply) -> list[str]:
    said = [f"{chip.label} {chip.count}" for chip in reply.chips]
    said += [f"{one.label} {one.count}" for one in reply.relaxations]
    for entry in reply.preferences.entries:
        said.append(str(entry.value))
        said += re.findall(r"\d+", f"{entry.value}")
    return said


def _notes(reply: Reply) -> list[str]:
    """Return what was done to the message before it was read, as the trace has it."""
    read = next((step.detail for step in reply.trace.steps if step.name == "understand"), {})
    return [str(note) for note in read.get("understanding", {}).get("notes", ())]


def _counts(reply: Reply) -> list[str]:
    """Return how many items were left after each step of the search, and what was counted, as the trace has it."""
    steps = [step for step in reply.trace.steps if step.name in ("retrieve", "look up")]
    counted = [one for step in steps for one in step.detail.get("steps", ())]
    return [f"{name} {count}" for name, count in counted]


_OTHER_UNITS = {"kg": 1000.0, "h": 60.0, "GB": 0.001, "km": 1000.0, "min": 1 / 60}
"""Grams, minutes, terabytes, metres and hours are the same fact in a handier unit."""


def _in_other_units(named: list[Item], catalog: Catalog) -> list[str]:
    facts = (
        (fact, _OTHER_UNITS[facet.unit])
        for facet in catalog.schema
        if facet.unit in _OTHER_UNITS
        for item in named
        if isinstance(fact := item.attributes.get(facet.name), int | float)
    )
    return [f"{fact * factor:.6g}" for fact, factor in facts]


def _differences(named: list[Item], reply: Reply) -> list[str]:
    """Return by how much the numbers of items miss what was asked for, or one another: those may be told."""
    asked = [
        (entry.facet, float(value))
        for entry in reply.preferences.entries
        for value in (entry.value if isinstance(entry.value, tuple) else (entry.value,))
        if isinstance(value, int | float)
    ]
    facts = [
        (name, float(fact))
        for item in named
        for name, fact in item.attributes.items()
        if isinstance(fact, int | float)
    ]
    return [
        f"{abs(number - other):.6g} {abs(number - other):.2f}"
        for facet, number in facts
        for name, other in (*asked, *facts)
        if name == facet
    ]


def _as_text(item: Item) -> str:
    facts = (
        ", ".join(fact) if isinstance(fact, tuple | list) else str(fact)
        for fact in item.attributes.values()
    )
    return "\n".join((item.title, item.description, *facts))


def _plain_number(number: str) -> str:
    bare = number.replace(",", "")
    return f"{float(bare):g}" if bare.count(".") <= 1 else bare


_KNOWN: dict[tuple[str, str], tuple[str, ...]] = {}


def _values(catalog: Catalog, facet: str) -> tuple[str, ...]:
    key = (f"{catalog.name} {len(catalog)}", facet)
    if key not in _KNOWN:
        facts = (item.attributes.get(facet) for item in catalog)
        lists = (
            fact if isinstance(fact, tuple | list) else (fact,)
            for fact in facts
            if fact is not None
        )
        _KNOWN[key] = tuple(
            {str(value) for values in lists for value in values if len(str(value)) > 3}
        )
    return _KNOWN[key]
