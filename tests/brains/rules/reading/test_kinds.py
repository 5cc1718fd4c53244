from __future__ import annotations

from chatrec.brains.rules.reading.vocabulary import Vocabulary
from chatrec.catalog.catalog import Catalog
from chatrec.catalog.facets import Facet, Schema
from chatrec.catalog.items import Item

from .reading_parts import cameras, changes, films, shop


def values(text: str) -> list[object]:
    return [one[2] for one in changes(text, cameras()) if one[0] == "category"]


def test_one_noun_names_the_kinds_that_end_in_it() -> None:
    assert values("a case please") == ["Camera Cases & Sleeves"]
    assert values("do you have sleeves?") == ["Camera Cases & Sleeves"]
    assert values("batteries") == ["Batteries & Power"]


def test_the_kind_that_holds_everything_gives_way_to_narrower_ones_of_its_noun() -> None:
    (cases,) = values("a camera under 200")
    assert cases == ("Action Cameras", "Mirrorless Cameras", "Instant Cameras")


def test_words_left_out_of_a_kind_do_not_matter() -> None:
    assert values("refurbished cameras") == ["Refurbished Mirrorless Cameras"]


def test_a_noun_before_another_is_not_what_the_thing_is() -> None:
    assert values("a camera case") == ["Camera Cases & Sleeves"]
    assert ("category", "is", "laser level", "wanted", "must") not in changes(
        "an entry level laptop", shop()
    )


def test_genres_are_no_path_and_have_no_heads() -> None:
    assert films().paths == frozenset()
    assert films().kinds == {}


def test_a_word_of_a_facet_that_is_silent_of_most_items_is_searched_for() -> None:
    items = [Item(f"h{n}", f"Wireless headset {n}", "", {}) for n in range(20)]
    items += [Item("h20", "Headset", "", {"link": "Wireless"})]
    schema = Schema(facets=(Facet(name="link", type="category"),))
    vocabulary = Vocabulary(Catalog("c", tuple(items), schema))
    found = changes("a wireless headset", vocabulary)
    assert ("text", "matches", "wireless", "wanted", "prefer") in found
    assert not any(one[0] == "link" for one in found)
