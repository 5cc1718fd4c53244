from __future__ import annotations

import pytest

from .reading_parts import read


@pytest.mark.parametrize(
    "text",
    [
        "it was funny and the ending was scary",
        "is it scary?",
        "The Matrix was really funny",
        "I thought the comedy in it was good",
        "did it come out in 1999?",
        "we loved Zyxwvut (2003)",
    ],
)
def test_a_description_is_no_wish(text: str) -> None:
    assert [one for one in read(text).changes if one.op == "add"] == []


@pytest.mark.parametrize(
    "text",
    [
        "it has to be funny",
        "something that is funny",
        "I was looking for something funny",
        "funny",
        "something funny please",
    ],
)
def test_a_wish_stays_a_wish(text: str) -> None:
    assert [one.value for one in read(text).changes] == ["funny"]


@pytest.mark.parametrize(
    "text",
    [
        "they are really funny",
        "the action scenes were great",
        "good acting, good action scenes",
        "and they make you laugh",
    ],
)
def test_what_known_films_have_is_no_wish(text: str) -> None:
    assert all(one.facet == "text" for one in read(text).changes)


def test_scenes_that_are_wished_for_are_a_wish() -> None:
    said = read("something with good action scenes").changes
    assert [one.value for one in said if one.facet != "text"] == ["action"]


@pytest.mark.parametrize(
    "text",
    [
        "he's seen everything with Tom Cruise",
        "I have seen all of Tom Cruise",
        "we watched all Tom Cruise films",
    ],
)
def test_of_whom_all_was_seen_nothing_is_to_come_again(text: str) -> None:
    said = read(text)
    assert {(one.value, one.polarity) for one in said.changes} == {("Tom Cruise", "unwanted")}
    assert said.unknown_names == ()


def test_what_was_seen_of_somebody_wishes_for_nothing() -> None:
    said = read("I've seen most Tom Cruise films")
    assert said.changes == ()
    assert said.unknown_names == ()
