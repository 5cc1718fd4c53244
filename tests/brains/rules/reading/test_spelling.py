from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.brains.rules.reading.spelling import Spelling

WORDS = Spelling.of(["comedy", "thriller", "horror", "war", "headphones", "star wars"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("commedy", "comedy"),
        ("comdey", "comedy"),
        ("thiller", "thriller"),
        ("horor", "horror"),
        ("headpones", "headphones"),
        ("hedphons", "headphones"),
        ("starwars", "star wars"),
    ],
)
def test_a_near_word_is_meant(typed: str, meant: str) -> None:
    assert WORDS.meant(typed) == meant


@pytest.mark.parametrize("typed", ["comedy", "wat", "honor", "remedy", "xylophone", "killer"])
def test_known_short_common_and_far_words_are_left(typed: str) -> None:
    assert WORDS.meant(typed) is None


@given(st.text(alphabet="abcdefgh", max_size=12))
def test_a_correction_is_a_known_phrase(word: str) -> None:
    meant = WORDS.meant(word)
    assert meant is None or meant in WORDS.known | WORDS.phrases
