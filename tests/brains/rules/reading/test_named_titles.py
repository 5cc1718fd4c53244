from __future__ import annotations

import pytest

from chatrec.brains.rules.reading.vocabulary import Vocabulary
from chatrec.catalog.catalog import Catalog
from chatrec.catalog.facets import Facet, Schema
from chatrec.catalog.items import Item

from .reading_parts import read, stances

TITLES = (
    "It",
    "Her",
    "Up",
    "The Game",
    "Harry Potter and the Goblet of Fire",
    "Solaris",
    "Star Wars: The Last Jedi",
)


def shelf() -> Vocabulary:
    items = [Item(f"i{row}", title, "", {"year": 2000 + row}) for row, title in enumerate(TITLES)]
    items += [Item("old", "Solaris", "", {"year": 1972})]
    year = Facet(name="year", type="number", measure="year")
    return Vocabulary(Catalog("shelf", tuple(items), Schema(facets=(year,))))


@pytest.mark.parametrize(
    "text", ["it was up to her", "I like it", "Up to you", "is it good?", "It is fine"]
)
def test_ordinary_words_are_no_titles(text: str) -> None:
    assert stances(text, shelf()) == {}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ('have you seen "Up"', "Up"),
        ("we watched Her", "Her"),
        ("I loved It", "It"),
        ("It (2000)", "It"),
        ("the movie called the game", "The Game"),
        ("harry potter", "Harry Potter and the Goblet of Fire"),
        ("Star Wars", "Star Wars: The Last Jedi"),
        ("starwars", "Star Wars: The Last Jedi"),
        ("The Last Jedi was great", "Star Wars: The Last Jedi"),
        ("harry poter and the goblet of fire", "Harry Potter and the Goblet of Fire"),
        ("Solaris's ending", "Solaris"),
    ],
)
def test_a_title_is_read_where_there_is_evidence(text: str, title: str) -> None:
    assert list(stances(text, shelf())) == [title]


def test_a_year_chooses_between_items_of_one_title() -> None:
    (mention,) = read("Solaris (1972)", shelf()).mentions
    assert mention.item_ids == ("old",)
    assert mention.quote == "Solaris (1972)"


def test_a_title_of_several_items_gives_them_all() -> None:
    (mention,) = read("Solaris", shelf()).mentions
    assert set(mention.item_ids) == {"i5", "old"}
