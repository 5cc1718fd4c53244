from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from chatrec.errors import EmbedderMismatch, IndexingError
from chatrec.retrieval.index import chroma_store as index_store
from chatrec.retrieval.index.item_index import IndexChange, ItemIndex

from .chroma_server import free_port, start
from .index_parts import WordEmbedder, films


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    process = start(tmp_path_factory.mktemp("server"), port)
    yield f"http://127.0.0.1:{port}"
    process.kill()
    process.wait()


def test_a_server_serves_two_openings_at_once(server: str) -> None:
    one = ItemIndex.open(server, "shared", WordEmbedder())
    assert one.sync(films(1500)) == IndexChange(added=1500)
    two = ItemIndex.open(server, "shared", WordEmbedder())
    assert two.sync(films(1500)) == IndexChange(unchanged=1500)
    found = two.search("film number 7", 20)
    assert len(found) == 20
    scores = two.scores("film number 7", [item_id for item_id, _ in found])
    assert scores == pytest.approx([cosine for _, cosine in found], abs=2e-3)
    one.close()
    assert two.count == 1500
    two.close()


def test_a_server_remembers_the_embedder(server: str) -> None:
    ItemIndex.open(server, "owned", WordEmbedder("first")).close()
    with pytest.raises(EmbedderMismatch, match="first"):
        ItemIndex.open(server, "owned", WordEmbedder("second"))
    ItemIndex.open(server, "owned", WordEmbedder("second"), rebuild=True).close()


@pytest.mark.slow
def test_a_server_that_goes_away_is_told_and_found_again(tmp_path: Path) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    process = start(tmp_path, port)
    index = ItemIndex.open(url, "films", WordEmbedder())
    index.sync(films(30))
    process.kill()
    process.wait()
    with pytest.raises(IndexingError, match="no Chroma server answers"):
        index.search("film", 3)
    process = start(tmp_path, port)
    try:
        assert len(index.search("film", 3)) == 3
    finally:
        index.close()
        process.kill()
        process.wait()


def test_no_server_is_told_with_the_way_out() -> None:
    url = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(IndexingError) as failed:
        ItemIndex.open(url, "films", WordEmbedder())
    message = str(failed.value)
    assert url in message and "chroma run" in message and "CHATREC_CHROMA_URL" in message


@pytest.mark.parametrize("url", ["http://", "http://127.0.0.1:port", "http://127.0.0.1:99999"])
def test_an_address_that_is_none_is_told(url: str) -> None:
    with pytest.raises(IndexingError, match="not the address"):
        ItemIndex.open(url, "films", WordEmbedder())


def test_a_server_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_store, "CONNECT_SECONDS", 0.3)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(IndexingError, match="no Chroma server answers"):
            ItemIndex.open(f"http://127.0.0.1:{silent.getsockname()[1]}", "films", WordEmbedder())


@pytest.mark.slow
def test_a_server_that_stops_answering_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_store, "REQUEST_SECONDS", 5.0)
    port = free_port()
    process = start(tmp_path, port)
    index = ItemIndex.open(f"http://127.0.0.1:{port}", "films", WordEmbedder())
    index.sync(films(3))
    process.send_signal(signal.SIGSTOP)
    with pytest.raises(IndexingError, match="no Chroma server answers"):
        index.search("film", 3)
    process.kill()
    process.wait()


def test_a_server_of_something_else_is_told() -> None:
    other = ThreadingHTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler)
    thread = threading.Thread(target=other.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        with pytest.raises(IndexingError, match="404"):
            ItemIndex.open(f"http://127.0.0.1:{other.server_address[1]}", "x", WordEmbedder())
    finally:
        other.shutdown()
        thread.join()
        other.server_close()
