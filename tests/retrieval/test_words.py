from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.retrieval.words import filler_stems, fillers, terms
from chatrec.text import stem, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("16GB", ["16", "gb", "16gb"]),
        ("16 GB", ["16", "gb", "16gb"]),
        ("ThinkPad T430s", ["thinkpad", "t", "430", "s", "t430s"]),
        ('13.3"', ["13.3"]),
        ("the haunted houses", ["haunt", "hous"]),
        ("5 of them", ["5"]),
        ("", []),
    ],
)
def test_codes_are_found_beside_their_parts(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


@given(st.text(alphabet="aé'’ bT4.,- \n", max_size=40))
def test_the_words_of_the_search_are_those_of_the_text(text: str) -> None:
    expected = {stem(word) for word in words(text) if word not in fillers()}
    assert expected <= set(terms(text))


def test_fillers_are_folded_words() -> None:
    assert "the" in fillers()
    assert "recommend" in filler_stems()
    assert not any(word != word.lower() or word.startswith("#") for word in fillers())
