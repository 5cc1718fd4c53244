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
