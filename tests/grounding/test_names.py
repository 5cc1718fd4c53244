from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.catalog.catalog import Catalog
from chatrec.catalog.items import Item
from chatrec.grounding.names import NameIndex, name_key, names_of

from .shelf import FILM_SCHEMA, FILMS

INDEX = NameIndex.of(FILMS)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("I would take Night Ferry tonight.", ["night ferry"]),
        ("Night Ferry is good.", ["night ferry"]),
        (
            "The Copper Moon, by Ada Lindqvist and Bo Chen.",
            ["the copper moon", "ada lindqvist", "bo chen"],
        ),
        ("the night ferry leaves at ten", []),
        ("I liked Heat a lot.", ["heat"]),
        ("Heat the oven.", []),
        ("“Heat” is long.", ["heat"]),
        ("It is long.", []),
        ("I saw It.", []),
        ("I saw “It”.", ["it"]),
        ("A PAPER LANTERNS night.", ["paper lanterns"]),
        ("Paper. Lanterns.", ["paper lanterns"]),
        ("", []),
    ],
)
def test_names_are_found_where_they_stand_as_names(text: str, named: list[str]) -> None:
    assert [one.words for one in INDEX.find(text)] == named


def test_a_found_name_is_a_piece_of_the_text() -> None:
    text = "Try Night Ferry now"
    (one,) = INDEX.find(text)
    assert text[one.start : one.end] == "Night Ferry"


def test_the_longest_name_wins() -> None:
    catalog = Catalog("two", (Item("a", "Moon"), Item("b", "Moon Landing Day")), FILM_SCHEMA)
    (one,) = NameIndex.of(catalog).find("We saw Moon Landing Day there")
    assert one.words == "moon landing day"


def test_titles_with_marks_and_accents_are_found() -> None:
    catalog = Catalog("marks", (Item("a", "Amélie: The Café!"), Item("b", "Mr. O'Neil's Day")))
    index = NameIndex.of(catalog)
    assert [one.words for one in index.find("See Amelie: The Cafe tonight")] == ["amelie the cafe"]
    assert [one.words for one in index.find("See Mr. O'Neil's Day tonight")] == ["mr o'neil's day"]


def test_the_index_of_a_catalogue_is_built_once() -> None:
    assert names_of(FILMS) is names_of(FILMS)


@given(st.text(max_size=80))
def test_any_text_can_be_scanned(text: str) -> None:
    for one in INDEX.find(text):
        assert one.words in INDEX


@given(st.lists(st.text(alphabet="bfgjkpq", min_size=2, max_size=6), min_size=2, max_size=5))
def test_every_title_of_several_words_is_found_in_its_own_words(words: list[str]) -> None:
    title = " ".join(word.capitalize() for word in words)
    index = NameIndex.of(Catalog("one", (Item("a", title),)))
    assert [one.words for one in index.find(f"we saw {title} there")] == [name_key(title)]
