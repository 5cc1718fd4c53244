"""Verifying: every item, fact, number, name and house rule of a draft is checked against the record.

    draft → problems → repaired draft → problems → safe draft, if any are left → Verified

A number written in words ("two hours") is not looked at: a count in words is no fact of a record.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ..catalog.catalog import Catalog
from ..dialogue.reply import Draft, DraftPick, Pick
from .briefed import Briefed
from .clean import is_clean
from .disclosing import missing_disclosures
from .grounds import Grounds
from .house_rules import breach, disclosures
from .matching import breaks
from .render import render
from .repair import repaired, safe_draft
from .sentences import faults

Part = Literal["opening", "pick", "reason", "caveat", "closing"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that must not be shown, and where it stands."""

    part: Part
    place: int
    """The number of the sentence, or of the pick, from 0."""
    kind: str
    """item, repeated, must, rule, disclosure, size; claim, count, answer, rank, number, name, markup for sentences."""
    detail: str

    def __str__(self) -> str:
        return f"{self.part} {self.place}: {self.kind}: {self.detail}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of checking a draft."""

    problems: tuple[Problem, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the draft may be shown as it is."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class Verified:
    """A draft that may be shown, with what was wrong before."""

    draft: Draft
    picks: tuple[Pick, ...]
    text: str
    asks: bool
    """Whether the question of the brief is still asked."""
    checked: int = 0
    """How many stated facts of the draft were compared with the records."""
    problems: tuple[str, ...] = ()
    """What was found in the draft as it came, for the trace."""
    replaced: bool = False
    """Whether repairing was not enough and the safe words stand instead."""


def verify(draft: Draft, grounds: Grounds) -> Verdict:
    """Check a draft against the record, the state and the rules of the house.

    Args:
        draft: The words with their claims, from any brain.
        grounds: What the reply may lean on.

    Returns:
        Every problem, in the order of the draft; none where it may be shown.
    """
    return Verdict(tuple(_problems(draft, grounds)))


def verified(draft: Draft, brief: Briefed, *, catalog: Catalog) -> Verified:
    """Verify a draft; repair it once where it needs it, else put safe words in its place.

    Args:
        draft: The words with their claims, from any brain.
        brief: What the words were to be made of.
        catalog: Where the items come from.

    Returns:
        Words without a problem, the picks that are left and their text.
    """
    grounds = Grounds.of(brief, catalog)
    first = verify(draft, grounds)
    shown, replaced = draft, False
    if not first.ok:
        shown = repaired(
            draft, [(one.part, one.place, one.kind) for one in first.problems], grounds
        )
        if not verify(shown, grounds).ok:
            shown, replaced = safe_draft(shown, grounds), True
    picks = _picks(shown, brief, catalog)
    text = render(shown, {pick.item.id: pick.item for pick in picks}, catalog.schema)
    asks = brief.question is not None and any("?" in one.text for one in shown.closing)
    problems = tuple(str(one) for one in first.problems)
    return Verified(shown, picks, text, asks, _claims_of(draft), problems, replaced)


def _claims_of(draft: Draft) -> int:
    """Return how many facts a draft states of items."""
    words = [*draft.opening, *draft.closing]
    for pick in draft.picks:
        words += [pick.reason, *([pick.caveat] if pick.caveat else [])]
    return sum(len(sentence.claims) for sentence in words)


def _problems(draft: Draft, grounds: Grounds) -> Iterator[Problem]:
    for place, sentence in enumerate(draft.opening):
        for kind, detail in faults(sentence, grounds):
            yield Problem("opening", place, kind, detail)
    known: set[str] = set()
    most = max(grounds.catalog.rules.slate_size, len(grounds.slate))
    for place, pick in enumerate(draft.picks):
        if place >= most:
            yield Problem("pick", place, "size", f"more than {most} items")
        if pick.item_id in known:
            yield Problem("pick", place, "repeated", repr(pick.item_id))
        known.add(pick.item_id)
        yield from _of_pick(place, pick, grounds)
    for place, sentence in enumerate(draft.closing):
        for kind, detail in faults(sentence, grounds):
            yield Problem("closing", place, kind, detail)


def _of_pick(place: int, pick: DraftPick, grounds: Grounds) -> Iterator[Problem]:
    catalog = grounds.catalog
    item = catalog.get(pick.item_id)
    if item is None or pick.item_id not in grounds.slate:
        yield Problem("pick", place, "item", f"{pick.item_id!r} was not to be offered")
        return
    for entry in grounds.preferences.entries:
        if breaks(entry, item, catalog.schema):
            yield Problem(
                "pick", place, "must", f"{item.id!r} breaks {entry.id} on {entry.facet!r}"
            )
    broken = breach(
        item,
        catalog.rules,
        user=grounds.user,
        preferences=grounds.preferences,
        confirmed=grounds.confirmed,
        refused=grounds.refused,
    )
    if broken is not None:
        yield Problem("pick", place, "rule", f"{item.id!r} is {broken.kind}")
    for words in missing_disclosures(pick, catalog=catalog, user=grounds.user):
        yield Problem("pick", place, "disclosure", repr(words))
    for kind, detail in faults(pick.reason, grounds, subject=item.id):
        yield Problem("reason", place, kind, detail)
    if pick.caveat is not None:
        for kind, detail in faults(pick.caveat, grounds, subject=item.id):
            yield Problem("caveat", place, kind, detail)


def _picks(draft: Draft, brief: Briefed, catalog: Catalog) -> tuple[Pick, ...]:
    judged = {one.candidate.item.id: one for one in brief.slate}
    picks = []
    for pick in draft.picks:
        one = judged[pick.item_id]
        item = one.candidate.item
        said = disclosures(item, catalog.rules, user=brief.conversation.profile)
        picks.append(
            Pick(
                item=item,
                because=one.because,
                caveats=one.caveats,
                reason=pick.reason.text,
                caveat=_caveat_alone(pick, said),
                disclosures=said,
                score=one.score,
                match=one.match,
                signals=dict(one.candidate.signals),
            )
        )
    return tuple(picks)


def _caveat_alone(pick: DraftPick, said: tuple[str, ...]) -> str:
    """Return the caveat without the disclosures before it, which a pick holds by themselves."""
    text = pick.caveat.text if pick.caveat else ""
    for words in said:
        text = text.replace(words.strip(), "", 1).lstrip(" .!")
    return text if is_clean(text) else ""
