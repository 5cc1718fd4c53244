"""One pick in words: what it is, why it suits this person by the facts of its record, then an honest caveat."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from ....catalog.items import Item
from ....dialogue.reply import Claim, DraftPick, Evidence, Sentence
from ....grounding.clean import clean, shorten
from ....retrieval.words import filler_stems
from ....text import Token, stem, tokenize, words
from ...brain import Judgement
from .caveats import word_caveat
from .facts import NOTHING, Clause, kind_of, noun_of, own_words, quoted, state_fact, teaser
from .phrases import capitalised
from .points import Point, chosen_points, join_points, other_points, points_of
from .speech import Speech

_POINTS = 2
_LONGEST_MENTION = 130
_LONGEST_TEASER = 110
"""The longest first sentence of a description, in characters, that stands beside a reason."""
_LONGEST_INTRO = 165
"""The longest that stands by itself."""
_LONGEST_PART = 60
_MARGIN = 20
_SHARED = 2


def word_pick(judgement: Judgement, speech: Speech) -> DraftPick:
    """Return a pick with its reason in at most two sentences and its heaviest caveat in one."""
    item = judgement.candidate.item
    caveats = [one for one in judgement.caveats if one.preference not in speech.missed]
    caveat = word_caveat(item, caveats, speech)
    told = frozenset(claim.facet for claim in (caveat.claims if caveat else ()))
    reason = word_reason(item, judgement.because, speech, told=told)
    return DraftPick(item_id=item.id, reason=reason, caveat=caveat)


def word_reason(
    item: Item, because: Sequence[Evidence], speech: Speech, *, told: frozenset[str] = frozenset()
) -> Sentence:
    """Return why an item was chosen, by facts of its record where nothing was asked for.

    Args:
        item: The pick.
        because: What speaks for it.
        speech: The reply in the making.
        told: The facets that the caveat tells, which are not told twice.
    """
    points = points_of(item, because, speech)
    opening = _opening(item, because, speech)
    kind, in_kind = kind_of(item, (), speech.brief.preferences, speech.catalog)
    taken = told | in_kind | frozenset(facet for point in points for facet in point.facets)
    taken |= frozenset(claim.facet for claim in opening.claims)
    answers = [one for one in points if _tells(one, speech)]
    if not answers and len(speech.brief.slate) == 1:
        # A single pick tells first how it answers the wish.
        answers = points[:1]
    known = [one for one in points if one not in answers]
    if any(not one.facets & taken for one in chosen_points(item, speech)):
        # What another brain chose is told beside the first answer.
        answers, known = answers[:1], [*answers[1:], *known]
    apart = [*islice(other_points(item, because, speech, told=taken), _POINTS), *known]
    if opening.text:
        return _after(opening, [*answers, *apart][:1], speech)
    if any(point.facets & in_kind for point in (*answers, *apart)[:_POINTS]):
        kind = NOTHING
    return _reason(item, kind, answers, apart, speech)


def _tells(point: Point, speech: Speech) -> bool:
    """Tell whether a point says of this pick what the line above does not say of all of them.

    What things cost is always told; the year stands beside the title.
    """
    if point.relation or _is_price(point, speech):
        return True
    said = {entry.facet for entry in speech.entries if speech.said_of_all(entry)}
    return not point.facets <= said


def _reason(
    item: Item, kind: Clause, answers: Sequence[Point], apart: Sequence[Point], speech: Speech
) -> Sentence:
    """Return first what answers the request, then one thing that sets the pick apart: a fact, or how it is described."""
    points = _with_price((*answers, *apart), speech)[:_POINTS]
    # Facts that another brain chose are told rather than a description.
    intro = NOTHING if speech.guidance.facts.get(item.id) else _whole_teaser(item)
    slots = {
        "intro": "" if any(_is_price(one, speech) for one in points) else intro.text,
        "teaser": intro.text if len(intro.text) <= _LONGEST_TEASER else "",
        "one": _why(_first_with_price(points, speech), speech),
        "two": _why(points, speech) if len(points) == _POINTS else "",
        "kind": capitalised(kind.text),
        "kind_that": f"{kind.text} that {join_points(points)}" if kind and points else "",
    }
    name = "pick.answering" if answers else "pick.apart"
    text = speech.book.say(name, slots) or speech.book.say("pick.alone", slots)
    text = text or speech.book.say("pick.bare")
    return Sentence(text=text, claims=_claims(text, [kind, intro], points))


def _with_price(points: Sequence[Point], speech: Speech) -> Sequence[Point]:
    """Put what an item costs among the points that are told: second, unless it is first."""
    prices = [point for point in points if _is_price(point, speech)]
    if not prices or points[0] is prices[0]:
        return points
    return (points[0], prices[0], *[one for one in points[1:] if one is not prices[0]])


def _is_price(point: Point, speech: Speech) -> bool:
    facets = [facet for facet in map(speech.facet, point.facets) if facet is not None]
    return any(facet.type == "money" for facet in facets)


def _first_with_price(points: Sequence[Point], speech: Speech) -> Sequence[Point]:
    """Return the first point, and with it what the item costs where that is the second: a shop always says so."""
    return points if any(_is_price(point, speech) for point in points[1:]) else points[:1]


def _whole_teaser(item: Item) -> Clause:
    """Return the first sentence of the description where it can be told whole; else nothing."""
    whole = teaser(item, limit=_LONGEST_INTRO)
    return whole if len(whole.text) <= _LONGEST_INTRO and not whole.text.endswith("…") else NOTHING


def _why(points: Sequence[Point], speech: Speech) -> str:
    """Return one sentence that tells one or two points; empty for none."""
    if not points:
        return ""
    first, second = points[0], points[1] if len(points) > 1 else None
    slots = {
        "first": first.text,
        "lead": f"{first.lead} it {first.verb} {first.relation}"
        if first.relation and first.lead
        else "",
    }
    if second is not None:
        slots.update(second=second.text, both=join_points(points[:2]))
    return speech.book.say("pick.two" if second is not None else "pick.one", slots)


def _after(opening: Sentence, points: Sequence[Point], speech: Speech) -> Sentence:
    """Return a sentence and, where there is a point left, one more that tells it."""
    if not points:
        return opening
    text = f"{opening.text} {_why(points[:1], speech)}"
    claims = (*opening.claims, *_claims(text, (), points))
    return Sentence(text=text, claims=tuple(dict.fromkeys(claims)))


def _claims(text: str, clauses: Sequence[Clause], points: Sequence[Point]) -> tuple[Claim, ...]:
    """Return the claims of those clauses and points whose words a text took."""
    folded = text.casefold()
    used = [
        claim
        for clause in clauses
        if clause and clause.text.rstrip(".…").casefold() in folded
        for claim in clause.claims
    ]
    for point in points:
        if any(words in folded for words in point.shown):
            used.extend(point.fact.claims)
    return tuple(dict.fromkeys(used))


def _opening(item: Item, because: Sequence[Evidence], speech: Speech) -> Sentence:
    mention = _mention(item, because, speech)
    return mention if mention.text else _like_liked(item, because, speech)


def _mention(item: Item, because: Sequence[Evidence], speech: Speech) -> Sentence:
    """Return where the title or the description has a free wish, in its own words; no text where they do not."""
    for one in because:
        entry = speech.preference(one)
        if one.facet not in ("title", "description") or not one.value or entry is None:
            continue
        if entry.source.turn not in (0, speech.turn):
            continue
        words = own_words(one, entry, speech.catalog)
        if one.facet == "title":
            said = _titled(item, words, speech)
        else:
            excerpt = quoted(item, _excerpt(clean(str(one.value)), words))
            slots = {"quote": clean(words), "mention": excerpt.text}
            said = speech.say("pick.mention", slots, of=[excerpt])
        if said:
            return said[0]
    return Sentence(text="")


def _titled(item: Item, wish: str, speech: Speech) -> tuple[Sentence, ...]:
    """Return the words of the title that were asked for, as it has them: "Its title says “Unlocked”."."""
    title = clean(item.title)
    wished = _stems(wish)
    held = [one for one in tokenize(title) if stem(one.folded) in wished]
    if not held:
        return ()
    part = _shortest(title, held)
    if len(part) > _LONGEST_PART:
        part = title[held[-1].start : held[-1].end]
    return speech.say("pick.titled", {"part": part}, of=[speech.short_name(item)])


def _stems(wish: str) -> frozenset[str]:
    """Return the stems of the telling words of a wish, or of all where none is."""
    stems = frozenset(stem(word) for word in words(wish))
    return stems - filler_stems() or stems


def _shortest(title: str, held: Sequence[Token]) -> str:
    """Return the shortest part of a title that has each of the words held at least once."""
    needed = len({stem(one.folded) for one in held})
    spans = [
        (first.start, last.end)
        for at, first in enumerate(held)
        for upto, last in enumerate(held[at:], at + 1)
        if len({stem(one.folded) for one in held[at:upto]}) == needed
    ]
    start, end = min(spans, key=lambda span: span[1] - span[0])
    return title[start:end]


def _excerpt(sentence: str, wish: str) -> str:
    """Return a sentence, of a long one a part that has the words asked for."""
    if len(sentence) <= _LONGEST_MENTION:
        return sentence
    wished = _stems(wish)
    places = [one.start for one in tokenize(sentence) if stem(one.folded) in wished]
    if not places or places[-1] < _LONGEST_MENTION - _MARGIN:
        return shorten(sentence, limit=_LONGEST_MENTION)
    start = max(places[-1] - _LONGEST_MENTION // 2, 0)
    start = sentence.find(" ", start) + 1 if start else 0
    return shorten(sentence[start:], limit=_LONGEST_MENTION)


def _like_liked(item: Item, because: Sequence[Evidence], speech: Speech) -> Sentence:
    """Return what an item has in common with a liked one; no text where there is nothing."""
    for one in because:
        liked, facet = speech.catalog.get(one.related or ""), speech.facet(one.facet)
        if liked is None or facet is None or one.value is None:
            continue
        value = tuple(one.value[:_SHARED]) if isinstance(one.value, tuple | list) else one.value
        common = state_fact(item, facet, noun=noun_of(item, speech.catalog), value=value)
        name = speech.short_name(liked)
        said = speech.say(
            "pick.liked", {"liked": name.text, "common": common.text}, of=[name, common]
        )
        if said:
            return said[0]
    return Sentence(text="")
