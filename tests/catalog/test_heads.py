from __future__ import annotations

import pytest

from chatrec.catalog.heads import common_head, endings, ends_in, heads


@pytest.mark.parametrize(
    ("value", "named"),
    [
        ("Cell Phone Cases & Clips", ("cell phone case", "clip")),
        ("Phones with Plans", ("phone",)),
        ("Batteries & Power", ("battery", "power")),
        ("Car & Travel Accessories", ("travel accessory",)),
        ("Dry & Steam Iron", ("steam iron",)),
        ("Mini PC (small)", ("mini pc",)),
        ("", ()),
        ("&", ()),
    ],
)
def test_a_kind_names_the_nouns_that_it_ends_in(value: str, named: tuple[str, ...]) -> None:
    assert heads(value) == named


def test_a_kind_is_of_another_where_words_are_left_out_before_the_noun() -> None:
    assert ends_in("unlocked cell phone", "unlocked phone")
    assert ends_in("iphone", "phone")
    assert not ends_in("phone case", "phone")
    assert not ends_in("headphone", "phone")
    assert "phone case" in set(endings("Cell Phone Cases & Clips"))


def test_several_kinds_are_called_by_what_all_end_in() -> None:
    assert common_head(["Screen Protectors", "iPhone Screen Protectors"]) == "screen protector"
    assert common_head(["Unlocked Phones", "Prepaid Phones", "iPhone"]) == "phone"
    assert common_head(["Phones", "Cases"]) is None
    assert common_head([]) is None
