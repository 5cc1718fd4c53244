"""Near: items that break one must, named only together with what they miss."""

from __future__ import annotations

from ....catalog.facets import Facet
from ....catalog.items import Item
from ....dialogue.preferences import Preference
from ....dialogue.reply import Sentence
from ....dialogue.wording import fill, pattern
from ....dialogue.wording.values import compound_words, list_words, quantity_words, value_words
from ....grounding.clean import clean
from ...brain import Near
from .facts import NOTHING, Clause, noun_of, state_fact
from .speech import Speech

_VALUES = 2


def word_near(speech: Speech) -> tuple[Sentence, ...]:
    """Return the nearest items in one sentence, each with what it misses; nothing where they were just named."""
    replies = [line.text for line in speech.brief.conversation.lines if line.role == "assistant"]
    told = [
        one
        for one in speech.brief.nearest
        if not any(one.item.title in text for text in replies[-1:])
    ]
    clauses = [clause for clause in (_near(one, speech) for one in told) if clause]
    if not clauses:
        return ()
    words = [clause.text for clause in clauses]
    near = "; ".join((*words[:-1], f"and {words[-1]}")) if len(words) > 1 else words[0]
    slots = {"near": near, "are": "is" if len(words) == 1 else "are"}
    return speech.say("near.are", slots, of=clauses)


def _near(near: Near, speech: Speech) -> Clause:
    item, entry, facet = near.item, near.misses, speech.facet(near.misses.facet)
    if facet is None:
        return NOTHING
    name = speech.short_name(item)
    fact = _fact(item, facet, speech)
    if not fact:
        return NOTHING
    wish = _values_wished(entry, facet)
    slots = {"title": name.text, "fact": fact.text, "wish": wish}
    if entry.polarity == "unwanted":
        text = speech.book.say_bare("near.unwanted", slots)
    elif facet.numeric:
        text = speech.book.say_bare("near.number", {**slots, **_number(item, entry, facet)})
        text = text or speech.book.say_bare("near.figure", slots)
    else:
        text = speech.book.say_bare("near.flag" if facet.type == "flag" else "near.value", slots)
    return Clause(text, (*name.claims, *fact.claims))


def _values_wished(entry: Preference, facet: Facet) -> str:
    """Return the bare values of a wish: "sport" for "good for sport"."""
    values = entry.value if isinstance(entry.value, tuple) else (entry.value,)
    return list_words([clean(value_words(facet, one)) for one in values if one is not None], "or")


def _fact(item: Item, facet: Facet, speech: Speech) -> Clause:
    value = item.fact(facet.name)
    if isinstance(value, tuple | list):
        value = tuple(value[:_VALUES])
    return state_fact(item, facet, noun=noun_of(item, speech.catalog), value=value)


def _number(item: Item, entry: Preference, facet: Facet) -> dict[str, str]:
    """Return a number before what it misses by: "at $119", "$19 over"."""
    fact, value = item.fact(facet.name), entry.value
    if isinstance(fact, bool) or not isinstance(fact, int | float):
        return {}
    at = fill(
        pattern(facet).at, facet, value_words(facet, fact), adj=compound_words(facet, float(fact))
    )
    if isinstance(value, bool) or not isinstance(value, int | float) or facet.measure == "year":
        return {"at": at}
    side = "over" if fact > value else "short" if fact < value else ""
    gap = f"{quantity_words(facet, abs(fact - value))} {side}" if side else ""
    return {"at": at, "gap": gap}
