from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from chatrec.errors import IndexingError
from chatrec.retrieval.embedders import open_embedder
from chatrec.retrieval.embedders.openai import BATCH, OpenAIEmbedder
from chatrec.retrieval.index.item_index import ItemIndex
from tests.retrieval.embedders.embeddings_endpoint import Endpoint, serving_embeddings
from tests.retrieval.index.index_parts import films


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with serving_embeddings() as server:
        yield server


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
