from __future__ import annotations

import pytest

from .reading_parts import cameras, changes, read, shop


def test_a_wish_that_no_facet_holds_is_kept_in_words() -> None:
    said = read("a comedy about competitive gardening")
    assert said.unread == ("competitive gardening",)
    assert ("text", "matches", "competitive gardening", "wanted", "prefer") in changes(
        "a comedy about competitive gardening"
    )


def test_a_free_wish_can_be_unwanted() -> None:
    assert ("text", "matches", "subtitles", "unwanted", "prefer") in changes(
        "nothing with subtitles"
    )


def test_the_name_of_a_facet_is_no_wish() -> None:
    assert read("ships to the UK", shop()).unread == ()


def test_what_is_told_of_an_item_is_no_wish() -> None:
    assert read("we saw The Matrix yesterday evening").unread == ()


def test_a_name_that_is_not_held_is_reported() -> None:
    assert read("a film by Zyx Qwertz").unknown_names == ("Zyx Qwertz",)


def test_a_name_that_a_title_has_is_searched_for() -> None:
    said = read("something for my Hero", cameras())
    assert said.unknown_names == ()
    assert said.unread == ("Hero",)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("do you have the iPhone 17?", "iPhone 17"),
        ("I'd rather have a Galaxy S24", "Galaxy S24"),
        ("I'd prefer a Motorola", "Motorola"),
    ],
)
def test_a_name_that_is_not_sold_is_a_name_with_its_number(text: str, name: str) -> None:
    assert read(text, shop()).unknown_names == (name,)
