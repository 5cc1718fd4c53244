from __future__ import annotations

import pytest

from chatrec.short_cache import cache_short_texts


def test_a_short_text_is_made_once_and_a_long_one_anew() -> None:
    made: list[str] = []

    @cache_short_texts(most=2, longest=3)
    def upper(text: str) -> str:
        made.append(text)
        return text.upper()

    for text in ("abc", "abc", "abcd", "abcd"):
        assert upper(text) == text.upper()
    assert made == ["abc", "abcd", "abcd"]
    for text in ("x", "y", "abc"):
        upper(text)
    assert made[3:] == ["x", "y", "abc"]


def test_an_error_is_not_kept() -> None:
    @cache_short_texts(most=2, longest=3)
    def number(text: str) -> int:
        return int(text)

    for _ in range(2):
        with pytest.raises(ValueError, match="invalid literal"):
            number("x")
    assert number("7") == 7
