from __future__ import annotations

from .reading_parts import changes, shop


def test_or_makes_one_preference_for_any() -> None:
    assert changes("a comedy or a drama") == [
        ("genres", "any_of", ("comedy", "drama"), "wanted", "must")
    ]


def test_and_makes_two_where_an_item_can_have_both() -> None:
    assert [value for _, _, value, _, _ in changes("comedy and drama")] == ["comedy", "drama"]


def test_and_means_any_where_an_item_has_one_value() -> None:
    assert [value for _, _, value, _, _ in changes("laptops and tablets", shop())] == [
        ("laptop", "tablet")
    ]


def test_one_of_several_services_is_enough() -> None:
    assert [value for _, _, value, _, _ in changes("I have Hulu and Netflix")] == [
        ("Hulu", "Netflix")
    ]


def test_what_is_not_wanted_is_never_an_alternative() -> None:
    assert [value for _, _, value, _, _ in changes("no comedy or drama")] == ["comedy", "drama"]
