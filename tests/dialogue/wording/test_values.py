from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.catalog.facets import Facet
from chatrec.dialogue.wording.values import (
    article,
    compound_words,
    counted,
    list_words,
    noun_phrase,
    number_words,
    plural,
    quantity_words,
    value_words,
)


def number(unit: str | None = None, measure: str | None = None, kind: Any = "number") -> Facet:
    return Facet(name="n", type=kind, unit=unit, measure=measure)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (849.0, "849"),
        (0.1 + 0.2, "0.3"),
        (12000, "12,000"),
        (-0.0001, "-0.0001"),
        (0.00004321, "0.0000432"),
        (1e15, "1,000,000,000,000,000"),
        (float("inf"), "any number"),
        (-0.0, "0"),
    ],
)
def test_a_number_has_no_float_artefacts(given: float, words: str) -> None:
    assert number_words(given) == words


@pytest.mark.parametrize(
    ("facet", "given", "words"),
    [
        (number("USD", kind="money"), 849.0, "$849"),
        (number("USD", kind="money"), 49.9, "$49.90"),
        (number("EUR", kind="money"), 1299, "€1,299"),
        (number("CHF", kind="money"), 20, "CHF 20"),
        (number(kind="money"), 5, "$5"),
        (number("USD", kind="money"), -3, "-$3"),
        (number("kg"), 1.2, "1.2 kg"),
        (number("in"), 13.3, "13.3 inches"),
        (number("in"), 1, "1 inch"),
        (number("min"), 102, "102 minutes"),
        (number("h"), 1, "1 hour"),
        (number("%"), 50, "50%"),
        (number(measure="year"), 1999.0, "1999"),
        (number(), 4.5, "4.5"),
        (number("widgets_per_h"), 3, "3 widgets per h"),
    ],
)
def test_a_quantity_reads_well(facet: Facet, given: float, words: str) -> None:
    assert quantity_words(facet, given) == words


def test_a_compound_stands_before_a_noun() -> None:
    assert compound_words(number("in"), 13.3) == "13.3-inch"
    assert compound_words(number("GB"), 512) == "512 GB"


def test_a_value_in_words() -> None:
    date = Facet(name="d", type="date")
    assert value_words(date, "2024-05-01") == "1 May 2024"
    assert value_words(date, "2024-05") == "May 2024"
    assert value_words(date, "soon") == "soon"
    assert value_words(None, True) == "yes"
    assert value_words(None, ("a", "b", "c")) == "a, b and c"
    assert value_words(None, None) == "unknown"


def test_lists_have_no_comma_before_the_last() -> None:
    assert list_words([]) == ""
    assert list_words(["a"]) == "a"
    assert list_words(["a", "", "b"], "or") == "a or b"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("comedy", "a"),
        ("animation", "an"),
        ("hour", "an"),
        ("unit", "a"),
        ("uninteresting film", "an"),
        ("8-inch screen", "an"),
        ("11-inch screen", "an"),
        ("13.3-inch screen", "a"),
        ("18", "an"),
        ("110", "a"),
        ("4K picture", "a"),
        ("LED lamp", "an"),
        ("HDMI port", "an"),
        ("TV", "a"),
        ("R film", "an"),
        ("European film", "a"),
        ("“odd” one", "an"),
    ],
)
def test_the_article_follows_the_sound(words: str, expected: str) -> None:
    assert article(words) == expected


def test_nouns_and_their_numbers() -> None:
    assert [
        plural(one) for one in ("film", "comedy", "watch", "glass", "TV", "laptops", "day")
    ] == [
        "films",
        "comedies",
        "watches",
        "glasses",
        "TVs",
        "laptops",
        "days",
    ]
    assert noun_phrase("red headphones") == "a pair of red headphones"
    assert noun_phrase("odd camera") == "an odd camera"
    assert counted(1, "film", "films") == "1 film"
    assert counted(1200, "film", "films") == "1,200 films"


@given(
    st.floats(allow_nan=False), st.sampled_from(["min", "USD", "kg", "%", "GB", "odd_unit", None])
)
def test_any_quantity_can_be_said(given: float, unit: str | None) -> None:
    kind = "money" if unit == "USD" else "number"
    words = quantity_words(number(unit, kind=kind), given)
    assert words and "_" not in words and "nan" not in words
