from __future__ import annotations

import pytest

from .reading_parts import read


@pytest.mark.parametrize(
    "text",
    [
        "In general I never watch horror, remember that",
        "No horror, ever again.",
        "I don't like horror. Remember that",
        "from now on no horror",
        "as a rule no horror please",
    ],
)
def test_a_wish_that_is_said_to_last_is_kept_for_the_user(text: str) -> None:
    said = read(text)
    assert [(one.value, one.scope) for one in said.changes] == [("horror", "user")]
    assert said.unread == ()


def test_a_wish_of_the_moment_is_kept_for_the_chat() -> None:
    assert [one.scope for one in read("no horror tonight").changes] == ["chat"]


def test_only_the_sentence_that_says_so_lasts() -> None:
    said = read("As a rule no horror. A comedy for tonight. Something with Tom Hanks")
    assert [one.scope for one in said.changes] == ["user", "chat", "chat"]
