from __future__ import annotations

import pytest

from chatrec.catalog.names import facet_name, names, plain_name


@pytest.mark.parametrize(
    ("column", "plain"),
    [
        ("RunTime_(min)", "run time min"),
        ("Product ID", "product id"),
        ("größe", "größe"),
        ("a--b", "a b"),
    ],
)
def test_a_column_name_becomes_words(column: str, plain: str) -> None:
    assert plain_name(column) == plain
    assert facet_name(column) == plain.replace(" ", "_")


def test_a_name_of_marks_only_is_unnamed() -> None:
    assert facet_name("***") == "unnamed"


def test_listed_names_are_plain_names() -> None:
    known = names()
    listed = (
        {one for usual in known.fields.values() for one in usual} | known.people | known.leave_out
    )
    assert all(one == plain_name(one) for one in listed)
