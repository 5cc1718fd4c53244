from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.brains.rules.reading.analysis import analyse
from chatrec.brains.rules.reading.near_names import read_near_names

from .reading_parts import films, read, stances


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("how long is Jurasic Prak?", "Jurassic Park"),
        ("I loved the godfathr", "The Godfather"),
        ("have you got The Shawshenk Redemtion", "The Shawshank Redemption"),
        ("tell me about forrest gmup", "Forrest Gump"),
    ],
)
def test_a_misspelled_title_is_the_title(text: str, title: str) -> None:
    assert list(stances(text)) == [title]


@pytest.mark.parametrize("text", ["with Jim Carey", "with Jim Carrei", "a film with Jimm Carrey"])
def test_a_misspelled_person_is_the_person(text: str) -> None:
    assert [one.value for one in read(text).changes] == ["Jim Carrey"]


@pytest.mark.parametrize("text", ["Tim Hanks films", "I loved The Fix", "with Jane Carrey"])
def test_another_name_is_no_typing_error(text: str) -> None:
    said = read(text)
    assert said.mentions == ()
    assert "Tom Hanks" not in [one.value for one in said.changes]
    assert "Jim Carrey" not in [one.value for one in said.changes]


@given(st.text(max_size=120))
def test_any_text_is_read(text: str) -> None:
    analysis = analyse(text)
    for finding in read_near_names(analysis, frozenset(), films()):
        assert finding.span.quote in analysis.text
