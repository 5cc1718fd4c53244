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
