from __future__ import annotations

from chatrec.brains.rules.reading.titles import Titles, is_distinct, names_of
from chatrec.catalog.catalog import Catalog
from chatrec.catalog.facets import Facet, Schema
from chatrec.catalog.items import Item


def test_a_trailing_article_and_a_year_are_put_right() -> None:
    assert names_of("Matrix, The (1999)")[0] == "the matrix"


def test_a_subtitle_and_a_main_title_stand_for_the_whole() -> None:
    key, parts = names_of("Alien: Covenant")
    assert key == "alien covenant"
    assert "alien" in parts


def test_roman_numbers_are_said_as_numbers() -> None:
    assert "rocky 3" in names_of("Rocky III")[1]


def test_an_article_may_be_left_out_unless_an_ordinary_word_remains() -> None:
    catalog = Catalog("c", (Item("a", "The Godfather"), Item("b", "The Game")))
    titles = Titles.of(catalog)
    assert titles.rows("godfather") == (0,)
    assert titles.rows("game") == ()
    assert titles.rows("the game") == (1,)


def test_other_titles_of_an_item_are_its_titles() -> None:
    schema = Schema(facets=(Facet(name="also_known_as", type="many"),))
    item = Item("a", "Amelie", "", {"also_known_as": ("The Fabulous Destiny",)})
    assert Titles.of(Catalog("c", (item,), schema)).rows("fabulous destiny") == (0,)


def test_common_words_alone_do_not_stand_for_a_title() -> None:
    assert not is_distinct("the last")
    assert is_distinct("eternal sunshine")
