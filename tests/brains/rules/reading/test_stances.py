from __future__ import annotations

import pytest

from chatrec.brains.rules.reading.analysis import analyse
from chatrec.brains.rules.reading.findings import Finding
from chatrec.brains.rules.reading.stances import stances as stances_of

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
        ("I want to see The Matrix tonight", {"The Matrix": "named"}),
        ("I'd like to see The Matrix", {"The Matrix": "named"}),
        ("tell me about The Matrix", {"The Matrix": "asked"}),
        ("is The Matrix scary?", {"The Matrix": "asked"}),
        ("bored by Titanic", {"Titanic": "disliked"}),
        ("Titanic was terrible", {"Titanic": "disliked"}),
        ("I'll watch Die Hard", {"Die Hard": "accepted"}),
        ("Die Hard looks good", {"Die Hard": "accepted"}),
        ("anything but Titanic", {"Titanic": "rejected"}),
        ("The Matrix", {"The Matrix": "named"}),
        ("my favourite is Titanic", {"Titanic": "liked"}),
    ],
)
def test_the_words_around_a_title_say_how_it_is_meant(text: str, expected: dict[str, str]) -> None:
    assert stances(text) == expected


def test_an_item_named_twice_is_one_mention() -> None:
    assert stances("The Matrix? I loved The Matrix") == {"The Matrix": "liked"}


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("I loved X", "liked"),
        ("I have never seen X", "not_seen"),
        ("something similar to X", "like_this"),
        ("like X", "like_this"),
        ("X was boring", "disliked"),
        ("X is great", "liked"),
        ("I'll go with X", "accepted"),
        ("lovely, we'll have X", "accepted"),
        ("I want X", "accepted"),
        ("I want to watch X", "accepted"),
        ("can I watch X on a plane?", "asked"),
        ("can I take X?", "asked"),
        ("we've been to X too", "seen"),
        ("we stayed at X last year", "seen"),
        ("I have X already", "seen"),
        ("tell me more about X", "asked"),
        ("does X have a garden?", "asked"),
        ("anything but X", "rejected"),
        ("not X", "rejected"),
        ("X is too expensive", "rejected"),
        ("X but cheaper", "like_this"),
        ("X", "named"),
        ("I liked it but X", "named"),
        ("give me a summary of X", "named"),
    ],
)
def test_the_words_around_an_item_shown_say_how_it_is_meant(text: str, stance: str) -> None:
    analysis = analyse(text)
    place = analysis.keys.index("x")
    item = Finding(analysis.span(place, place + 1), "item", item_ids=("i1",))
    assert stances_of(analysis, (item,), shown=frozenset({"i1"})) == (stance,)


def test_a_stance_that_the_finding_settles_is_kept() -> None:
    analysis = analyse("I loved X")
    item = Finding(analysis.span(2, 3), "item", item_ids=("i1",), stance="rejected")
    assert stances_of(analysis, (item,)) == ("rejected",)
