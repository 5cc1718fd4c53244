"""Values of items that are longer than what is kept of them are cut, and the load says so."""

from __future__ import annotations

import pytest

from chatrec import limits
from chatrec.catalog.catalog import Catalog
from chatrec.catalog.config import parse_config
from chatrec.catalog.loading import build_catalog
from chatrec.catalog.readers.rows import Row
from chatrec.catalog.truncation import Truncation, truncated

CONFIG = parse_config(
    {
        "facets": {
            "kind": {"column": "kind", "type": "category"},
            "tags": {"column": "tags", "type": "many"},
            "notes": {"column": "notes", "type": "text"},
            "price": {"column": "price", "type": "number"},
        }
    },
    where="the test",
)


def loaded(**cells: object) -> Catalog:
    """Return a catalogue of one row with these cells and of a plain one."""
    plain = {"id": "1", "title": "Lamp", "description": "A lamp.", "kind": "lamp", "tags": ["a"]}
    plain |= {"notes": "None of note.", "price": 1, "url": "https://a.example/1"}
    rows = [Row(1, {**plain, **cells}), Row(2, {**plain, "id": "2"})]
    return build_catalog(rows, name="lamps", config=CONFIG)


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [
        ("a red lamp", 8, "a red…"),
        ("a red lamp", 6, "a red…"),
        ("aaaaaaaaaa", 5, "aaaa…"),
        ("a aaaaaaaa", 8, "a aaaaa…"),
        ("a red  lamp", 8, "a red…"),
    ],
)
def test_a_text_is_cut_at_a_word_where_that_leaves_more_than_half(
    text: str, most: int, kept: str
) -> None:
    assert truncated(text, most) == kept


def test_what_is_as_long_as_may_be_stays_as_it_is() -> None:
    truncation = Truncation()
    assert truncation.text("abc", 3) == "abc"
    assert truncation.values(("x" * 200,) * 1) == ("x" * 200,)
    assert truncation.address("") is None
    assert (truncation.cut, truncation.notes) == (0, ())


@pytest.mark.parametrize(
    ("column", "most"),
    [
        ("description", limits.ITEM_TEXT),
        ("notes", limits.ITEM_TEXT),
        ("title", limits.ITEM_TITLE),
        ("kind", limits.ITEM_VALUE),
    ],
)
def test_a_long_text_of_an_item_is_cut_and_told(column: str, most: int) -> None:
    item = loaded(**{column: "x" * (most + 1)}).items[0]
    kept = item.fact(column) if column != "description" else item.description
    assert kept == "x" * (most - 1) + "…"
    exact = loaded(**{column: "x" * most})
    assert not [note for note in exact.notes if "cut" in note]
    again = loaded(**{column: str(kept)}).items[0]
    assert (again.fact(column) if column != "description" else again.description) == kept


def test_values_of_a_set_are_cut_in_number_and_in_length() -> None:
    tags = loaded(tags=["y" * 201, *map(str, range(1_000))]).items[0].attributes["tags"]
    assert tags == ("y" * 199 + "…", *map(str, range(499)))


def test_an_address_that_is_too_long_is_left_out() -> None:
    catalog = loaded(url="https://a.example/" + "x" * 2_000)
    assert [one.url for one in catalog] == [None, "https://a.example/1"]


def test_the_load_says_how_many_values_were_cut() -> None:
    (one,) = [note for note in loaded(kind="x" * 201).notes if "cut" in note]
    assert one.startswith("1 value was cut: 20,000 characters of a text are kept, 500 of a title")
    (two,) = [note for note in loaded(kind="x" * 201, title="x" * 501).notes if "cut" in note]
    assert two.startswith("2 values were cut")


def test_a_row_with_an_id_that_is_too_long_is_set_aside() -> None:
    catalog = loaded(id="1" * 301)
    assert [one.id for one in catalog] == ["2"]
    assert catalog.rejected[0].reason == "an id of 301 characters, where 300 are the most"


def test_the_reason_for_a_wrong_row_has_no_text_without_end() -> None:
    (wrong,) = loaded(price="x" * 1_000).rejected
    assert wrong.reason == "price: '" + "x" * 58 + "… is not a number"
