from __future__ import annotations

from chatrec.dialogue.preferences import Preferences
from chatrec.dialogue.reply import Draft, DraftPick, Sentence
from chatrec.grounding.grounds import Grounds
from chatrec.grounding.repair import plain_fact, repaired, safe_draft
from chatrec.grounding.verify import verify

from .shelf import FILMS, SHOP, SPONSORED, brief

GROUNDS = Grounds.of(brief(SHOP, Preferences()), SHOP)


def picked(item_id: str, text: str = "Fine.", caveat: str | None = None) -> DraftPick:
    after = None if caveat is None else Sentence(text=caveat)
    return DraftPick(item_id=item_id, reason=Sentence(text=text), caveat=after)


def test_a_plain_fact_is_a_sentence_over_the_record_with_its_claims() -> None:
    said = plain_fact(picked("f1"), FILMS)
    assert said.text == "It mixes drama and comedy, and is warm and funny."
    assert {claim.facet for claim in said.claims} == {"genres", "moods"}
    assert plain_fact(picked("f6"), FILMS).text == "No details are on record."


def test_a_bad_sentence_is_dropped_and_the_rest_stays() -> None:
    draft = Draft(
        opening=(Sentence(text="Good."), Sentence(text="It costs $3.")),
        picks=(picked("l1", caveat="Made by Wren and 9 others."),),
    )
    done = repaired(draft, [("opening", 1, "number"), ("caveat", 0, "number")], GROUNDS)
    assert [one.text for one in done.opening] == ["Good."]
    assert done.picks[0].caveat is None


def test_markup_is_cleaned_and_the_words_stay() -> None:
    done = repaired(
        Draft(picks=(picked("l1", "<b>Fine</b>."),)), [("reason", 0, "markup")], GROUNDS
    )
    assert done.picks[0].reason.text == "Fine ."


def test_safe_words_have_no_problem_and_keep_the_disclosures() -> None:
    draft = Draft(picks=(picked("l1", "$3"), picked("l2", "$4"), picked("nope")))
    safe = safe_draft(draft, GROUNDS)
    assert [one.item_id for one in safe.picks] == ["l1", "l2"]
    assert safe.picks[1].caveat is not None and SPONSORED in safe.picks[1].caveat.text
    assert verify(safe, GROUNDS).ok
