"""Repairing: what has a problem is dropped, or replaced by a plain sentence over the record."""

from __future__ import annotations

from collections.abc import Iterable

from ..catalog.catalog import Catalog
from ..dialogue.reply import Claim, Draft, DraftPick, Sentence
from ..dialogue.wording import describe_value, pattern
from ..dialogue.wording.values import with_article
from .clean import clean, shorten
from .disclosing import disclose
from .grounds import Grounds

_FACTS = 2
_VALUES = 3
_LONGEST = 60
_GONE = frozenset({"item", "repeated", "must", "rule", "size"})


def repaired(draft: Draft, problems: Iterable[tuple[str, int, str]], grounds: Grounds) -> Draft:
    """Return the draft without its problems, as far as one try goes.

    Args:
        draft: The words with problems.
        problems: For each the part (opening, pick, reason, caveat, closing), the place in it and the kind.
        grounds: What the reply may lean on.

    Returns:
        A draft in which a bad sentence is gone, a bad reason is a plain fact, and a pick that must not be
        offered is gone; markup is cleaned away, and disclosures are added.
    """
    bad = list(problems)
    gone = {place for part, place, kind in bad if part == "pick" and kind in _GONE}
    reasons = {place for part, place, kind in bad if part == "reason" and kind != "markup"}
    caveats = {place for part, place, kind in bad if part == "caveat" and kind != "markup"}
    picks = []
    for place, pick in enumerate(draft.picks):
        if place in gone:
            continue
        reason = plain_fact(pick, grounds.catalog) if place in reasons else _cleaned(pick.reason)
        caveat = None if pick.caveat is None or place in caveats else _cleaned(pick.caveat)
        picks.append(DraftPick(item_id=pick.item_id, reason=reason, caveat=caveat))
    opening = _kept(draft.opening, "opening", bad)
    closing = _kept(draft.closing, "closing", bad)
    if gone or (not opening and draft.opening):
        opening = (_plain_opening(len(picks), grounds.catalog),)
    mended = Draft(opening=opening, picks=tuple(picks), closing=closing)
    return disclose(mended, catalog=grounds.catalog, user=grounds.user)


def safe_draft(draft: Draft, grounds: Grounds) -> Draft:
    """Return words that cannot be wrong: the picks that may be offered, each with plain facts of its record."""
    picks = tuple(
        DraftPick(item_id=pick.item_id, reason=plain_fact(pick, grounds.catalog))
        for pick in draft.picks
        if pick.item_id in grounds.slate
    )
    safe = Draft(opening=(_plain_opening(len(picks), grounds.catalog),), picks=picks)
    return disclose(safe, catalog=grounds.catalog, user=grounds.user)


def plain_fact(pick: DraftPick, catalog: Catalog) -> Sentence:
    """Return the first shown facts of an item in one sentence: "It mixes crime and drama, and is tense."."""
    item = catalog.get(pick.item_id)
    claims: list[Claim] = []
    parts: list[str] = []
    for facet in catalog.schema:
        value = item.fact(facet.name) if item is not None else None
        words_of = pattern(facet)
        hidden = not facet.show or facet.type == "text" or words_of.against
        hidden = hidden or words_of.place == "noun"
        if item is None or value is None or hidden or isinstance(value, bool):
            continue
        raw = tuple(value[:_VALUES]) if isinstance(value, tuple | list) else value
        shown = tuple(clean(one) for one in raw) if isinstance(raw, tuple) else raw
        told = clean(shown) if isinstance(shown, str) else shown
        words = describe_value(facet, told, noun=catalog.noun)
        if words and len(words) <= _LONGEST:
            parts.append(words)
            claims.append(Claim(item_id=item.id, facet=facet.name, value=raw))
        if len(parts) == _FACTS:
            break
    text = f"It {', and '.join(parts)}." if parts else "No details are on record."
    return Sentence(text=text, claims=tuple(claims))


def _kept(
    sentences: tuple[Sentence, ...], part: str, bad: list[tuple[str, int, str]]
) -> tuple[Sentence, ...]:
    lost = {place for where, place, kind in bad if where == part and kind != "markup"}
    kept = (_cleaned(one) for place, one in enumerate(sentences) if place not in lost)
    return tuple(one for one in kept if one.text)


def _cleaned(sentence: Sentence) -> Sentence:
    return sentence.model_copy(update={"text": clean(sentence.text)})


def _plain_opening(count: int, catalog: Catalog) -> Sentence:
    if count == 0:
        return Sentence(text="I have nothing I can offer for that.")
    if count == 1:
        return Sentence(
            text=f"Here is {with_article(shorten(clean(catalog.noun), limit=_LONGEST))} for you."
        )
    return Sentence(text=f"Here are some {shorten(clean(catalog.nouns), limit=_LONGEST)} for you.")
