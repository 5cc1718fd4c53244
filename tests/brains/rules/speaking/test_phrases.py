from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import chatrec.brains.rules as package
from chatrec.brains.rules.speaking.phrases import Phrasebook, capitalised, count_words, frames, tidy


def test_a_frame_is_used_only_where_its_slots_are_filled() -> None:
    book = Phrasebook(seed=1)
    assert book.say("why_not.unavailable", {"title": "Heat", "fact": ""}) == ""
    assert book.say("why_not.unavailable", {"title": "Heat", "fact": "is on Max"}) == (
        "Heat is not available to you: it is on Max."
    )


def test_no_frame_comes_twice_while_another_is_left() -> None:
    book = Phrasebook(seed=3)
    said = [book.say("chat.thanks") for _ in frames()["chat.thanks"]]
    assert len(set(said)) == len(said)


def test_the_same_seed_gives_the_same_words() -> None:
    assert Phrasebook(4).say("chat.greet", {"noun": "film", "a_noun": "a film"}) == Phrasebook(
        4
    ).say("chat.greet", {"noun": "film", "a_noun": "a film"})


@pytest.mark.parametrize("name", sorted(frames()))
def test_every_frame_has_named_slots_and_no_stray_mark(name: str) -> None:
    for frame in frames()[name]:
        fields = [field for _, field, _, _ in string.Formatter().parse(frame) if field is not None]
        assert all(field.isidentifier() for field in fields)
        assert frame.count("“") == frame.count("”")
        assert "  " not in frame and not frame.endswith(".")


def test_every_frame_that_the_code_names_is_there() -> None:
    folder = Path(str(package.__file__)).parent
    source = "".join(path.read_text() for path in folder.glob("compose*.py"))
    named = set(re.findall(r'"((?:[a-z_]+)\.(?:[a-z_]+))"', source))
    groups = {name.partition(".")[0] for name in frames()}
    assert {name for name in named if name.partition(".")[0] in groups} <= set(frames())


@given(st.text(max_size=60))
def test_words_in_a_slot_are_never_read_as_a_frame(words: str) -> None:
    said = Phrasebook(0).say("chat.accept_bare")
    assert said
    book = Phrasebook(0)
    text = book.say("inform.fact", {"title": words, "facts": "{title}"})
    assert text == "" or "{title}" in text


def test_sentences_are_tidied() -> None:
    assert tidy("the end..") == "The end."
    assert tidy("enjoy Airplane!.") == "Enjoy Airplane!"
    assert tidy("it said “so.”") == "It said “so.”"
    assert tidy("it said “so”") == "It said “so”."
    assert tidy("") == ""
    assert capitalised("iPhone 9") == "iPhone 9"


def test_small_counts_are_words() -> None:
    assert [count_words(n) for n in (0, 3, 10, 11, 1200)] == ["no", "three", "ten", "11", "1,200"]
