from __future__ import annotations

from chatrec.catalog.rules import HouseRules
from chatrec.dialogue.preferences import Preferences
from chatrec.grounding.house_rules import (
    breach,
    confirmations_needed,
    disclosures,
    offerable,
    seen_items,
)

from .shelf import FILMS, SHOP, SPONSORED, state

NOBODY = Preferences()


def test_an_item_out_of_stock_is_not_offered() -> None:
    found = breach(SHOP["l3"], SHOP.rules, user={}, preferences=NOBODY)
    assert found is not None
    assert (found.kind, found.facet, found.rule) == ("unavailable", "stock", 0)


def test_availability_follows_the_user() -> None:
    hulu = {"services": ("Hulu",)}
    kept = offerable(FILMS, FILMS.rules, user=hulu, preferences=NOBODY)
    assert [item.id for item in kept] == ["f1", "f2"]


def test_what_was_seen_is_not_offered_again() -> None:
    seen = state(seen=["f1"])
    assert seen_items({"seen": ("f2",)}, seen) == {"f1", "f2"}
    found = breach(FILMS["f2"], FILMS.rules, user={"seen": ["f2"]}, preferences=seen)  # type: ignore[dict-item]
    assert found is not None and found.kind == "seen"
    lenient = HouseRules(hide_seen=False)
    assert breach(FILMS["f1"], lenient, user={}, preferences=seen) is None


def test_a_confirmation_is_needed_until_it_is_given() -> None:
    heat = FILMS["f4"]
    found = breach(heat, FILMS.rules, user={}, preferences=NOBODY)
    assert found is not None and found.kind == "unconfirmed"
    assert breach(heat, FILMS.rules, user={}, preferences=NOBODY, confirmed=(0,)) is None
    refused = breach(heat, FILMS.rules, user={}, preferences=NOBODY, refused=(0,))
    assert refused is not None and refused.kind == "refused"
    assert confirmations_needed([heat], FILMS.rules, user={}) == (0,)
    assert confirmations_needed([heat], FILMS.rules, user={}, refused=(0,)) == ()
    assert confirmations_needed([FILMS["f1"]], FILMS.rules, user={}) == ()


def test_a_sponsored_item_owes_a_disclosure() -> None:
    assert disclosures(SHOP["l2"], SHOP.rules, user={}) == (SPONSORED,)
    assert disclosures(SHOP["l1"], SHOP.rules, user={}) == ()
