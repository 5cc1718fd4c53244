from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.web.views.highlight import marked


@pytest.mark.parametrize(
    ("text", "quotes", "shown"),
    [
        ("It costs $549, under your $1,000.", ["under $1,000"], "It costs $549, under your <mark>$1,000</mark>."),
        ("Good for travel.", ["travel"], "Good for <mark>travel</mark>."),
        ("At 86 minutes, within your 100 minutes.", ["under 100 minutes"], "At 86 minutes, within your <mark>100 minutes</mark>."),
        ("A film, and a funny one.", ["funny film"], "A film, and a <mark>funny</mark> one."),
        ("Under 30 dollars", ["under 30 dollars"], "<mark>Under 30 dollars</mark>"),
        ("Travelling light", ["travel", "light"], "Travelling <mark>light</mark>"),
    ],
)  # fmt: skip
def test_words_that_the_person_used_are_marked(text: str, quotes: list[str], shown: str) -> None:
    assert str(marked(text, quotes, plain=["film"])) == shown


def test_words_that_say_nothing_by_themselves_are_not(  # such as the name of what is looked for
) -> None:
    text = "Under a kilogram, and a film of a few minutes."
    assert str(marked(text, ["under 100 minutes", "a film"], plain=["film"])) == text


@given(st.text(), st.lists(st.text(max_size=20), max_size=3))
def test_no_text_of_anybody_makes_another_tag(text: str, quotes: list[str]) -> None:
    left = str(marked(text, quotes)).replace("<mark>", "").replace("</mark>", "")
    assert "<" not in left
