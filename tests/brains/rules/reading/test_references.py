from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.brains.rules.reading.analysis import analyse
from chatrec.brains.rules.reading.references import read_references, resume_items
from chatrec.brains.rules.reading.stances import stances
from chatrec.catalog import load
from chatrec.catalog.catalog import Catalog
from chatrec.dialogue.conversation import Conversation

SLATE = ("Die Hard", "The Matrix", "Jurassic Park")


@cache
def films() -> Catalog:
    return load("movies")


@cache
def shown() -> Conversation:
    ids = {item.title: item.id for item in films()}
    return Conversation(session_id="s", slate=tuple(ids[title] for title in SLATE))


def meant(text: str, conversation: Conversation | None = None) -> list[tuple[tuple[str, ...], str]]:
    analysis, said = analyse(text), conversation or shown()
    found = read_references(analysis, films(), said)
    spoken = stances(analysis, found, shown=frozenset(said.slate))
    return [
        (tuple(films()[one].title for one in finding.item_ids), stance)
        for finding, stance in zip(found, spoken, strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("the second one", "The Matrix"),
        ("number two", "The Matrix"),
        ("#3", "Jurassic Park"),
        ("2", "The Matrix"),
        ("option 1 please", "Die Hard"),
        ("the last one", "Jurassic Park"),
        ("the latter", "Jurassic Park"),
        ("the middle one", "The Matrix"),
        ("OK the third", "Jurassic Park"),
        ("the one with Keanu Reeves", "The Matrix"),
        ("the movie with bruce willis", "Die Hard"),
        ("the 1999 one", "The Matrix"),
        ("the dinosaur one", "Jurassic Park"),
        ("is the second scary?", "The Matrix"),
        ("jurassic", "Jurassic Park"),
    ],
)
def test_one_item_is_pointed_at(text: str, title: str) -> None:
    assert [titles for titles, _ in meant(text)] == [(title,)]


def test_several_items_are_pointed_at() -> None:
    assert meant("compare the first two")[0][0] == SLATE[:2]
    assert meant("I don't like any of them")[0][0] == SLATE
    assert meant("it")[0][0] == SLATE


@pytest.mark.parametrize(
    ("text", "each"),
    [
        ("none of these", True),
        ("both look great", True),
        ("compare all three", True),
        ("I've seen the first two", True),
        ("the other ones", True),
        ("it", False),
        ("the second one", False),
    ],
)
def test_a_plural_pointer_means_each_item_and_not_one_of_them(text: str, each: bool) -> None:
    focused = shown().model_copy(update={"focus": shown().slate[1:2]})
    assert [one.each for one in read_references(analyse(text), films(), focused)] == [each]


def test_a_verb_after_an_ordinal_shows_that_it_points() -> None:
    for text in ("how much does the second weigh?", "what does the second cost", "the second runs"):
        assert meant(text)[0][0] == SLATE[1:2]


def test_it_is_the_item_spoken_of() -> None:
    focused = shown().model_copy(update={"focus": shown().slate[1:2]})
    assert meant("is it scary?", focused)[0][0] == ("The Matrix",)
    assert meant("the other ones", focused)[0][0] == ("Die Hard", "Jurassic Park")


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("more like the second one but shorter", "like_this"),
        ("the second one but cheaper", "like_this"),
        ("not that one", "rejected"),
        ("none of these", "rejected"),
        ("I've seen the first", "seen"),
        ("haven't seen the last one", "not_seen"),
        ("I'll take it", "accepted"),
        ("that's perfect", "accepted"),
        ("the second is great", "liked"),
        ("those look boring", "disliked"),
        ("tell me about the last one", "asked"),
        ("why did you go with that one", "asked"),
        ("the first one is too long", "rejected"),
    ],
)
def test_the_words_around_a_pointer_say_what_is_thought_of_it(text: str, stance: str) -> None:
    assert [said for _, said in meant(text)] == [stance]


@pytest.mark.parametrize(
    "text",
    [
        "the first time I saw a movie",
        "first, I want a comedy",
        "a second opinion",
        "something that is funny",
        "make it shorter",
        "the last five years",
        "it doesn't matter",
        "the first star wars",
    ],
)
def test_words_that_point_at_nothing_are_left_alone(text: str) -> None:
    assert meant(text) == []


def test_nothing_is_pointed_at_before_items_were_shown() -> None:
    assert meant("the second one and that one", Conversation(session_id="s")) == []


def test_it_takes_up_an_item_named_before_in_the_message() -> None:
    analysis = analyse("I liked the first one but it was long")
    found = read_references(analysis, films(), shown())
    (resumed,) = resume_items(analysis, found)
    assert (resumed.span.quote, resumed.item_ids) == ("it", shown().slate[:1])


@given(st.text(max_size=300))
def test_any_text_is_read_without_overlaps(text: str) -> None:
    found = read_references(analyse(text), films(), shown())
    ends = [(one.span.start, one.span.end) for one in found]
    assert all(one[1] <= other[0] for one, other in zip(ends, ends[1:], strict=False))


def test_which_one_is_asked_of_the_items_spoken_of_where_none_stand_in_a_list() -> None:
    spoken = Conversation(session_id="s", focus=shown().slate[:2])
    assert meant("which one is longer?", spoken)[0][0] == SLATE[:2]
    assert meant("which one is longer?") == []


def test_the_and_half_a_name_point_at_an_item_shown() -> None:
    assert meant("I'll take the Jurassic")[0] == (("Jurassic Park",), "accepted")
