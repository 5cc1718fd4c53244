"""What is looked up for a question: yes or no, passages, who is first."""

from __future__ import annotations

import pytest

from chatrec.catalog import load
from chatrec.catalog.items import Item
from chatrec.dialogue.firsts import in_order
from chatrec.dialogue.passages import passage
from chatrec.dialogue.understanding import Change, Inquiry
from chatrec.dialogue.verdicts import as_musts, verdict

SCHEMA = load("electronics").schema


def thing(name: str, description: str = "", **facts: object) -> Item:
    return Item(id=name, title=name, description=description, attributes=facts)


def asks(facet: str, operator: str, value: object) -> Change:
    return Change.model_validate(
        {"op": "add", "facet": facet, "operator": operator, "value": value}
    )


@pytest.mark.parametrize(
    ("facts", "met"),
    [
        ({"price": 80, "wireless": True}, True),
        ({"price": 80, "wireless": False}, False),
        ({"price": 80}, None),
        ({"price": 180}, False),
    ],
)
def test_a_no_is_sure_and_a_yes_needs_every_fact(
    facts: dict[str, object], met: bool | None
) -> None:
    tests = as_musts((asks("price", "<", 100), asks("wireless", "is", True)))
    assert verdict(thing("a", **facts), tests, SCHEMA).met is met


def test_the_sentence_with_all_the_words_asked_about_is_found() -> None:
    item = thing("a", "A sturdy bag. It pairs with an iPhone in seconds! Comes in red.")
    found = passage(item, "iPhones", SCHEMA)
    assert found is not None
    assert (found.facet, found.value) == ("description", "It pairs with an iPhone in seconds!")
    assert passage(item, "iPhone charger", SCHEMA) is None


def test_a_value_of_the_record_answers_where_the_description_does_not() -> None:
    found = passage(thing("a", connectivity=("Wi-Fi 5", "USB-C")), "wifi", SCHEMA)
    assert found is not None
    assert (found.facet, found.value) == ("connectivity", ("Wi-Fi 5",))


def test_level_items_lead_together_and_those_without_the_number_come_last() -> None:
    items = (thing("none"), thing("dear", price=9), thing("one", price=3), thing("two", price=3))
    cheap = Inquiry(kind="first", facet="price", direction="low")
    ordered, leaders = in_order(items, cheap)
    assert [item.id for item in ordered] == ["one", "two", "dear", "none"]
    assert leaders == ("one", "two")
    assert in_order(items, cheap.model_copy(update={"direction": "high"}))[1] == ("dear",)
