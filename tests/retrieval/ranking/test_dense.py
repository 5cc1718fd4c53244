from __future__ import annotations

import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from chatrec.breaker import FAILURES
from chatrec.catalog.catalog import Catalog
from chatrec.errors import Unavailable
from chatrec.outage import Outage, OutageReason
from chatrec.retrieval.candidates import Query
from chatrec.retrieval.index.item_index import ItemIndex
from chatrec.retrieval.ranking.dense import DenseSearch, DenseSignal
from chatrec.retrieval.retriever import Retriever
from tests.retrieval.index.chroma_server import Manner, Proxy, misbehaving, running
from tests.retrieval.index.index_parts import WordEmbedder, films

ITEMS = 300
"""More than a ranking compares without a search."""
LIMIT = 2.0
LONG = 20.0
"""Seconds: far more than the limit, and far less than the minute that a request of an opening may take."""


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return films(ITEMS)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, catalog: Catalog) -> Iterator[str]:
    with running(tmp_path_factory.mktemp("server")) as (url, _):
        index = ItemIndex.open(url, "films", WordEmbedder())
        index.sync(catalog)
        index.close()
        yield url


@pytest.fixture
def proxy(server: str) -> Iterator[Proxy]:
    with misbehaving(server) as before_it:
        yield before_it


def ask(index: DenseSearch) -> list[tuple[str, float]]:
    return list(index.search("film number 7", 3))


def outage_of(signal_of_meaning: DenseSignal) -> Outage:
    with pytest.raises(Unavailable) as away:
        signal_of_meaning.ask(ask)
    return away.value.outage


@pytest.mark.parametrize(
    ("manner", "reason"),
    [
        ("silent", "timeout"),
        ("drips headers", "timeout"),
        ("drips its body", "timeout"),
        ("fails", "failed"),
        ("is something else", "failed"),
    ],
)
def test_a_server_that_misbehaves_costs_no_more_than_the_limit_and_is_found_again(
    proxy: Proxy, manner: Manner, reason: OutageReason
) -> None:
    dense = DenseSignal(ItemIndex.open(proxy.url, "films", WordEmbedder()), seconds=LIMIT)
    assert len(dense.ask(ask)) == 3
    proxy.manner = manner
    began = time.monotonic()
    assert outage_of(dense) == Outage(source="vector store", reason=reason)
    assert time.monotonic() - began < LONG
    proxy.manner = "well"
    assert len(dense.ask(ask)) == 3


def test_a_server_that_is_left_alone_is_not_asked(proxy: Proxy) -> None:
    dense = DenseSignal(ItemIndex.open(proxy.url, "films", WordEmbedder()), seconds=30.0)
    proxy.manner = "fails"
    before = proxy.asked
    reasons = [outage_of(dense).reason for _ in range(FAILURES + 5)]
    assert reasons == ["failed"] * FAILURES + ["paused"] * 5
    assert proxy.asked == before + FAILURES


def test_turns_wait_for_a_silent_server_side_by_side_and_others_not_at_all(proxy: Proxy) -> None:
    dense = DenseSignal(ItemIndex.open(proxy.url, "films", WordEmbedder()), seconds=1.0)
    proxy.manner = "silent"
    at_once = 8
    with ThreadPoolExecutor(at_once) as threads:
        began = time.monotonic()
        reasons = [one.reason for one in threads.map(lambda _: outage_of(dense), range(at_once))]
        together = time.monotonic() - began
    assert reasons == ["timeout"] * at_once
    # One after the other they would take eight limits.
    assert together < 0.75 * at_once
    assert outage_of(dense).reason == "paused"


def test_a_search_that_is_stuck_does_not_hold_back_one_that_is_answered(proxy: Proxy) -> None:
    dense = DenseSignal(ItemIndex.open(proxy.url, "films", WordEmbedder()), seconds=30.0)
    asked = proxy.asked
    proxy.manner = "silent"
    stuck = threading.Thread(target=lambda: outage_of(dense))
    stuck.start()
    while proxy.asked == asked:
        time.sleep(0.01)
    proxy.manner = "well"
    assert len(dense.ask(ask)) == 3
    assert stuck.is_alive()
    proxy.ended.set()
    stuck.join()


@pytest.mark.slow
def test_a_real_server_is_stopped_continued_and_killed_under_a_ranking(
    tmp_path: Path, catalog: Catalog
) -> None:
    with running(tmp_path) as (url, process):
        ItemIndex.open(url, "films", WordEmbedder()).sync(catalog)
        index = ItemIndex.open(url, "films", WordEmbedder())
        retriever = Retriever(catalog, dense=DenseSignal(index, seconds=4.0))
        query = Query(text="film number 7")
        whole = retriever.find(query)
        assert whole.outage is None
        assert any("dense" in one.signals for one in whole.candidates)
        process.send_signal(signal.SIGSTOP)
        began = time.monotonic()
        frozen = retriever.find(query)
        assert time.monotonic() - began < LONG
        assert frozen.outage == Outage(source="vector store", reason="timeout")
        assert frozen.candidates == Retriever(catalog).find(query).candidates
        process.send_signal(signal.SIGCONT)
        assert retriever.find(query) == whole
        end(process)
        gone = retriever.find(query)
        assert gone.outage == Outage(source="vector store", reason="failed")
        assert gone.candidates == frozen.candidates


def test_a_folder_that_is_deleted_or_overwritten_under_a_ranking_leaves_words(
    tmp_path: Path, catalog: Catalog
) -> None:
    index = ItemIndex.open(tmp_path / "index", "films", WordEmbedder())
    index.sync(catalog)
    index.close()
    index = ItemIndex.open(tmp_path / "index", "films", WordEmbedder())
    retriever = Retriever(catalog, dense=DenseSignal(index))
    for path in (tmp_path / "index").glob("chroma.sqlite3*"):
        path.write_bytes(b"no database" * 1000)
    shutil.rmtree(tmp_path / "index")
    found = retriever.find(Query(text="film number 7"))
    index.close()
    assert found.outage == Outage(source="vector store", reason="failed")
    assert found.candidates == Retriever(catalog).find(Query(text="film number 7")).candidates


def end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
