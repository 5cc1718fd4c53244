"""Why these: what all of several items meet, what each meets beyond that and stands out by, and what would reorder them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from ....catalog.items import Item
from ....dialogue.preferences import Preference
from ....dialogue.reply import Draft, Evidence, Sentence
from ....dialogue.wording import describe_preference, label
from ....dialogue.wording.values import list_words
from ....grounding.clean import clean
from ....retrieval.candidates import Candidate
from ...brain import Judgement
from .caveats import word_caveat
from .facts import Clause, noun_of, own_words, quoted, state_fact
from .matters import open_matters
from .phrases import count_words
from .points import Point, join_points, other_points, points_of
from .speech import Speech
from .talk import notices

_POINTS = 2
_MOST_LABELS = 2


def word_slate_reasons(speech: Speech) -> Draft:
    """Word why several items are there, compared with one another."""
    brief = speech.brief
    evidence = [*brief.evidence, *[()] * len(brief.items)]
    judged = tuple(_judged(item, evidence[place]) for place, item in enumerate(brief.items))
    speech = replace(speech, brief=replace(brief, slate=judged))
    said = [*_common(speech)]
    for one in judged:
        said.extend(_own(one, speech))
    said.extend(_order(judged, speech))
    return Draft(opening=(*open_matters(speech), *said, *notices(speech)))


def _judged(item: Item, evidence: Sequence[Evidence]) -> Judgement:
    return Judgement(
        candidate=Candidate(item=item, score=0.0),
        score=0.0,
        match=0.0,
        because=tuple(one for one in evidence if one.met),
        caveats=tuple(one for one in evidence if not one.met),
    )


def _common(speech: Speech) -> tuple[Sentence, ...]:
    """Say what every one of them meets."""
    wish = speech.wish(speech.met_by_all, several=True)
    number = len(speech.brief.slate)
    slots = {"all": "both" if number == 2 else f"all {count_words(number)}", "wish": wish}
    return speech.say("explain.common", slots)


def _own(judged: Judgement, speech: Speech) -> list[Sentence]:
    """Say what one of them meets beyond that, what sets it apart, and which wish it misses."""
    item = judged.candidate.item
    name = speech.short_name(item)
    lead = _shared_with_liked(item, judged.because, speech) or _mention(
        item, judged.because, speech
    )
    points = [one for one in points_of(item, judged.because, speech) if _is_its_own(one, speech)]
    told = frozenset(facet for point in points for facet in point.facets)
    apart = other_points(item, judged.because, speech, told=told)
    points = [*points, *islice(apart, max(0, _POINTS - len(points)))][:_POINTS]
    facts = Clause(join_points(points), tuple(c for point in points for c in point.fact.claims))
    slots = {"title": name.text, "facts": facts.text}
    said = [*(lead or speech.say("explain.own", slots, of=[name, facts]))]
    caveat = word_caveat(item, judged.caveats, speech) if judged.caveats else None
    return [*said, caveat] if said and caveat is not None else said


def _shared_with_liked(
    item: Item, because: Sequence[Evidence], speech: Speech
) -> tuple[Sentence, ...]:
    """Say what an item has in common with a liked one; nothing where there is nothing."""
    for one in because:
        liked, facet = speech.catalog.get(one.related or ""), speech.facet(one.facet)
        if liked is not None and facet is not None:
            noun = noun_of(item, speech.catalog)
            common = state_fact(item, facet, noun=noun, value=one.value)
            names = speech.short_name(item), speech.short_name(liked)
            slots = {"title": names[0].text, "common": common.text, "liked": names[1].text}
            return speech.say("explain.own_liked", slots, of=[*names, common])
    return ()


def _mention(item: Item, because: Sequence[Evidence], speech: Speech) -> tuple[Sentence, ...]:
    """Say where the description of an item speaks of a free wish; nothing where it does not."""
    for one in because:
        if one.facet == "description" and one.value and one.preference:
            excerpt = quoted(item, clean(str(one.value)))
            name = speech.short_name(item)
            words = own_words(one, speech.preference(one), speech.catalog)
            slots = {"title": name.text, "quote": words, "mention": excerpt.text}
            return speech.say("explain.mention", slots, of=[name, excerpt])
    return ()


def _is_its_own(point: Point, speech: Speech) -> bool:
    """Tell whether a point says more of an item than that it meets what all of them meet."""
    common = {entry.facet for entry in speech.met_by_all}
    return bool(point.relation) or not point.facets <= common


def _order(judged: Sequence[Judgement], speech: Speech) -> tuple[Sentence, ...]:
    """Say what would put another one first: a wish that it meets best, else what was not asked for yet."""
    for entry in speech.entries:
        if entry.strength == "must" or entry.polarity == "unwanted":
            continue
        pulls = [_pull(one, entry) for one in judged]
        best = pulls.index(max(pulls))
        if best and pulls.count(max(pulls)) == 1:
            name = speech.short_name(judged[best].candidate.item)
            wish = clean(describe_preference(entry, speech.catalog.schema))
            return speech.say("explain.order", {"wish": wish, "title": name.text}, of=[name])
    asked = {entry.facet for entry in speech.entries}
    labels = [label(one) for one in speech.catalog.schema if one.ask and one.name not in asked]
    return speech.say("explain.open", {"labels": list_words(labels[:_MOST_LABELS], "or")})


def _pull(judged: Judgement, entry: Preference) -> float:
    """Return what a wish adds to the place of an item; less than nothing where it is missed."""
    return sum(
        one.weight for one in (*judged.because, *judged.caveats) if one.preference == entry.id
    )
