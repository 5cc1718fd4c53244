"""Wishes of before: what held last on a facet holds again."""

from __future__ import annotations

from chatrec.brains.rules.reading.understand import understand
from chatrec.dialogue.conversation import Aside, Conversation
from chatrec.dialogue.preferences import Preference, Preferences

from .reading_parts import shop

LAPTOP = Preference(id="k", facet="category", operator="is", value="laptop", strength="must")
UNDER_900 = Preference(id="p", facet="price", operator="<", value=900.0, strength="must")
UNDER_500 = UNDER_900.model_copy(update={"value": 500.0})


def wished(text: str, **before: object) -> list[tuple[str, str, object, str]]:
    conversation = Conversation.model_validate({"session_id": "s", **before})
    changes = understand(text, conversation, shop()).changes
    return [(one.facet, one.operator, one.value, one.strength) for one in changes]


def test_a_budget_that_was_put_aside_holds_again() -> None:
    aside = (Aside(kind=LAPTOP, entries=(UNDER_900,)),)
    assert wished("same budget as before", aside=aside) == [("price", "<", 900.0, "must")]


def test_of_several_the_latest_holds() -> None:
    history = (Preferences(entries=(UNDER_900,)), Preferences(entries=(UNDER_500,)))
    assert wished("the price range I gave you", history=history) == [("price", "<", 500.0, "must")]


def test_a_facet_never_wished_on_gives_nothing() -> None:
    assert wished("same budget as before") == []
