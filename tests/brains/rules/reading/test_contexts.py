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
