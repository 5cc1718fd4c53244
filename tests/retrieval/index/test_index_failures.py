from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from chatrec.errors import FolderInUse, IndexingError
from chatrec.retrieval.index.item_index import BATCH, ItemIndex

from .index_child import ITEMS
from .index_parts import WordEmbedder, films

REPOSITORY = Path(__file__).parents[3]
ON_DISK = 1100
"""Items: Chroma writes its graph to disk at every thousandth."""


@contextmanager
def child(what: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.retrieval.index.index_child", what, str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def last_line(process: subprocess.Popen[str]) -> dict[str, Any]:
    output, _ = process.communicate(timeout=120)
    return json.loads(output.splitlines()[-1])  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    index = ItemIndex.open(folder, "films", WordEmbedder())
    index.sync(films(ON_DISK))
    index.close()
    return folder


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "copy"
    shutil.copytree(built, folder)
    return folder


def graph(folder: Path) -> Path:
    return next(path.parent for path in folder.glob("*/header.bin"))


@pytest.mark.slow
def test_a_killed_indexing_goes_on_where_it_stopped(tmp_path: Path) -> None:
    done = 0
    for batches in (1, 1):
        with child("index", tmp_path) as process:
            assert process.stdout is not None
            for line in process.stdout:
                if json.loads(line)["done"] >= batches * BATCH:
                    process.send_signal(signal.SIGKILL)
                    break
            assert process.wait() == -signal.SIGKILL
            done += batches
    with child("index", tmp_path) as process:
        end = last_line(process)
    assert end["held"] >= done * BATCH
    assert end["added"] == ITEMS - end["held"]
    assert end["count"] == ITEMS
    embedder = WordEmbedder()
    index = ItemIndex.open(tmp_path, "films", embedder)
    whole = WordEmbedder()
    fresh = ItemIndex.open(None, "films", whole)
    fresh.sync(films(ITEMS))
    ids = [f"f{n}" for n in range(0, ITEMS, 37)]
    assert index.scores("film topic 3", ids) == pytest.approx(
        fresh.scores("film topic 3", ids), abs=1e-5
    )
    assert index.search("film number 77", 1)[0][1] > 0.5
    index.close()
    fresh.close()


def test_a_second_process_is_refused_at_once_with_the_owner_and_the_way_out(tmp_path: Path) -> None:
    with child("hold", tmp_path) as owner:
        assert owner.stdout is not None
        pid = json.loads(owner.stdout.readline())["pid"]
        with pytest.raises(FolderInUse) as refused:
            ItemIndex.open(tmp_path, "films", WordEmbedder())
    message = str(refused.value)
    assert f"process {pid}" in message
    assert "CHATREC_HOME" in message and "CHATREC_CHROMA_URL" in message
    ItemIndex.open(tmp_path, "films", WordEmbedder()).close()


def cut_in_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def fill_with_noise(path: Path) -> None:
    path.write_bytes(bytes(n * n % 251 for n in range(path.stat().st_size)))


def delete(path: Path) -> None:
    path.unlink()


GRAPH_FILES = ("data_level0.bin", "header.bin", "length.bin", "link_lists.bin")


@pytest.mark.parametrize("harm", [cut_in_half, fill_with_noise])
@pytest.mark.parametrize("name", ["chroma.sqlite3", "index_metadata.pickle", *GRAPH_FILES])
def test_a_damaged_file_is_told_and_rebuilt(
    copy: Path, name: str, harm: Callable[[Path], None]
) -> None:
    harm(next(copy.rglob(name)))
    with pytest.raises(IndexingError, match="chatrec index --rebuild"):
        ItemIndex.open(copy, "films", WordEmbedder())
    index = ItemIndex.open(copy, "films", WordEmbedder(), rebuild=True)
    assert index.sync(films(ON_DISK)).added == ON_DISK
    assert len(index.search("film number 3", 5)) == 5
    index.close()


@pytest.mark.parametrize("name", ["data_level0.bin", "length.bin", "link_lists.bin"])
def test_a_lost_file_is_told(copy: Path, name: str) -> None:
    delete(graph(copy) / name)
    with pytest.raises(IndexingError, match="chatrec index --rebuild"):
        ItemIndex.open(copy, "films", WordEmbedder())


def test_rebuilding_deletes_nothing_but_the_store(copy: Path) -> None:
    (copy / "notes.txt").write_text("mine", encoding="utf-8")
    cut_in_half(copy / "chroma.sqlite3")
    ItemIndex.open(copy, "films", WordEmbedder(), rebuild=True).close()
    assert (copy / "notes.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.slow
def test_a_full_disk_is_told_and_indexing_goes_on_once_there_is_room(tmp_path: Path) -> None:
    with child("full", tmp_path) as process:
        end = last_line(process)
    assert end["error"] == "IndexingError"
    assert "full" in end["message"] and str(tmp_path) in end["message"]
    with child("index", tmp_path) as process:
        end = last_line(process)
    assert end["count"] == ITEMS


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can become nobody")
def test_a_folder_without_the_right_to_write_is_told(copy: Path) -> None:
    for folder in (copy, *copy.parents[:3]):
        folder.chmod(0o755)
    with child("nobody", copy) as process:
        end = last_line(process)
    assert end["error"] == "IndexingError"
    assert "cannot be written" in end["message"] and "CHATREC_HOME" in end["message"]


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("", encoding="utf-8")
    with pytest.raises(IndexingError, match="cannot be written"):
        ItemIndex.open(tmp_path / "index", "films", WordEmbedder())
