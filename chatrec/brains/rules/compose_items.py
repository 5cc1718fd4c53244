"""Words about items that are asked about: why, why not, one against another, and their facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...catalog.facets import Facet
from ...catalog.items import Item
from ...dialogue.preferences import Preference
from ...dialogue.reply import Draft, Evidence, Sentence
from ...dialogue.wording import describe_preference, label, pattern
from ...dialogue.wording_values import quantity_words, value_words, with_article
from ...grounding.clean import clean
from ...grounding.house_rules import breach
from .compose_openings import open_matters
from .compose_picks import reasons, word_caveat
from .compose_speech import Speech
from .compose_talk import notices
from .facts import (
    Clause,
    asked_for,
    joined,
    noun_of,
    other_facts,
    own_words,
    quoted,
    shown_value,
    state_fact,
    teaser,
)
from .phrases import count_words

_ROWS = 4
_ORDINALS = ("first", "second", "third", "fourth")
_NOT_COMPARED = ("popularity", "stock")
_MORE_IS_BETTER = frozenset(
    {
        "rating",
        "battery",
        "memory",
        "storage",
        "year",
        "refresh",
        "megapixels",
        "zoom",
        "power",
        "range",
    }
)
_MOST_FACTS = 4


def word_explanation(speech: Speech) -> Draft:
    """Say why an item is there, or why it is not."""
    brief = speech.brief
    if not brief.items:
        return Draft(opening=(*open_matters(speech), *speech.say("explain.which")))
    why_not = brief.understanding.intent == "why_not"
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
    facts = reasons(item, because, speech)
    title = speech.short_name(item)
    said: list[Sentence] = []
    if facts:
        told = joined(facts)
        slots = {"title": title.text, "facts": told.text}
        said.extend(speech.say("explain.fits", slots, of=[title, told]))
    related = next((one for one in because if one.related), None)
    if related is not None:
        said.extend(_shared(item, related, speech))
    if not said:
        said.extend(_by_its_words(item, because, speech))
    if len(speech.brief.items) == 1:
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
    for one in evidence:
        entry = speech.preference(one)
        if not one.met and entry is not None:
            said.extend(_broken(item, entry, speech, again=bool(said)))
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


def word_comparison(speech: Speech) -> Draft:
    """Say where items differ, first in what this person asked for, and which comes out ahead."""
    items = speech.brief.items
    if len(items) < 2:
        return Draft(opening=(*open_matters(speech), *speech.say("compare.one")))
    opening = list(open_matters(speech))
    opening.extend(list(_rows(items, speech)) or speech.say("compare.same"))
    return Draft(opening=tuple(opening), closing=(*_verdict(speech), *notices(speech)))


def _differing(items: Sequence[Item], speech: Speech) -> list[Facet]:
    asked = [entry.facet for entry in speech.brief.preferences.entries]
    asked += list(speech.brief.understanding.asked_facets)
    facets = [
        facet
        for facet in speech.catalog.schema
        if facet.name in asked or (facet.show and facet.measure not in _NOT_COMPARED)
    ]
    different = [facet for facet in facets if len({_fact(item, facet) for item in items}) > 1]
    known = [f for f in different if sum(item.fact(f.name) is not None for item in items) > 1]
    return sorted(known, key=lambda facet: facet.name not in asked)


def _fact(item: Item, facet: Facet) -> str:
    value = item.fact(facet.name)
    return value_words(facet, tuple(value) if isinstance(value, list) else value)


def _rows(items: Sequence[Item], speech: Speech) -> Iterator[Sentence]:
    """Give one sentence for each of the first facets in which the items differ."""
    named = False
    for facet in _differing(items, speech)[:_ROWS]:
        said = _by_number(facet, items, speech) if len(items) == 2 else ()
        if not said:
            said = _side_by_side(facet, items, speech, named=named)
            named = named or bool(said)
        yield from said


def _by_number(facet: Facet, items: Sequence[Item], speech: Speech) -> tuple[Sentence, ...]:
    """Say which of two is cheaper, lighter, newer, with both numbers."""
    words = pattern(facet)
    one, other = (item.fact(facet.name) for item in items)
    if not words.less or not _is_number(one) or not _is_number(other):
        return ()
    asked = {entry.operator for entry in speech.brief.preferences.on(facet.name)}
    upwards = bool({"high", ">", ">="} & asked) or facet.measure in _MORE_IS_BETTER
    first, second = items if (float(str(one)) > float(str(other))) == upwards else items[::-1]
    title = speech.short_name(first)
    mine, theirs = shown_value(first, facet), shown_value(second, facet)
    slots = {
        "title": title.text,
        "comparative": words.more if upwards else words.less,
        "value": mine.text,
        "other": theirs.text,
    }
    return speech.say("compare.number", slots, of=[title, mine, theirs])


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _side_by_side(
    facet: Facet, items: Sequence[Item], speech: Speech, *, named: bool
) -> tuple[Sentence, ...]:
    facts = [state_fact(item, facet, noun=noun_of(item, speech.catalog)) for item in items]
    names = [Clause(f"the {one}") for one in _ORDINALS] if named else map(speech.short_name, items)
    parts = [
        Clause(f"{name.text} {fact.text}", (*name.claims, *fact.claims))
        for name, fact in zip(names, facts, strict=False)
        if fact
    ]
    if len(parts) < 2:
        return ()
    text = ", ".join(part.text for part in parts[:-1]) + f", while {parts[-1].text}"
    return speech.say("compare.rows", {"rows": text}, of=parts)


def _verdict(speech: Speech) -> tuple[Sentence, ...]:
    brief = speech.brief
    totals = [sum(one.weight for one in part if one.preference) for part in brief.evidence]
    if len(totals) < len(brief.items) or not brief.preferences.entries:
        return ()
    best = max(range(len(totals)), key=totals.__getitem__)
    second = max(total for place, total in enumerate(totals) if place != best)
    if totals[best] - second < 1e-6:
        return speech.say("compare.even")
    item = brief.items[best]
    others = {
        one.preference
        for p, part in enumerate(brief.evidence)
        if p != best
        for one in part
        if one.met
    }
    mine = [one for one in brief.evidence[best] if one.met]
    telling = [one for one in mine if one.preference not in others] or mine
    facts = joined(reasons(item, telling, speech)[:2])
    name = speech.short_name(item)
    slots = {"title": name.text, "facts": facts.text}
    return speech.say("compare.ahead" if facts else "compare.ahead_bare", slots, of=[name, facts])


def word_information(speech: Speech) -> Draft:
    """Answer what was asked of items from their records, or describe them where nothing in particular was."""
    brief = speech.brief
    opening = list(open_matters(speech))
    if not brief.items:
        opening.extend(_about_catalogue(speech))
    for item in brief.items:
        asked = [speech.facet(name) for name in brief.understanding.asked_facets]
        facets = [facet for facet in asked if facet is not None]
        opening.extend(_answers(item, facets, speech) if facets else _description(item, speech))
    return Draft(opening=tuple(opening), closing=notices(speech))


def _about_catalogue(speech: Speech) -> tuple[Sentence, ...]:
    brief, catalog = speech.brief, speech.catalog
    if brief.understanding.asked_facets or brief.understanding.unknown_names:
        return (
            ()
            if brief.understanding.unknown_names
            else speech.say("inform.which", {"noun": catalog.noun})
        )
    total = len(catalog)
    slots = {
        "total": f"{total:,}",
        "nouns": catalog.noun if total == 1 else catalog.nouns,
        "about": clean(catalog.about),
    }
    return speech.say("inform.catalogue", slots)


def _answers(item: Item, facets: Sequence[Facet], speech: Speech) -> list[Sentence]:
    title = speech.short_name(item)
    said: list[Sentence] = []
    known = [state_fact(item, facet, noun=noun_of(item, speech.catalog)) for facet in facets]
    told = joined(known)
    if told:
        slots = {"title": title.text, "facts": told.text}
        said.extend(speech.say("inform.fact", slots, of=[title, told]))
    for facet, fact in zip(facets, known, strict=True):
        if not fact:
            slots = {
                "title": title.text,
                "label": label(facet),
                "a_label": with_article(label(facet)),
            }
            name = "inform.unknown_flag" if facet.type == "flag" else "inform.unknown"
            said.extend(speech.say(name, slots, of=[title]))
    return said


def _description(item: Item, speech: Speech) -> list[Sentence]:
    title, intro = speech.name(item), teaser(item)
    facts = other_facts(item, speech.catalog, told=(), most=_MOST_FACTS)
    told = joined(facts)
    slots = {"title": title.text, "teaser": intro.text, "facts": told.text}
    said = list(speech.say("inform.about", slots, of=[title, intro]))
    if not said:
        said = list(speech.say("inform.fact", slots, of=[title, told]))
    elif facts:
        said.extend(speech.say("inform.about_facts", slots, of=[told]))
    for facet in speech.catalog.schema:
        if pattern(facet).against and item.fact(facet.name) is not None:
            caveat = word_caveat(item, (), speech)
            if caveat is not None:
                said.append(caveat)
            break
    return said or list(speech.say("inform.bare", slots, of=[title]))
