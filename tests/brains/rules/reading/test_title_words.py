from __future__ import annotations

from .reading_parts import cameras


def test_titles_are_found_by_their_words_in_any_order_or_in_a_row() -> None:
    titles = cameras().title_words
    assert len(titles.with_all(["9", "hero"])) == 4
    assert titles.in_a_row(["hero", "9"]) == 4
    assert titles.in_a_row(["9", "hero"]) == 0
    assert titles.with_all([]) == titles.with_all(["nowhere"]) == frozenset()
