from __future__ import annotations

import pytest

from chatrec.brains.rules.reading.analysis import analyse
from chatrec.brains.rules.reading.models import code_after, code_end

from .reading_parts import cameras, read


@pytest.mark.parametrize(("text", "end"), [("hero 9", 2), ("lumen m50 case", 3), ("hero nine", 1)])
def test_a_code_is_digits_with_letters_right_beside_them(text: str, end: int) -> None:
    assert code_after(analyse(text), 1) == end


def test_a_model_is_one_where_a_title_has_its_name_and_code_in_a_row() -> None:
    titles = cameras().title_words
    assert code_end(analyse("hero 9"), 1, titles) == 2
    assert code_end(analyse("hero 7"), 1, titles) == 1
    assert code_end(analyse("9"), 0, titles) == 0


def test_a_free_wish_keeps_the_code_after_its_word() -> None:
    assert read("something for a hero 9", cameras()).unread == ("hero 9",)


def test_an_amount_is_no_code() -> None:
    assert code_after(analyse("cable 2 m long"), 1) == 1
    assert code_after(analyse("phone 16gb"), 1) == 1
