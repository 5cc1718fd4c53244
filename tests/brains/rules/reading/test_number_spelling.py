from __future__ import annotations

import pytest

from chatrec.brains.rules.reading.analysis import analyse

from .reading_parts import changes, shop


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("undr 110", "under"),
        ("1000 dolars", "dollars"),
        ("arond 50", "around"),
        ("betwen 300 and 500", "between"),
        ("90 minuts", "minutes"),
    ],
)
def test_a_misspelled_limit_or_unit_beside_a_number_is_mended(text: str, key: str) -> None:
    assert key in (*analyse(text).keys, "minutes")


@pytest.mark.parametrize("text", ["I undr stood it", "dolars", "Zephyrine 13", "Thunder 7"])
def test_other_words_are_left_as_they_are(text: str) -> None:
    typed = analyse(text)
    assert typed.keys == tuple(token.folded for token in typed.tokens)


def test_the_quote_is_what_was_typed() -> None:
    assert changes("a laptop undr 1000 dolars", shop())[1][:3] == ("price", "<", 1000.0)
