from __future__ import annotations

import pytest

from .reading_parts import films, read, shop


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("a comedy", "must"),
        ("it has to be a comedy", "must"),
        ("ideally a comedy", "prefer"),
        ("a comedy would be nice", "prefer"),
        ("I like comedies", "prefer"),
        ("no comedies", "must"),
        ("something funny", "must"),
        ("I want something scary", "must"),
        ("a film about zombies", "must"),
        ("maybe something scary", "prefer"),
        ("something a bit scary", "prefer"),
        ("something kind of funny", "prefer"),
        ("ideally scary", "prefer"),
        ("with Tom Hanks", "must"),
        ("preferably with Tom Hanks", "prefer"),
        ("nothing too scary", "prefer"),
    ],
)
def test_strength_follows_the_words_and_the_facet(text: str, strength: str) -> None:
    assert [change.strength for change in read(text, films()).changes] == [strength]


def test_one_message_holds_musts_and_preferences() -> None:
    found = {
        one.facet: one.strength
        for one in read("a laptop under 900, ideally silver", shop()).changes
    }
    assert found == {"category": "must", "price": "must", "colour": "prefer"}


@pytest.mark.parametrize(
    ("text", "strengths"),
    [
        ("I need headphones for the gym", ["must", "prefer"]),
        ("we definitely want a tablet for drawing", ["must", "prefer"]),
        ("the monitor must be good for gaming", ["must", "must"]),
        ("earbuds only for running", ["must", "must"]),
        ("a laptop, good for gaming is a must have", ["must", "must"]),
    ],
)
def test_a_use_is_a_must_only_where_that_is_said_of_it(text: str, strengths: list[str]) -> None:
    assert [change.strength for change in read(text, shop()).changes] == strengths


def test_needing_a_film_does_not_make_its_mood_a_must() -> None:
    found = {one.facet: one.strength for one in read("I need a funny western", films()).changes}
    assert found == {"moods": "prefer", "genres": "must"}


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("my dad likes music, max 400 dollars", "must"),
        ("my dad likes music, at most 400 dollars", "must"),
        ("she loves cooking and we can pay no more than 400 dollars", "must"),
        ("maybe a tablet, up to 400 dollars", "must"),
        ("a tablet, ideally under 400 dollars", "prefer"),
        ("preferably under 400 dollars", "prefer"),
    ],
)
def test_a_limit_is_a_must_unless_its_own_words_soften_it(text: str, strength: str) -> None:
    found = {one.facet: one.strength for one in read(text, shop()).changes}
    assert found["price"] == strength


def test_a_limit_does_not_make_what_stands_before_it_a_must() -> None:
    found = {
        one.facet: one.strength for one in read("she likes music, at most 90 $", shop()).changes
    }
    assert found == {"good_for": "prefer", "price": "must"}


def test_taste_ends_where_a_wish_starts_anew() -> None:
    found = {
        one.facet: one.strength
        for one in read("she loves cooking, a tablet please", shop()).changes
    }
    assert found == {"good_for": "prefer", "category": "must"}
