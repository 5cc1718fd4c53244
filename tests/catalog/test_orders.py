from __future__ import annotations

import pytest

from chatrec.catalog.orders import order_of


def test_plain_sizes_are_in_order_whatever_they_are_called() -> None:
    assert order_of(["L", "S", "XXL", "M", "S"]) == ("S", "M", "L", "XXL")
    assert order_of(["large", "Small", "medium"]) == ("Small", "medium", "large")
    assert order_of(["advanced", "beginner", "intermediate"]) == (
        "beginner",
        "intermediate",
        "advanced",
    )


@pytest.mark.parametrize(
    "values",
    [
        ["S", "M"],
        ["S", "M", "L", "one size"],
        ["S", "small", "M", "L"],
        ["red", "green", "blue"],
        [],
    ],
)
def test_nothing_is_put_in_order_that_may_have_none(values: list[str]) -> None:
    assert order_of(values) == ()
