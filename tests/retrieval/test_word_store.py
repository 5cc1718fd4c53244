from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chatrec.catalog.catalog import Catalog
from chatrec.catalog.facets import Schema
from chatrec.catalog.items import Item
from chatrec.retrieval.lexical import LexicalIndex
from chatrec.retrieval.word_store import read_or_build
from tests.retrieval.shelf import FILMS, film

QUERIES = ("a funny film", "drama 1999", "Köln 16gb", "")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "words" / "films.npz"


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[Catalog]:
    """The catalogues whose words were read, in order."""
    read: list[Catalog] = []
    build = LexicalIndex.build

    def noting(catalog: Catalog) -> LexicalIndex:
        read.append(catalog)
        return build(catalog)

    monkeypatch.setattr(LexicalIndex, "build", noting)
    return read


def assert_same(one: LexicalIndex, other: LexicalIndex) -> None:
    assert one.vocabulary == other.vocabulary
    assert (one.by_item != other.by_item).nnz == 0
    for text in QUERIES:
        assert np.array_equal(one.scores(text), other.scores(text))


@pytest.mark.parametrize(
    "catalog",
    [FILMS, Catalog("none", ()), Catalog("odd", (Item("1", "Köln\n\x00 \x1c1 gb", "\ud800"),))],
    ids=lambda one: one.name,
)
def test_the_words_are_read_once_and_stay_the_same(
    catalog: Catalog, file: Path, built: list[Catalog]
) -> None:
    first = read_or_build(catalog, file)
    again = read_or_build(catalog, file)
    assert len(built) == 1
    assert_same(again, first)


@given(st.lists(st.text(st.characters(codec=None, categories=None)), min_size=1))
@example(["\ufdfa", "\x85\u2028\ud800", "one two"])
def test_any_words_are_read_back_as_they_were(texts: list[str]) -> None:
    catalog = Catalog("odd", tuple(Item(str(n), text) for n, text in enumerate(texts)))
    with tempfile.TemporaryDirectory() as folder:
        first = read_or_build(catalog, Path(folder) / "odd.npz")
        assert_same(read_or_build(catalog, Path(folder) / "odd.npz"), first)


@pytest.mark.parametrize(
    "changed",
    [
        replace(FILMS, items=FILMS.items[1:]),
        replace(FILMS, items=FILMS.items[::-1]),
        replace(
            FILMS, items=(replace(FILMS.items[0], description="Other words"), *FILMS.items[1:])
        ),
        replace(FILMS, items=(*FILMS.items, film("new", "New", genres=("western",)))),
        replace(FILMS, schema=Schema()),
    ],
)
def test_a_changed_catalogue_is_read_anew(
    changed: Catalog, file: Path, built: list[Catalog]
) -> None:
    read_or_build(FILMS, file)
    found = read_or_build(changed, file)
    assert built == [FILMS, changed]
    assert_same(found, LexicalIndex.build(changed))


@pytest.mark.parametrize("keep", [0, 10, 0.5, -1])
def test_a_damaged_file_is_replaced(keep: float, file: Path, built: list[Catalog]) -> None:
    read_or_build(FILMS, file)
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * keep)] if isinstance(keep, float) else whole[:keep])
    read_or_build(FILMS, file)
    assert len(built) == 2
    read_or_build(FILMS, file)
    assert len(built) == 2


def test_a_flipped_byte_is_noticed(file: Path, built: list[Catalog]) -> None:
    read_or_build(FILMS, file)
    whole = bytearray(file.read_bytes())
    place = whole.index(b"counts.npy") + 200
    whole[place] ^= 0xFF
    file.write_bytes(whole)
    found = read_or_build(FILMS, file)
    assert len(built) == 2
    assert_same(found, LexicalIndex.build(FILMS))


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(
    tmp_path: Path, built: list[Catalog]
) -> None:
    (tmp_path / "words").write_text("a file, no folder")
    for _ in range(2):
        found = read_or_build(FILMS, tmp_path / "words" / "films.npz")
        assert len(found) == len(FILMS)
    assert len(built) == 2


def test_nothing_half_written_is_left(file: Path) -> None:
    read_or_build(FILMS, file)
    assert [one.name for one in file.parent.iterdir()] == [file.name]


def test_without_the_sources_of_the_package_the_words_are_read_and_none_are_kept(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_module: object) -> str:
        raise OSError("could not get source code")

    monkeypatch.setattr("chatrec.retrieval.word_store.inspect.getsource", missing)
    assert len(read_or_build(FILMS, file).vocabulary) == len(LexicalIndex.build(FILMS).vocabulary)
    assert not file.exists()
