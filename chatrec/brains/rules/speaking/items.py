"""Words about why an item is there, and why another is not."""

from __future__ import annotations

from collections.abc import Sequence

from ....catalog.facets import Facet
from ....catalog.items import Item
from ....dialogue.preferences import Preference
from ....dialogue.reply import Draft, Evidence, Sentence
from ....dialogue.wording import describe_preference, label
from ....dialogue.wording.values import quantity_words
from ....grounding.clean import clean
from ....grounding.house_rules import breach
from .caveats import word_caveat
from .facts import (
    Clause,
    asked_for,
    noun_of,
    own_words,
    quoted,
    state_fact,
)
from .matters import open_matters
from .phrases import count_words
from .points import chosen_points, join_points, points_of
from .slate_reasons import word_slate_reasons
from .speech import Speech
from .talk import notices

_REASONS = 3
_REASONS_AGAINST = 2


def word_explanation(speech: Speech) -> Draft:
    """Say why an item is there, or why it is not."""
    brief = speech.brief
    if not brief.items:
        return Draft(opening=(*open_matters(speech), *speech.say("explain.which")))
    why_not = brief.understanding.intent == "why_not"
    if len(brief.items) > 1 and not why_not:
        return word_slate_reasons(speech)
    sentences: list[Sentence] = []
    for place, item in enumerate(brief.items):
        evidence = brief.evidence[place] if place < len(brief.evidence) else ()
        said = _why_not(item, evidence, speech) if why_not else _why(item, evidence, speech)
        sentences.extend(said)
    if why_not:
        return Draft(opening=tuple(sentences))
    return Draft(opening=(*open_matters(speech), *sentences, *notices(speech)))


def _why(item: Item, evidence: Sequence[Evidence], speech: Speech) -> list[Sentence]:
    because = [one for one in evidence if one.met]
    told = reason_clauses(item, because, speech)
    title = speech.short_name(item)
    said: list[Sentence] = []
    if told:
        slots = {"title": title.text, "facts": told.text}
        said.extend(speech.say("explain.fits", slots, of=[title, told]))
    related = next((one for one in because if one.related), None)
    if related is not None:
        said.extend(_shared(item, related, speech))
    if not said:
        said.extend(_by_its_words(item, because, speech))
    said.extend(_share(evidence, speech))
    caveat = word_caveat(item, [one for one in evidence if not one.met], speech)
    return [*said, caveat] if caveat is not None else said


def _by_its_words(item: Item, because: Sequence[Evidence], speech: Speech) -> tuple[Sentence, ...]:
    title = speech.short_name(item)
    for one in because:
        if one.facet == "description" and one.value and one.preference:
            excerpt = quoted(item, clean(str(one.value)))
            words = own_words(one, speech.preference(one), speech.catalog)
            slots = {"title": title.text, "quote": words, "mention": excerpt.text}
            return speech.say("explain.mention", slots, of=[title, excerpt])
    for one in because:
        entry = speech.preference(one)
        if entry is not None and entry.polarity == "unwanted":
            slots = {"title": title.text, "wish": _wish(entry, speech)}
            return speech.say("explain.kept", slots, of=[title])
    return speech.say("explain.nothing", {"title": title.text}, of=[title])


def _shared(item: Item, related: Evidence, speech: Speech) -> tuple[Sentence, ...]:
    liked, facet = speech.catalog.get(related.related or ""), speech.facet(related.facet)
    if liked is None or facet is None:
        return ()
    common = state_fact(item, facet, noun=noun_of(item, speech.catalog), value=related.value)
    name = speech.short_name(liked)
    slots = {"liked": name.text, "common": common.text}
    return speech.say("explain.liked", slots, of=[name, common])


def _share(evidence: Sequence[Evidence], speech: Speech) -> tuple[Sentence, ...]:
    asked = [one for one in evidence if one.preference is not None]
    met = [one for one in asked if one.met]
    if len(asked) < 2:
        return ()
    if len(met) == len(asked):
        return speech.say("explain.all")
    slots = {"met": count_words(len(met)), "asked": count_words(len(asked))}
    return speech.say("explain.share", slots)


def _why_not(item: Item, evidence: Sequence[Evidence], speech: Speech) -> list[Sentence]:
    said: list[Sentence] = []
    entries = [entry for one in evidence if not one.met and (entry := speech.preference(one))]
    tested = [entry for entry in entries if entry.operator != "matches"]
    entries = tested or entries
    entries.sort(key=lambda entry: (entry.strength != "must", item.fact(entry.facet) is None))
    for entry in entries[:_REASONS_AGAINST]:
        said.extend(_broken(item, entry, speech, again=bool(said)))
    more = len(entries) - _REASONS_AGAINST
    if more > 0:
        said.extend(speech.say("why_not.more", {"count": count_words(more)}))
    obstacles = [one for one in notices(speech) if clean(item.title) in one.text]
    title = speech.short_name(item)
    said.extend(Sentence(text=one.text, claims=title.claims) for one in obstacles)
    if not obstacles:
        said.extend(_house(item, speech))
    if not said:
        said.extend(speech.say("why_not.nothing", {"title": title.text}, of=[title]))
    return said


def _broken(item: Item, entry: Preference, speech: Speech, *, again: bool) -> tuple[Sentence, ...]:
    """Say which wish an item misses and by how much; `again` says "it" for the title."""
    title = speech.short_name(item)
    facet = speech.facet(entry.facet)
    slots = {
        "title": "it" if again else title.text,
        "wish": _wish(entry, speech),
        "asked": asked_for(entry, facet, _wish(entry, speech)),
    }
    if facet is None or entry.operator == "matches":
        return speech.say("why_not.words", slots, of=[title])
    fact = state_fact(item, facet, noun=noun_of(item, speech.catalog))
    if not fact:
        slots.update(label=label(facet), title=title.text)
        flag = facet.type == "flag"
        return speech.say("why_not.unknown_flag" if flag else "why_not.unknown", slots, of=[title])
    slots["fact"] = fact.text
    if entry.polarity == "unwanted":
        return speech.say("why_not.unwanted", slots, of=[title, fact])
    gap = _gap(item, entry, facet)
    if gap:
        slots["difference"] = quantity_words(facet, abs(gap))
        return speech.say("why_not.over" if gap > 0 else "why_not.under", slots, of=[title, fact])
    return speech.say("why_not.breaks", slots, of=[title, fact])


def _wish(entry: Preference, speech: Speech) -> str:
    return clean(describe_preference(entry, speech.catalog.schema))


def _gap(item: Item, entry: Preference, facet: Facet) -> float:
    """Return by how much a number is beyond what was wished (below 0: short of it); 0 where it cannot be said."""
    fact, value = item.fact(facet.name), entry.value
    if not isinstance(fact, int | float) or isinstance(fact, bool) or facet.measure == "year":
        return 0.0
    ends = value if isinstance(value, tuple) else (value,)
    numbers = [end for end in ends if isinstance(end, int | float) and not isinstance(end, bool)]
    if not numbers or entry.operator in ("low", "high", "any_of"):
        return 0.0
    return fact - min(numbers, key=lambda end: abs(fact - end))


def _house(item: Item, speech: Speech) -> tuple[Sentence, ...]:
    brief = speech.brief
    found = breach(
        item,
        speech.catalog.rules,
        user=brief.conversation.profile,
        preferences=brief.preferences,
        confirmed=brief.conversation.confirmed,
        refused=brief.conversation.refused,
    )
    if found is None:
        if item.id not in brief.preferences.items("rejected"):
            return ()
        title = speech.short_name(item)
        return speech.say("why_not.rejected", {"title": title.text}, of=[title])
    title, facet = speech.short_name(item), speech.facet(found.facet)
    fact = state_fact(item, facet, noun=noun_of(item, speech.catalog)) if facet else Clause("")
    slots = {"title": title.text, "fact": fact.text}
    said = speech.say(f"why_not.{found.kind}", slots, of=[title, fact])
    return said or speech.say("why_not.unavailable_unknown", slots, of=[title])


def reason_clauses(item: Item, because: Sequence[Evidence], speech: Speech) -> Clause:
    """Return the facts that answer the wishes of the person as one predicate, at most three, and what another brain chose."""
    points = points_of(item, because, speech)[:_REASONS]
    told = {name for point in points for name in point.facets}
    points += [one for one in chosen_points(item, speech) if not one.facets & told]
    claims = tuple(dict.fromkeys(claim for point in points for claim in point.fact.claims))
    return Clause(join_points(points), claims)
