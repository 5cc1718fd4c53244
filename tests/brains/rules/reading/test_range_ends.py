from __future__ import annotations

import pytest

from .reading_parts import changes, films, shop


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("between 50 and 100 dollars but closer to 50", "low"),
        ("between 50 and 100 dollars, nearer to 90", "high"),
        ("from 50 to 100 dollars, the lower end please", "low"),
        ("50 to 100 dollars, preferably towards the upper end", "high"),
    ],
)
def test_a_range_can_lean_to_one_end(text: str, end: str) -> None:
    assert changes(text, shop()) == [
        ("price", "between", (50.0, 100.0), "wanted", "must"),
        ("price", end, None, "wanted", "prefer"),
    ]


@pytest.mark.parametrize("text", ["90 to 120 minutes", "90 to 120 minutes, closer to 300"])
def test_a_range_leans_to_no_end_that_is_not_named(text: str) -> None:
    assert changes(text, films()) == [("runtime", "between", (90.0, 120.0), "wanted", "must")]
