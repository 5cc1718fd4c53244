from __future__ import annotations

import json
import math

from hypothesis import given
from hypothesis import strategies as st

from chatrec.well_formed import json_text, well_formed

ANY_TEXT = st.text(st.characters(codec=None, categories=None))
"""Any text that Python can hold, lone surrogates included."""


@given(ANY_TEXT)
def test_text_is_valid_utf_8_and_changed_only_where_it_was_not(text: str) -> None:
    made = well_formed(text)
    made.encode()
    assert len(made) == len(text)
    assert all(
        new == old or "\ud800" <= old <= "\udfff" for new, old in zip(made, text, strict=True)
    )


def refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is no JSON")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
        lambda inner: st.lists(inner).map(tuple) | st.dictionaries(ANY_TEXT, inner),
        max_leaves=8,
    )
)
def test_whatever_is_written_is_json_for_every_reader(value: object) -> None:
    text = json_text(value)
    json.loads(text.encode().decode(), parse_constant=refuse)


def test_what_json_has_no_number_for_is_null() -> None:
    assert json_text([math.inf, -math.inf, math.nan, 1.5]) == "[null, null, null, 1.5]"
