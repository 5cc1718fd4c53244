from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.brains.rules.reading.analysis import analyse
from chatrec.brains.rules.reading.dates import read_dates
from chatrec.brains.rules.reading.scales import Scales
from chatrec.brains.rules.reading.understand import understand
from chatrec.brains.rules.reading.vocabulary import Vocabulary
from chatrec.catalog import load
from chatrec.catalog.catalog import Catalog
from chatrec.dialogue.conversation import Conversation


@cache
def scales() -> Scales:
    return Scales.of(load("movies"), today=date(2020, 6, 1))


@pytest.mark.parametrize(
    ("text", "operator", "value"),
    [
        ("something from the 90s", "between", (1990, 1999)),
        ("'80s or '90s action", "between", (1980, 1999)),
        ("1990's comedies", "between", (1990, 1999)),
        ("from the 70s to the 90s", "between", (1970, 1999)),
        ("late nineties", "between", (1997, 1999)),
        ("the early 2000s", "between", (2000, 2003)),
        ("mid-90s", "between", (1994, 1996)),
        ("nineteen eighties", "between", (1980, 1989)),
        ("before the 80s", "<", 1980),
        ("not older than ten years", ">=", 2010),
        ("no older than 5 years", ">=", 2015),
        ("from five years back", "about", 2015),
        ("after the 1980s", ">", 1989),
        ("90s or later", ">=", 1990),
        ("19th century novels", "between", (1800, 1899)),
        ("this year", "is", 2020),
        ("last year", "is", 2019),
        ("less than 5 years old", ">", 2015),
        ("older than 20 years", "<", 2000),
        ("more than twenty years ago", "<", 2000),
    ],
)
def test_years_are_read_as_people_say_them(text: str, operator: str, value: object) -> None:
    (found,) = read_dates(analyse(text), scales())
    assert (found.facet, found.operator, found.value) == ("year", operator, value)


def test_the_last_five_years_count_from_the_newest_item() -> None:
    (found,) = read_dates(analyse("from the last five years"), scales())
    assert found.value == scales().newest - 5


def test_decades_apart_do_not_bring_in_the_years_between() -> None:
    (found,) = read_dates(analyse("60s or 80s"), scales())
    assert found.operator == "any_of"
    assert isinstance(found.value, tuple)
    assert "1970" not in found.value


def test_minutes_and_places_are_no_years() -> None:
    assert read_dates(analyse("the last 5 minutes of the last one"), scales()) == ()


def test_the_age_of_a_person_is_no_year() -> None:
    assert read_dates(analyse("my 7 year old son and I am 25 years old"), scales()) == ()


def test_a_catalogue_without_years_has_none() -> None:
    assert read_dates(analyse("the 90s"), Scales.of(Catalog("none", ()))) == ()


@given(st.text(alphabet="0123456789s' theandlstyerco-", max_size=60))
def test_any_text_is_read(text: str) -> None:
    analysis = analyse(text)
    for found in read_dates(analysis, scales()):
        assert found.span.quote == analysis.text[found.span.start : found.span.end]


@pytest.fixture
def novels(tmp_path: Path) -> Vocabulary:
    rows = [
        "1,1984,1949",
        "2,The Silmarillion,1977",
        "3,Neuromancer,1984",
        "4,Emma,1815",
        "5,Dune,1965",
    ]
    (tmp_path / "novels.csv").write_text("\n".join(["id,title,year", *rows]))
    return Vocabulary(load(tmp_path / "novels.csv"))


@pytest.mark.parametrize("text", ["I loved 1984", "something like 1984", "have you got 1984?"])
def test_a_number_that_is_a_title_names_the_item(novels: Vocabulary, text: str) -> None:
    said = understand(text, Conversation(session_id="s"), novels)
    assert not said.changes
    assert [one.item_ids[0] for one in said.mentions] == ["1"]


@pytest.mark.parametrize("text", ["a book from 1984", "published in 1984", "since 1984"])
def test_a_number_that_is_said_as_a_year_is_one(novels: Vocabulary, text: str) -> None:
    said = understand(text, Conversation(session_id="s"), novels)
    assert [one.facet for one in said.changes] == ["year"]
    assert not said.mentions


def test_that_takes_up_what_was_just_named_rather_than_what_was_shown(novels: Vocabulary) -> None:
    shown = Conversation(session_id="s", slate=("2", "4"), focus=("2",))
    said = understand("I loved 1984, something like that", shown, novels)
    assert {one.item_ids for one in said.mentions} == {("1",)}
