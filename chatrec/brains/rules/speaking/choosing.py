"""Which one to take: one of the items shown, the facts that decide, and what speaks for the next."""

from __future__ import annotations

from collections.abc import Sequence

from ....catalog.items import Item
from ....dialogue.reply import Draft, Sentence
from .compare import differing
from .facts import Clause, joined, other_facts
from .items import reason_clauses
from .matters import open_matters
from .ranking import ahead_of
from .speech import Speech
from .talk import notices

_FACTS = 2


def word_choice(speech: Speech) -> Draft:
    """Choose the item that the judgement puts first, say why, and what speaks for the one after it."""
    first, second, *_ = speech.brief.items
    name = speech.short_name(first)
    reasons = _reasons(first, second, speech)
    level = _are_level(speech)
    slots = {"title": name.text, "facts": reasons.text}
    said = list(speech.say("compare.even") if level else ())
    said.extend(
        speech.say("choice.take" if reasons else "choice.take_bare", slots, of=[name, reasons])
    )
    said.extend(_other(first, second, speech))
    return Draft(opening=(*open_matters(speech), *said), closing=notices(speech))


def _are_level(speech: Speech) -> bool:
    """Tell whether what was asked for does not set the first two apart."""
    totals = [sum(one.weight for one in part if one.preference) for part in speech.brief.evidence]
    asked = bool(speech.brief.preferences.entries)
    return asked and len(totals) > 1 and abs(totals[0] - totals[1]) < 1e-6


def _reasons(first: Item, second: Item, speech: Speech) -> Clause:
    met = [one for one in speech.brief.evidence[0] if one.met and one.preference]
    others = {one.preference for one in speech.brief.evidence[1] if one.met}
    telling = [one for one in met if one.preference not in others]
    told = reason_clauses(first, telling, speech) if telling else Clause("")
    ahead = _ahead(first, second, speech)
    if told or ahead:
        return joined([told, ahead])
    return reason_clauses(first, met, speech) or joined(
        other_facts(first, speech.catalog, told=(), most=_FACTS)
    )


def _ahead(mine: Item, other: Item, speech: Speech) -> Clause:
    ahead = ahead_of(mine, other, differing((mine, other), speech), speech)
    return Clause(f"is {ahead.text}", ahead.claims) if ahead else ahead


def _other(first: Item, second: Item, speech: Speech) -> Sequence[Sentence]:
    ahead = _ahead(second, first, speech)
    name = speech.short_name(second)
    if not ahead:
        return ()
    return speech.say("choice.other", {"title": name.text, "facts": ahead.text}, of=[name, ahead])
