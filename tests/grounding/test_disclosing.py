from __future__ import annotations

from chatrec.dialogue.reply import Draft, DraftPick, Sentence
from chatrec.grounding.disclosing import disclose, missing_disclosures

from .shelf import SHOP, SPONSORED

BARE = DraftPick(item_id="l2", reason=Sentence(text="It is cheap."))


def test_a_disclosure_is_put_before_the_caveat_once() -> None:
    pick = BARE.model_copy(update={"caveat": Sentence(text="It is heavy.")})
    said = disclose(Draft(picks=(pick,)), catalog=SHOP, user={})
    assert said.picks[0].caveat == Sentence(text=f"{SPONSORED} It is heavy.")
    assert disclose(said, catalog=SHOP, user={}) == said


def test_what_is_missing_is_told() -> None:
    assert missing_disclosures(BARE, catalog=SHOP, user={}) == (SPONSORED,)
    honest = DraftPick(item_id="l1", reason=Sentence(text="It is light."))
    assert missing_disclosures(honest, catalog=SHOP, user={}) == ()
