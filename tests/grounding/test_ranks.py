from __future__ import annotations

import pytest

from chatrec.catalog.catalog import Catalog
from chatrec.dialogue.preferences import Preferences
from chatrec.dialogue.reply import Claim, Sentence
from chatrec.grounding.grounds import Grounds
from chatrec.grounding.ranks import false_ranks
from tests.grounding.shelf import SHOP, brief, product, state

LAPTOPS = Grounds.of(brief(SHOP, state(("category", "is", "laptop", "", "must"))), SHOP)
WEIGHT = Claim(item_id="l1", facet="weight_kg", value=1.12)


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("At 1.12 kg it is the lightest of the two.", 0),
        ("At 1.12 kg it is lighter than the other.", 0),
        ("At 1.12 kg it is the heaviest of the two.", 1),
        ("At 1.12 kg it is heavier than the other.", 1),
        ("It weighs 1.12 kg.", 0),
        ("It is the cheapest of the two.", 1),
    ],
)
def test_a_rank_among_the_picks_is_checked_against_their_records(text: str, problems: int) -> None:
    found = list(false_ranks(Sentence(text=text, claims=(WEIGHT,)), LAPTOPS, "l1"))
    assert len(found) == problems


def test_of_equals_none_is_first() -> None:
    twins = (product("a", "Alder", weight_kg=1.0), product("b", "Birch", weight_kg=1.0))
    catalog = Catalog("twins", twins, SHOP.schema)
    grounds = Grounds.of(brief(catalog, Preferences()), catalog)
    assert list(false_ranks(Sentence(text="It is the lightest of the two."), grounds, "a"))


def test_outside_a_pick_nothing_is_ranked_against_the_slate() -> None:
    assert not list(false_ranks(Sentence(text="It is the heaviest of the two."), LAPTOPS, None))
