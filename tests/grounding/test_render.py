from __future__ import annotations

from chatrec.dialogue.reply import Draft, DraftPick, Sentence
from chatrec.grounding.render import render

from .shelf import FILM_SCHEMA, FILMS

ITEMS = {item.id: item for item in FILMS}


def test_picks_are_numbered_between_opening_and_closing() -> None:
    draft = Draft(
        opening=(Sentence(text="Here are two:"),),
        picks=(
            DraftPick(
                item_id="f1", reason=Sentence(text="It is warm."), caveat=Sentence(text="Long.")
            ),
            DraftPick(item_id="f6", reason=Sentence(text="")),
        ),
        closing=(Sentence(text="Which?"), Sentence(text="Say one.")),
    )
    assert render(draft, ITEMS, FILM_SCHEMA) == (
        "Here are two:\n\n1. Paper Lanterns (1994): It is warm. Long.\n2. Untold\n\nWhich? Say one."
    )


def test_an_empty_draft_is_no_text() -> None:
    assert render(Draft(), {}) == ""


def test_a_pick_that_is_not_given_is_left_out() -> None:
    draft = Draft(picks=(DraftPick(item_id="zz", reason=Sentence(text="Ghost.")),))
    assert render(draft, ITEMS) == ""
