from __future__ import annotations

import pytest

from .reading_parts import films, read, shop


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("I need a camera, he already has a tripod", {"camera"}),
        ("a phone please, I've got a case already", {"phone"}),
        ("I want a laptop, she already owns a printer", {"laptop"}),
        ("I already have headphones, I need a speaker", {"speaker"}),
        ("a drone, we don't need a charger", {"drone"}),
        ("a camera; no need for a bag, I own one", {"camera"}),
        ("we have a printer at home, so find me a router", {"router"}),
        ("earphones, wireless is nice but she doesn't need noise cancelling", {"earbuds", True}),
    ],
)
def test_what_is_owned_or_not_needed_is_no_wish(text: str, kept: set[object]) -> None:
    changes = read(text, shop()).changes
    assert {one.value for one in changes} == kept
    assert {one.polarity for one in changes} == {"wanted"}


def test_what_one_subscribes_to_already_is_what_suits() -> None:
    found = {one.value for one in read("I already have Netflix, a comedy please", films()).changes}
    assert found == {"Netflix", "comedy"}


def test_no_need_of_another_of_a_kind_turns_it_down() -> None:
    (found,) = read("I don't need another western", films()).changes
    assert (found.value, found.polarity) == ("western", "unwanted")


def test_what_a_thing_has_is_wished_for() -> None:
    found = {one.facet for one in read("a laptop that has Ethernet", shop()).changes}
    assert found == {"category", "connectivity"}
