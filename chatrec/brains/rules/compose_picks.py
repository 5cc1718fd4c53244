"""One pick in words: reasons in the person's terms and the record's facts, then an honest caveat."""

from __future__ import annotations

from collections.abc import Sequence

from ...catalog.facets import Facet
from ...catalog.items import Item
from ...dialogue.preferences import Preference
from ...dialogue.reply import DraftPick, Evidence, Sentence
from ...dialogue.wording import describe_preference, label, pattern
from ...dialogue.wording_values import with_article
from ...grounding.clean import clean, shorten
from ...text import stem
from ...text import words as words_of
from ..brain import Judgement
from .compose_speech import Speech
from .facts import (
    NOTHING,
    Clause,
    also,
    asked_for,
    joined,
    kind_of,
    noun_of,
    other_facts,
    own_words,
    quoted,
    shown_value,
    state_evidence,
    state_fact,
    teaser,
)

_FACTS = 3
_LONGEST_MENTION = 160
_CAVEAT_LEAST = 0.05
"""An unmet wish that takes less than this from the score is not worth a caveat."""


def word_pick(judgement: Judgement, speech: Speech) -> DraftPick:
    """Return a pick with its reason in at most two sentences and its heaviest caveat in one."""
    item = judgement.candidate.item
    caveats = [one for one in judgement.caveats if one.preference not in speech.missed]
    caveat = word_caveat(item, caveats, speech)
    reason = word_reason(item, judgement.because, speech, caveat=caveat)
    return DraftPick(item_id=item.id, reason=reason, caveat=caveat)


def word_reason(
    item: Item, because: Sequence[Evidence], speech: Speech, *, caveat: Sentence | None = None
) -> Sentence:
    """Return why an item was chosen, by facts of its record where nothing was asked for.

    In one sentence where a caveat follows, and without the facts that it tells.
    """
    kind, in_kind = kind_of(item, because, speech.brief.preferences, speech.catalog)
    asked = reasons(item, because, speech)
    facts = list(asked)
    met = [one for one in because if one.preference is not None]
    described = [one for one in met if one.facet == "description" and one.value]
    if described:
        return _with_mention(item, described[0], facts, speech)
    related = next((one for one in because if one.related is not None), None)
    if related is not None:
        said = _like_liked(item, related, facts, speech)
        if said is not None:
            return said
    lead = _lead(facts, met, speech)
    if len(facts) < 2 or lead is None:
        told = in_kind | frozenset(claim.facet for claim in (caveat.claims if caveat else ()))
        facts += _fillers(item, because, facts, told, speech)
    intro = teaser(item)
    words = own_words(lead, speech.preference(lead), speech.catalog) if lead else ""
    besides = [fact for fact in facts if not _facets([fact]) <= in_kind]
    slots = {
        "kind": kind.text,
        "more": joined(besides).text,
        "facts": joined(facts).text,
        "only": facts[0].text if len(facts) == 1 else "",
        "first": facts[0].text if len(facts) > 1 else "",
        "asked": asked[0].text if asked and len(facts) > 1 else "",
        "rest": joined(facts[1:]).text,
        "also": also(joined(facts[1:])),
        "teaser": intro.text,
        "quote": clean(words),
    }
    group = "pick.asked" if asked else "pick.plain"
    return _sentence(group, slots, [kind, intro, *facts], speech, short=caveat is not None)


def _facets(facts: Sequence[Clause]) -> frozenset[str]:
    return frozenset(claim.facet for fact in facts for claim in fact.claims)


def _same_words(quote: str, value: str) -> bool:
    said = {stem(word) for word in words_of(quote)}
    return not said or bool({stem(word) for word in words_of(value)} & said)


def _fillers(
    item: Item,
    because: Sequence[Evidence],
    facts: Sequence[Clause],
    told: frozenset[str],
    speech: Speech,
) -> list[Clause]:
    """Return what else is told where the reasons alone say little: at least one fact, and two in all."""
    most = max(1, 2 - len(facts))
    known = told | _facets(facts)
    standing = [one for one in _standing(item, because, speech) if not _facets([one]) <= known]
    known |= _facets(standing)
    others = other_facts(item, speech.catalog, told=known, most=max(0, most - len(standing)))
    return [*standing, *others][:most]


def _lead(facts: Sequence[Clause], met: Sequence[Evidence], speech: Speech) -> Evidence | None:
    """Return the evidence that the first fact is told of, where the fact says more than the wish did."""
    first = _facets(facts[:1])
    return next((one for one in met if one.facet in first and _tells_more(one, speech)), None)


def _tells_more(one: Evidence, speech: Speech) -> bool:
    """Tell whether a fact says more than the wish it meets: 88 minutes does, a comedy for "a comedy" does not."""
    entry = speech.preference(one)
    if entry is None or entry.polarity == "unwanted":
        return False
    if isinstance(entry.value, bool):
        return False
    return entry.operator not in ("is", "contains") or not _same_words(one.quote, str(entry.value))


def reasons(item: Item, because: Sequence[Evidence], speech: Speech) -> list[Clause]:
    """Return the facts of met preferences as predicates, heaviest first, at most three, one of a facet."""
    facts: list[Clause] = []
    known: set[str] = set()
    for one in sorted(because, key=lambda one: not _tells_more(one, speech)):
        if one.facet in known or not _is_reason(one, speech):
            continue
        clause = state_evidence(one, item, speech.preference(one), speech.catalog)
        if clause:
            facts.append(clause)
            known.add(one.facet)
        if len(facts) == _FACTS:
            break
    return facts


def word_caveat(item: Item, caveats: Sequence[Evidence], speech: Speech) -> Sentence | None:
    """Return the heaviest unmet wish in one sentence, else what the record itself holds against the item."""
    for one in caveats:
        if one.weight > -_CAVEAT_LEAST:
            continue
        said = _unmet(item, one, speech)
        if said:
            return said[0]
    for facet in speech.catalog.schema:
        if pattern(facet).against:
            value = shown_value(item, facet)
            if value:
                return speech.say("caveat.against", {"value": value.text}, of=[value])[0]
    return None


def _unmet(item: Item, one: Evidence, speech: Speech) -> tuple[Sentence, ...]:
    entry = speech.preference(one)
    if entry is None:
        return ()
    wish = clean(describe_preference(entry, speech.catalog.schema))
    if entry.operator == "matches" or entry.facet == "text":
        return speech.say("caveat.words", {"wish": wish})
    facet = speech.facet(entry.facet)
    if facet is None:
        return ()
    fact = state_fact(item, facet, noun=noun_of(item, speech.catalog))
    if not fact:
        slots = {"label": label(facet), "a_label": with_article(label(facet))}
        flag = facet.type == "flag"
        return speech.say("caveat.unknown_flag" if flag else "caveat.unknown", slots)
    return _falls_short(item, entry, facet, fact, wish, speech)


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
    listed = facet.type in ("category", "many") and pattern(facet).place == "before"
    return speech.say("caveat.listed" if listed else "caveat.number", slots, of=[fact])


def _with_mention(item: Item, described: Evidence, facts: list[Clause], speech: Speech) -> Sentence:
    text = clean(str(described.value))
    excerpt = quoted(item, shorten(text, limit=_LONGEST_MENTION))
    words = own_words(described, speech.preference(described), speech.catalog)
    slots = {"quote": clean(words), "mention": excerpt.text, "also": also(joined(facts[:2]))}
    return _sentence("pick.mention", slots, [excerpt, *facts[:2]], speech)


def _like_liked(
    item: Item, related: Evidence, facts: list[Clause], speech: Speech
) -> Sentence | None:
    liked = speech.catalog.get(related.related or "")
    facet = speech.facet(related.facet)
    if liked is None or facet is None or related.value is None:
        return None
    noun = noun_of(item, speech.catalog)
    common = state_fact(item, facet, noun=noun, value=related.value)
    name = speech.short_name(liked)
    rest = [fact for fact in facts if not any(c.facet == facet.name for c in fact.claims)][:2]
    if not rest:
        rest = other_facts(item, speech.catalog, told={facet.name}, most=1)
    slots = {"liked": name.text, "common": common.text, "also": also(joined(rest))}
    return _sentence("pick.liked", slots, [name, common, *rest], speech)


def _sentence(
    group: str,
    slots: dict[str, str],
    clauses: Sequence[Clause],
    speech: Speech,
    *,
    short: bool = False,
) -> Sentence:
    """Return a frame of the group, with the claims of those clauses whose words it took."""
    text = speech.book.say(group, slots, short=short)
    if not text:
        text = speech.book.say("pick.plain", slots) or speech.book.say("pick.bare")
    folded = text.casefold()
    used = [one for one in clauses if one and _core(one.text) in folded]
    return Sentence(text=text, claims=joined([*used, NOTHING]).claims)


def _core(words: str) -> str:
    """Return the part of a clause that stays the same wherever it is put: without its first verb."""
    return words.rstrip(".…").casefold().removeprefix("is ").removeprefix("has ")


def _wanted(one: Evidence, speech: Speech) -> bool:
    entry = speech.preference(one)
    return entry is not None and entry.polarity == "wanted"


def _is_reason(one: Evidence, speech: Speech) -> bool:
    """Tell whether evidence is of a wish that a fact can be told of: that a laptop is a laptop is no reason."""
    facet = speech.facet(one.facet)
    return _wanted(one, speech) and (facet is None or pattern(facet).place != "noun")


def _standing(item: Item, because: Sequence[Evidence], speech: Speech) -> list[Clause]:
    """Return what an item stands out by, without having been asked for."""
    facts = []
    for one in because:
        facet = speech.facet(one.facet)
        if one.preference is not None or one.related is not None or facet is None:
            continue
        if facet.show and facet.measure != "popularity":
            facts.append(state_fact(item, facet, noun=noun_of(item, speech.catalog)))
    return facts
