"""Counts of the catalogue and answers of yes and no, checked against what was looked up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chatrec.dialogue.lookup import Lookup, Survey, Verdict
from chatrec.dialogue.preferences import Preferences
from chatrec.dialogue.reply import Claim, Sentence, Tally
from chatrec.grounding.grounds import Grounds
from chatrec.grounding.sentences import faults
from tests.grounding.shelf import SHOP, brief

BLACK = Tally(facet="colour", value="black", count=7)
SURVEY = Survey(facet="colour", among=9, tallies=(BLACK,), others=3)


def kinds(sentence: Sentence, lookup: Lookup) -> set[str]:
    made = replace(brief(SHOP, Preferences()), lookup=lookup)
    return {kind for kind, _ in faults(sentence, Grounds.of(made, SHOP))}


def test_a_count_that_was_looked_up_may_be_stated() -> None:
    said = Sentence(text="I have these colours: black (7) and 3 more.", tallies=(
        BLACK, Tally(facet="colour", count=3),
    ))  # fmt: skip
    assert not kinds(said, Lookup(survey=SURVEY))


@pytest.mark.parametrize(
    "tally",
    [Tally(facet="colour", value="black", count=8), Tally(facet="colour", value="red", count=7)],
)
def test_another_count_or_another_value_is_refused(tally: Tally) -> None:
    said = Sentence(text=f"I have these colours: {tally.value} ({tally.count}).", tallies=(tally,))
    assert "count" in kinds(said, Lookup(survey=SURVEY))


def test_a_number_beside_the_counts_that_none_of_them_is_is_refused() -> None:
    said = Sentence(text="I have these colours: black (12).", tallies=(BLACK,))
    assert "number" in kinds(said, Lookup(survey=SURVEY))


@pytest.mark.parametrize(
    ("text", "met", "right"),
    [
        ("Yes, it weighs 1.12 kg.", True, True),
        ("No, it weighs 1.12 kg.", False, True),
        ("No, it weighs 1.12 kg.", True, False),
        ("Yes, it weighs 1.12 kg.", False, False),
        ("Yes, it weighs 1.12 kg.", None, False),
    ],
)
def test_yes_and_no_agree_with_the_record(text: str, met: bool | None, right: bool) -> None:
    claim = Claim(item_id="l1", facet="weight_kg", value=1.12)
    lookup = Lookup(verdicts=(Verdict(item_id="l1", met=met),))
    assert ("answer" not in kinds(Sentence(text=text, claims=(claim,)), lookup)) is right
