from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chatrec.text import pieces, tokenize, words


@given(st.text(st.characters() | st.sampled_from("aé’' ²Ⅷ½_٣.5")))
def test_words_are_the_tokens_that_are_words_or_numbers(text: str) -> None:
    assert words(text) == [one.folded for one in tokenize(text) if one.is_word or one.is_number]


@given(st.text())
def test_a_token_stands_at_its_place(text: str) -> None:
    assert all(text[one.start : one.end] == one.raw for one in tokenize(text))


@given(st.text())
def test_pieces_are_the_text_again(text: str) -> None:
    assert "".join(pieces(text)) == text
