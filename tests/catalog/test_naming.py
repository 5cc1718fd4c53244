from __future__ import annotations

import pytest

from chatrec.catalog.naming import noun_for


@pytest.mark.parametrize(
    ("name", "columns", "noun"),
    [
        ("catalog.movies-large", [], "film"),
        ("goodbooks", [], "book"),
        ("export", ["id", "brand", "price"], "product"),
        ("export", ["directors", "runtime"], "film"),
        ("export", ["price"], "item"),
        ("stuff", [], "item"),
        ("lakeside-cabins", [], "cabin"),
        ("all_rows", [], "item"),
        ("glass", [], "item"),
    ],
)
def test_items_are_called_by_the_name_or_by_two_telling_columns(
    name: str, columns: list[str], noun: str
) -> None:
    assert noun_for(name, columns)[0] == noun
