from __future__ import annotations

from pathlib import Path

import pytest

from chatrec.web.bringing.index_state import IndexState, read_index_state, write_index_state


def test_what_is_told_is_read_as_it_was_and_nothing_else_stays(tmp_path: Path) -> None:
    for state in (IndexState("words", 3, 7), IndexState("words", 7, 7, whole=True)):
        write_index_state(tmp_path, state)
        assert read_index_state(tmp_path) == state
    assert [one.name for one in tmp_path.iterdir()] == ["indexed.json"]


def test_an_index_is_whole_for_the_embedder_that_made_it_only() -> None:
    whole = IndexState("words", 7, 7, whole=True)
    assert whole.is_whole("words")
    assert not whole.is_whole("others")
    assert not IndexState("words", 7, 7).is_whole("words")


@pytest.mark.parametrize(
    "written", [b"", b"{", b"[]", b"null", b'{"done": 1}', b'{"a": 1}', b"\xff"]
)
def test_a_damaged_file_tells_nothing(tmp_path: Path, written: bytes) -> None:
    (tmp_path / "indexed.json").write_bytes(written)
    assert read_index_state(tmp_path) is None


def test_a_catalogue_that_was_removed_is_not_made_again(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    with pytest.raises(OSError, match="gone"):
        write_index_state(gone, IndexState("words"))
    assert not gone.exists()
