"""Caveats: the heaviest wish that an item does not meet, or what its record holds against it, in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from ....catalog.facets import Facet
from ....catalog.items import Item
from ....dialogue.preferences import Preference
from ....dialogue.reply import Evidence, Sentence
from ....dialogue.wording import describe_preference, label, pattern
from ....dialogue.wording.values import list_words, with_article
from ....grounding.clean import clean
from .facts import Clause, asked_for, noun_of, shown_value, state_fact
from .speech import Speech

_LEAST = 0.1
"""An unmet wish that takes less than this from the score is not worth a caveat."""
_VALUES = 2


def word_caveat(item: Item, caveats: Sequence[Evidence], speech: Speech) -> Sentence | None:
    """Return the heaviest unmet wish in one sentence, else what a brain or the record holds against the item."""
    for one in caveats:
        if one.weight > -_LEAST or not _worth_saying(one, item, speech):
            continue
        said = _unmet(item, one, speech)
        if said:
            return said[0]
    chosen = speech.facet(speech.guidance.caveats.get(item.id, ""))
    if chosen is not None:
        fact = _shortly(item, chosen, speech)
        return speech.say("caveat.fact", {"fact": fact.text}, of=[fact])[0] if fact else None
    value = drawbacks(item, speech)
    return speech.say("caveat.against", {"value": value.text}, of=[value])[0] if value else None


def _worth_saying(one: Evidence, item: Item, speech: Speech) -> bool:
    """Tell whether an unmet wish is more than a leaning that a limit on the same fact, which is kept, speaks for."""
    entry = speech.preference(one)
    if entry is None or entry.operator not in ("low", "high"):
        return entry is not None
    return len(speech.brief.preferences.on(entry.facet)) == 1 and speech.book.once("caveat.lean")


def drawbacks(item: Item, speech: Speech) -> Clause:
    """Return what the record itself holds against an item: "slow with many tabs and weak speakers"."""
    for facet in speech.catalog.schema:
        if pattern(facet).against:
            value = shown_value(item, facet)
            if value:
                return value
    return Clause("")


def _unmet(item: Item, one: Evidence, speech: Speech) -> tuple[Sentence, ...]:
    entry = speech.preference(one)
    if entry is None:
        return ()
    wish = clean(describe_preference(entry, speech.catalog.schema))
    if entry.operator == "matches" or entry.facet == "text":
        fresh = entry.source.turn in (0, speech.turn) or not speech.brief.slate
        return speech.say("caveat.words", {"wish": wish}) if fresh else ()
    facet = speech.facet(entry.facet)
    if facet is None:
        return ()
    fact = _shortly(item, facet, speech)
    if not fact:
        slots = {"label": label(facet), "a_label": with_article(label(facet))}
        flag = facet.type == "flag"
        return speech.say("caveat.unknown_flag" if flag else "caveat.unknown", slots)
    return _falls_short(item, entry, facet, fact, wish, speech)


def _shortly(item: Item, facet: Facet, speech: Speech) -> Clause:
    """Return a fact, of many values the first two."""
    value = item.fact(facet.name)
    if isinstance(value, tuple | list):
        value = tuple(value[:_VALUES])
    return state_fact(item, facet, noun=noun_of(item, speech.catalog), value=value)


def _falls_short(
    item: Item, entry: Preference, facet: Facet, fact: Clause, wish: str, speech: Speech
) -> tuple[Sentence, ...]:
    slots = {"fact": fact.text, "wish": wish, "asked": asked_for(entry, facet, wish)}
    if entry.operator in ("low", "high"):
        words = pattern(facet)
        low = (entry.operator == "low") == (entry.polarity == "wanted")
        slots["better"] = words.less if low else words.more
        return speech.say("caveat.lean", slots, of=[fact])
    if facet.type == "flag" or entry.polarity == "unwanted":
        return speech.say("caveat.flag", slots, of=[fact])
    if facet.type in ("category", "many") and pattern(facet).place == "before":
        values = item.fact(facet.name)
        if pattern(facet).verb == "is {value}" and isinstance(values, tuple | list):
            slots["values"] = list_words([clean(one) for one in values[:_VALUES]])
        return speech.say("caveat.listed", slots, of=[fact])
    if facet.people and wish.startswith("with "):
        return speech.say("caveat.person", {"name": wish.removeprefix("with ")})
    return speech.say("caveat.number", slots, of=[fact])
