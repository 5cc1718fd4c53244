from __future__ import annotations

import pytest

from .reading_parts import changes, shop


@pytest.mark.parametrize(
    "text", ["a gift for my dad, he likes photography", "my sister is into taking pictures"]
)
def test_a_hobby_asks_for_its_kind_of_thing(text: str) -> None:
    assert changes(text, shop()) == [("category", "is", "camera", "wanted", "prefer")]


def test_a_hobby_beside_a_kind_of_thing_is_its_use() -> None:
    assert changes("a laptop for photography", shop()) == [
        ("category", "is", "laptop", "wanted", "must"),
        ("good_for", "contains", "photo editing", "wanted", "prefer"),
    ]
