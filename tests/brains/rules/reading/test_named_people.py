from __future__ import annotations

import pytest

from .reading_parts import changes


@pytest.mark.parametrize(
    ("text", "facet", "name"),
    [
        ("with Tom Hanks", "cast", "Tom Hanks"),
        ("with tom hanks", "cast", "Tom Hanks"),
        ("directed by Clint Eastwood", "directors", "Clint Eastwood"),
        ("starring Clint Eastwood", "cast", "Clint Eastwood"),
        ("a Tarantino film", "directors", "Quentin Tarantino"),
        ("a film with tom hank's", "cast", "Tom Hanks"),
        ("starring Schwarzeneger", "cast", "Arnold Schwarzenegger"),
    ],
)
def test_a_person_is_read_under_what_they_did(text: str, facet: str, name: str) -> None:
    assert (facet, name) in [(where, value) for where, _, value, _, _ in changes(text)]


def test_a_surname_that_is_a_common_word_is_no_person() -> None:
    assert changes("a green stone") == [] or all(
        facet == "text" for facet, *_ in changes("a green stone")
    )
