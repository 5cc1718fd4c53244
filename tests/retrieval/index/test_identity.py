from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from chatrec.retrieval.index.identity import collection_name, fingerprint, text_hash

ALLOWED = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9._-]{1,510}[a-zA-Z0-9]")


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_any_catalogue_name_gives_a_name_that_chroma_allows(name: str) -> None:
    assert ALLOWED.fullmatch(collection_name(name))


@given(st.sets(st.text(max_size=60), min_size=2, max_size=20))
def test_different_catalogues_get_different_collections(names: set[str]) -> None:
    assert len({collection_name(name) for name in names}) == len(names)


def test_a_name_stays_readable() -> None:
    assert collection_name("My Shop: 2024!").startswith("chatrec-my-shop-2024-")


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=8))
def test_a_fingerprint_does_not_depend_on_order(hashes: dict[str, str]) -> None:
    turned = dict(reversed(hashes.items()))
    assert fingerprint(turned) == fingerprint(hashes)


def test_a_fingerprint_changes_with_ids_and_texts() -> None:
    known = [
        fingerprint(hashes)
        for hashes in ({}, {"a": "1"}, {"a": "2"}, {"b": "1"}, {"a": "1", "b": "1"})
    ]
    assert len(set(known)) == len(known)


def test_a_hash_is_blake2b_of_the_text() -> None:
    assert text_hash("") == "e4a6a0577479b2b4"
    assert text_hash("a") != text_hash("b")
