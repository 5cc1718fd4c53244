from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import pytest

from chatrec.errors import IndexingError
from chatrec.retrieval.embedders import open_embedder
from chatrec.retrieval.embedders.openai import BATCH, OpenAIEmbedder
from chatrec.retrieval.index.item_index import ItemIndex
from tests.retrieval.index.index_parts import films


class Endpoint(ThreadingHTTPServer):
    """A server of the embeddings protocol. A text's vector is its length, its number of blanks, and 1."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.status = 200
        self.how = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class Handler(BaseHTTPRequestHandler):
    server: Endpoint

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(body)
        self.server.keys.append(self.headers["Authorization"])
        if self.server.status != 200:
            self.answer(self.server.status, {"error": {"message": "no such model"}})
            return
        data = [
            {"object": "embedding", "index": place, "embedding": [len(text), text.count(" "), 1]}
            for place, text in enumerate(body["input"])
        ]
        if self.server.how == "backwards":
            data.reverse()
        if self.server.how == "short":
            data.pop()
        if self.server.how == "ragged":
            data[-1]["embedding"] = [1.0]
        self.answer(200, {"object": "list", "data": data, "model": body["model"]})

    def answer(self, status: int, body: dict[str, Any]) -> None:
        payload = b"not json" if self.server.how == "garbage" else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    server = Endpoint()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_texts_become_rows_of_length_one_in_order(endpoint: Endpoint) -> None:
    endpoint.how = "backwards"
    embedder = open_embedder("openai:small", base_url=endpoint.url, api_key="secret")
    rows = embedder.embed(["ab", "a b c"])
    assert rows[0] == pytest.approx(np.array([2, 0, 1]) / np.sqrt(5))
    assert rows[1] == pytest.approx(np.array([5, 2, 1]) / np.sqrt(30))
    assert (embedder.name, embedder.dimensions) == ("openai:small", 3)
    assert set(endpoint.keys) == {"Bearer secret"}
    assert all(request["encoding_format"] == "float" for request in endpoint.requests)


def test_many_texts_go_in_batches(endpoint: Endpoint) -> None:
    embedder = OpenAIEmbedder("small", base_url=endpoint.url)
    rows = embedder.embed(["x" * (n % 7 + 1) for n in range(2 * BATCH + 5)])
    assert rows.shape == (2 * BATCH + 5, 3)
    assert sorted(len(request["input"]) for request in endpoint.requests) == [1, 5, BATCH, BATCH]


def test_blank_texts_are_not_sent_and_long_ones_are_cut(endpoint: Endpoint) -> None:
    embedder = OpenAIEmbedder("small", base_url=endpoint.url)
    rows = embedder.embed(["", "y" * 100_000, "  \n", "lone \ud800"])
    assert rows[0].tolist() == rows[2].tolist() == [1, 0, 0]
    sent = [text for request in endpoint.requests[1:] for text in request["input"]]
    assert [len(text) for text in sent] == [4000, 6]


def test_no_texts_need_no_vectors(endpoint: Endpoint) -> None:
    assert OpenAIEmbedder("small", base_url=endpoint.url).embed([]).shape == (0, 3)


@pytest.mark.parametrize("status", [400, 401, 404])
def test_a_refusal_is_told_without_the_key(endpoint: Endpoint, status: int) -> None:
    endpoint.status = status
    embedder = OpenAIEmbedder("small", base_url=endpoint.url, api_key="secret")
    with pytest.raises(IndexingError) as failed:
        embedder.embed(["a"])
    message = str(failed.value)
    assert str(status) in message and "no such model" in message and endpoint.url in message
    assert "CHATREC_EMBEDDER" in message and "secret" not in message


@pytest.mark.parametrize("how", ["short", "garbage", "ragged"])
def test_an_answer_that_makes_no_sense_is_told(endpoint: Endpoint, how: str) -> None:
    embedder = OpenAIEmbedder("small", base_url=endpoint.url)
    assert embedder.dimensions == 3
    endpoint.how = how
    with pytest.raises(IndexingError, match="openai:small"):
        embedder.embed(["a", "b"])


def test_an_endpoint_that_is_away_is_told() -> None:
    embedder = OpenAIEmbedder("small", base_url="http://127.0.0.1:9/v1", timeout=2)
    with pytest.raises(IndexingError, match="CHATREC_EMBEDDER_URL"):
        embedder.embed(["a"])


def test_an_index_is_built_and_searched_through_it(endpoint: Endpoint) -> None:
    index = ItemIndex.open(None, "films", open_embedder("openai:small", base_url=endpoint.url))
    index.sync(films(20))
    assert len(index.search("film", 5)) == 5
    sent = len(endpoint.requests)
    index.search("film", 5)
    assert len(endpoint.requests) == sent
    index.close()
