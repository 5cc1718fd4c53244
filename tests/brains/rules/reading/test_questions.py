from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.brains.rules.reading.analysis import analyse
from chatrec.brains.rules.reading.counts import read_counts
from chatrec.brains.rules.reading.facet_words import FacetWords
from chatrec.brains.rules.reading.findings import Finding
from chatrec.brains.rules.reading.question_words import is_question
from chatrec.brains.rules.reading.questions import Questions, read_asked
from chatrec.brains.rules.reading.references import read_references
from chatrec.brains.rules.reading.scales import Scales
from chatrec.catalog import load
from chatrec.catalog.catalog import Catalog
from chatrec.dialogue.conversation import Conversation


@cache
def parts(name: str) -> tuple[Catalog, Questions, Scales]:
    catalog = load(name)
    return catalog, Questions.of(catalog, FacetWords.of(catalog)), Scales.of(catalog)


def asked(name: str, text: str, *extra: Finding, shown: bool = True) -> list[str]:
    catalog, questions, scales = parts(name)
    slate = tuple(item.id for item in catalog.items[:3])
    analysis = analyse(text)
    items = read_references(analysis, catalog, Conversation(session_id="s", slate=slate))
    found = read_asked(analysis, questions, scales, findings=(*items, *extra), shown=shown)
    return [one.facet for one in found]


@pytest.mark.parametrize(
    ("name", "text", "facet"),
    [
        ("movies", "how long is it?", "runtime"),
        ("movies", "who directed the first one", "directors"),
        ("movies", "who's in it?", "cast"),
        ("movies", "when did it come out", "year"),
        ("movies", "what's the runtime of the second", "runtime"),
        ("movies", "which one is shorter?", "runtime"),
        ("movies", "where can I watch it?", "streaming_services"),
        ("movies", "what language is it in", "language"),
        ("electronics", "how much is it?", "price"),
        ("electronics", "is it expensive?", "price"),
        ("electronics", "how heavy is the second one?", "weight_kg"),
        ("electronics", "what's the battery life", "battery_hours"),
        ("electronics", "is it in stock?", "stock"),
        ("electronics", "who makes it", "brand"),
    ],
)
def test_a_question_names_the_facet_it_asks(name: str, text: str, facet: str) -> None:
    assert asked(name, text) == [facet]


def test_a_value_in_a_question_about_an_item_is_asked() -> None:
    analysis = analyse("is it scary?")
    scary = Finding(analysis.span(2, 3), facet="moods", operator="contains", value="scary")
    assert asked("movies", "is it scary?", scary) == ["moods"]


@pytest.mark.parametrize(
    "text", ["do you have a short comedy?", "something short", "can you recommend a long film?"]
)
def test_a_wish_put_as_a_question_asks_no_fact(text: str) -> None:
    assert asked("movies", text) == []


def test_which_is_lighter_asks_only_of_items_shown() -> None:
    assert asked("electronics", "which is lighter?") == ["weight_kg"]
    assert asked("electronics", "which is lighter?", shown=False) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("show me five", 5),
        ("give me 3 more", 3),
        ("top 10 films", 10),
        ("just one please", 1),
        ("recommend three thrillers", 3),
        ("a couple of suggestions", 2),
        ("two films", 2),
    ],
)
def test_a_number_of_items_is_read(text: str, count: int) -> None:
    assert [one.value for one in read_counts(analyse(text), parts("movies")[0])] == [count]


@pytest.mark.parametrize(
    "text", ["show me 2 hour movies", "five stars", "one comedy", "show me 500", "the second one"]
)
def test_other_numbers_count_no_items(text: str) -> None:
    assert read_counts(analyse(text), parts("movies")[0]) == ()


def test_questions_are_told_by_mark_or_opening() -> None:
    for text, expected in (("is it good", True), ("a comedy?", True), ("a comedy", False)):
        analysis = analyse(text)
        assert is_question(analysis, 0, len(analysis.tokens)) is expected


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert all(isinstance(facet, str) for facet in asked("movies", text))
