from __future__ import annotations

from pathlib import Path

import pytest

from chatrec.brains.rules.reading.vocabulary import Vocabulary
from chatrec.catalog import load

from .reading_parts import changes, films, read, shop

PG_13 = ("G", "PG", "PG-13")


@pytest.fixture
def shirts(tmp_path: Path) -> Vocabulary:
    rows = [
        f"{n},Shirt {n},A plain shirt number {n}.,{['S', 'M', 'L', 'XL'][n % 4]}" for n in range(20)
    ]
    (tmp_path / "shirts.csv").write_text("\n".join(["id,title,description,size", *rows]))
    return Vocabulary(load(tmp_path / "shirts.csv"))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("PG-13 at most", PG_13),
        ("rated PG-13 or lower", PG_13),
        ("nothing above PG-13", PG_13),
        ("nothing over PG-13 please", PG_13),
        ("up to PG-13", PG_13),
        ("max PG-13", PG_13),
        ("milder than R", PG_13),
        ("between G and PG-13", PG_13),
        ("PG or higher", ("PG", "PG-13", "R", "NC-17")),
    ],
)
def test_a_limit_on_a_certificate_lets_the_right_ones_through(
    text: str, values: tuple[str, ...]
) -> None:
    assert changes(text, films()) == [("certificate", "any_of", values, "wanted", "must")]


@pytest.mark.parametrize("text", ["at least 4K", "4K or better", "no worse than 4K", "minimum 4K"])
def test_a_limit_on_a_resolution_is_no_number(text: str) -> None:
    assert changes(text, shop()) == [
        ("resolution", "any_of", ("4K", "5K", "6K", "8K"), "wanted", "must")
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("up to size M", ("S", "M")),
        ("size L or larger", ("L", "XL")),
        ("from M to XL", ("M", "L", "XL")),
    ],
)
def test_sizes_are_in_order_without_being_told(
    shirts: Vocabulary, text: str, values: tuple[str, ...]
) -> None:
    assert changes(text, shirts) == [("size", "any_of", values, "wanted", "must")]


def test_a_limit_that_is_turned_down_is_unwanted() -> None:
    assert changes("nothing R or above", films()) == [
        ("certificate", "any_of", ("R", "NC-17"), "unwanted", "must")
    ]


def test_a_value_without_a_limit_is_itself() -> None:
    assert changes("rated PG", films()) == [("certificate", "is", "PG", "wanted", "must")]


def test_a_limit_is_a_must_beside_words_of_taste() -> None:
    found = {
        one.facet: one.strength for one in read("I like westerns, PG at most", films()).changes
    }
    assert found == {"genres": "prefer", "certificate": "must"}


def test_a_limit_after_a_soft_negation_is_its_own() -> None:
    assert changes("not too scary, at least PG-13", films())[-1] == (
        "certificate",
        "any_of",
        ("PG-13", "R", "NC-17"),
        "wanted",
        "must",
    )
