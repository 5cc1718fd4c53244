from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.catalog.values import (
    LIST_TEXT,
    is_unknown,
    plain_text,
    read_date,
    read_flag,
    read_list_text,
    read_many,
)


@pytest.mark.parametrize(
    "cell", [None, "", "  ", "N/A", "nan", "NULL", "-", math.nan, math.inf, [], {}]
)
def test_an_empty_cell_says_nothing(cell: object) -> None:
    assert is_unknown(cell)


@pytest.mark.parametrize("cell", [0, 0.0, False, "0", "no", "Nana", ["x"]])
def test_nought_and_no_say_something(cell: object) -> None:
    assert not is_unknown(cell)


@pytest.mark.parametrize(
    ("cell", "flag"), [("Yes", True), ("n", False), (1, True), ("0", False), ("✓", True)]
)
def test_yes_and_no_are_read_in_the_usual_words(cell: object, flag: bool) -> None:
    assert read_flag(cell) is flag


def test_maybe_is_neither_yes_nor_no() -> None:
    assert read_flag("maybe") is None
    assert read_flag(2) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-05-01", "2024-05-01"),
        ("2024-05-01T10:00:00Z", "2024-05-01"),
        ("1.5.2024", "2024-05-01"),
        ("May 1, 2024", "2024-05-01"),
        ("1 May 2024", "2024-05-01"),
        ("30-Oct-1995", "1995-10-30"),
        ("25/12/2020", "2020-12-25"),
        ("12/25/2020", "2020-12-25"),
        ("03/03/2020", "2020-03-03"),
    ],
)
def test_days_are_read_in_the_usual_forms(text: str, day: str) -> None:
    assert read_date(text) == day


@pytest.mark.parametrize("text", ["01/02/2020", "31/02/2020", "2020", "soon", "1.2", "2024-13-01"])
def test_what_is_no_certain_day_is_left_unread(text: str) -> None:
    assert read_date(text) is None


def test_several_values_are_split_stripped_and_kept_once() -> None:
    assert read_many("Comedy | Drama|Comedy|", "|") == ("Comedy", "Drama")
    assert read_many(["a", " b ", None, "a"], None) == ("a", "b")


def test_objects_in_a_list_give_their_names() -> None:
    assert read_many([{"id": 28, "name": "Action"}], None) == ("Action",)


def test_a_list_written_as_a_text_is_read() -> None:
    assert read_many("['Action', 'War']", LIST_TEXT) == ("Action", "War")
    assert read_many('[{"id": 1, "name": "Drama"}]', LIST_TEXT) == ("Drama",)
    assert read_list_text("[broken") is None
    assert read_list_text("[__import__('os')]") is None


def test_texts_of_cells_are_plain() -> None:
    assert plain_text(3.0) == "3"
    assert plain_text(2.5) == "2.5"
    assert plain_text(True) == "yes"
    assert plain_text(["a", 1]) == "a, 1"
    assert plain_text({"w": 2, "h": 3}) == "w 2; h 3"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(json_values)
def test_the_values_of_a_cell_are_distinct_plain_texts(cell: object) -> None:
    for separator in (",", None, LIST_TEXT):
        values = read_many(cell, separator)
        assert len(set(values)) == len(values)
        assert all(type(value) is str and value == value.strip() for value in values)
        assert not any(map(is_unknown, values))


@given(json_values | st.dates().map(str) | st.from_regex(r"\d{1,2}[/.]\d{1,2}[/.]\d{4}"))
def test_a_date_is_read_as_a_day_of_the_calendar_or_not_at_all(cell: object) -> None:
    text = plain_text(cell)
    read = read_date(text)
    if read is not None:
        assert date.fromisoformat(read).isoformat() == read
        assert read_date(read) == read
