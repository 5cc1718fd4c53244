"""Children by their ages, on films that have a genre for families and on products that have none."""

from __future__ import annotations

import pytest

from chatrec.brains.rules.reading.analysis import analyse
from chatrec.brains.rules.reading.children import read_children

from .reading_parts import films, read


@pytest.mark.parametrize(
    "text",
    [
        "my kids are 6 and 9, what can we watch?",
        "something for my seven year old",
        "for a 7-year-old please",
        "a movie for kids aged 5, 7 and 11",
        "me and my two boys, 8 and 10",
        "my daughter is 15 and my son is 6",
        "my son who is 8 picks today",
    ],
)
def test_children_of_an_age_for_childrens_things_wish_for_them(text: str) -> None:
    assert {(one.facet, one.value) for one in read_children(analyse(text), films())} == {
        ("genres", "family")
    }


@pytest.mark.parametrize(
    "text",
    [
        "my daughter is 15",
        "a film about a girl",
        "the kids are all right",
        "boys of 1999",
        "I have 3 kids",
    ],
)
def test_no_age_of_a_child_makes_no_wish(text: str) -> None:
    assert read_children(analyse(text), films()) == ()


def test_the_ages_of_children_are_a_must_with_their_quote() -> None:
    (change,) = read("my kids are 6 and 9, what can we watch?").changes
    assert (change.value, change.strength, change.quote) == ("family", "must", "kids are 6 and 9")
