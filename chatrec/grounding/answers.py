"""Answers checked: a count of the catalogue is the one that was looked up, a yes or no the one the records give."""

from __future__ import annotations

from collections.abc import Iterator

from ..dialogue.reply import Sentence
from .grounds import Grounds

_YES, _NO = "yes", "no"


def false_counts(sentence: Sentence, grounds: Grounds) -> Iterator[str]:
    """Give the counts of a sentence that were not looked up for this turn."""
    for tally in sentence.tallies:
        if tally not in grounds.tallied:
            yield f"{tally.count} of {tally.facet!r} {tally.value!r} was not counted"


def false_answers(sentence: Sentence, grounds: Grounds) -> Iterator[str]:
    """Give the items of which a sentence that opens with yes or no says the other way than their records."""
    opening = sentence.text.split(maxsplit=1)
    said = opening[0].strip(",.:;!").casefold() if opening else ""
    if said not in (_YES, _NO) or not grounds.verdicts:
        return
    for item_id in dict.fromkeys(claim.item_id for claim in sentence.claims):
        met = grounds.verdicts.get(item_id)
        if met is not (said == _YES) and item_id in grounds.verdicts:
            yield f"{item_id!r} is not to be answered with {said!r}"
