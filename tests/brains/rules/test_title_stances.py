from __future__ import annotations

import pytest

from .reading_parts import stances


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "I loved The Matrix and Die Hard, hated Titanic",
            {"The Matrix": "liked", "Die Hard": "liked", "Titanic": "disliked"},
        ),
        ("we saw The Matrix last night", {"The Matrix": "seen"}),
        ("we saw The Matrix last night but didn't like it", {"The Matrix": "disliked"}),
        ("I watched Die Hard. It was boring", {"Die Hard": "disliked"}),
        ("haven't seen Die Hard", {"Die Hard": "not_seen"}),
        ("something like The Matrix", {"The Matrix": "like_this"}),
        ("films similar to The Matrix", {"The Matrix": "like_this"}),
        ("I'd like The Matrix", {"The Matrix": "named"}),
        ("I like The Matrix", {"The Matrix": "liked"}),
        ("tell me about The Matrix", {"The Matrix": "asked"}),
        ("bored by Titanic", {"Titanic": "disliked"}),
        ("Titanic was terrible", {"Titanic": "disliked"}),
        ("I'll watch Die Hard", {"Die Hard": "accepted"}),
        ("anything but Titanic", {"Titanic": "rejected"}),
        ("The Matrix", {"The Matrix": "named"}),
    ],
)
def test_the_words_around_a_title_say_how_it_is_meant(text: str, expected: dict[str, str]) -> None:
    assert stances(text) == expected


def test_an_item_named_twice_is_one_mention() -> None:
    assert stances("The Matrix? I loved The Matrix") == {"The Matrix": "liked"}
