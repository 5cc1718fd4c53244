from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.retrieval.facet_table import FacetTable, day_span
from tests.retrieval.shelf import FILMS, film, shelf

TABLE = FacetTable.build(FILMS)


def test_rows_are_the_items_in_order_and_unknown_numbers_are_nan() -> None:
    assert TABLE.numbers("runtime")[:4].tolist() == [88, 85, 117, 94]
    assert np.isnan(TABLE.numbers("runtime")[4])


def test_dates_are_ordinal_days() -> None:
    assert TABLE.numbers("released")[0] == date(1980, 7, 2).toordinal()


def test_values_come_most_frequent_first_with_spellings_of_one_value_together() -> None:
    assert TABLE.values("genres") == ("Comedy", "Horror", "Crime", "Romance", "Sci-Fi")
    membership = TABLE.membership("genres").toarray()
    assert membership[:, 0].tolist() == [True, True, False, False, True]
    assert membership[:, 1].tolist() == [False, False, True, True, False]


def test_a_synonym_stands_for_the_value_it_names() -> None:
    column = TABLE.listed("genres")
    assert column is not None
    assert column.rows_with("Science Fiction").tolist() == [2]
    assert column.rows_with("SCI-FI").tolist() == [2]
    assert column.rows_with("western").tolist() == []


def test_flags_have_yes_and_no() -> None:
    assert TABLE.values("in_colour") == (True, False)


def test_known_tells_where_a_fact_is() -> None:
    assert TABLE.known("rated").tolist() == [True, True, True, False, False]
    assert TABLE.known("released").tolist() == [True, True, True, True, False]
    assert TABLE.known("title").all()


def test_a_facet_that_no_schema_holds_is_empty() -> None:
    assert TABLE.values("price") == ()
    assert TABLE.membership("price").shape == (5, 0)
    assert np.isnan(TABLE.numbers("price")).all()


def test_a_fact_of_the_wrong_type_is_unknown() -> None:
    table = FacetTable.build(shelf(film("a", "A", runtime="long", year=True, in_colour="yes")))
    assert np.isnan(table.numbers("runtime")).all()
    assert np.isnan(table.numbers("year")).all()
    assert table.values("in_colour") == ()


def test_an_empty_catalogue_has_empty_columns() -> None:
    table = FacetTable.build(shelf())
    assert table.values("genres") == ()
    assert len(table.numbers("year")) == 0


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024-05-03", date(2024, 5, 3), date(2024, 5, 3)),
        ("2024-05-03T10:00:00", date(2024, 5, 3), date(2024, 5, 3)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-12", date(2023, 12, 1), date(2023, 12, 31)),
        (1999, date(1999, 1, 1), date(1999, 12, 31)),
        (1999.0, date(1999, 1, 1), date(1999, 12, 31)),
    ],
)
def test_a_date_spans_its_days(value: object, first: date, last: date) -> None:
    assert day_span(value) == (first.toordinal(), last.toordinal())


@pytest.mark.parametrize("value", ["soon", "2024-13-01", "", True, "0000", "1e5"])
def test_what_is_no_date_has_no_days(value: object) -> None:
    assert day_span(value) is None


@given(st.lists(st.lists(st.sampled_from(["a", "A", "b", "ä", "c"]), max_size=4), max_size=8))
def test_membership_says_for_every_item_which_values_it_has(rows: list[list[str]]) -> None:
    catalog = shelf(*(film(str(row), "T", genres=tuple(values)) for row, values in enumerate(rows)))
    table = FacetTable.build(catalog)
    dense = table.membership("genres").toarray()
    folded = {"a": "a", "A": "a", "ä": "a", "b": "b", "c": "c"}
    for row, values in enumerate(rows):
        held = {
            folded[str(name)]
            for name, has in zip(table.values("genres"), dense[row], strict=True)
            if has
        }
        assert held == {folded[value] for value in values}
