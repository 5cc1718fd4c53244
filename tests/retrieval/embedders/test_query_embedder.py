from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from chatrec.breaker import FAILURES
from chatrec.errors import Unavailable
from chatrec.outage import Outage
from chatrec.retrieval.embedders.openai import OpenAIEmbedder
from chatrec.retrieval.embedders.query_embedder import QueryEmbedder
from tests.retrieval.embedders.embeddings_endpoint import serving_embeddings
from tests.retrieval.index.chroma_server import Manner, Proxy, free_port, misbehaving

LIMIT = 2.0
LONG = 20.0
"""Seconds: far more than the limit, and far less than the minute that indexing waits for an answer."""


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    with serving_embeddings() as endpoint, misbehaving(endpoint.url.removesuffix("/v1")) as before:
        yield before


def outage_of(queries: QueryEmbedder) -> Outage:
    with pytest.raises(Unavailable) as away:
        queries.embed(["a film"])
    return away.value.outage


@pytest.mark.parametrize("manner", ["silent", "drips headers", "drips its body", "fails"])
def test_an_endpoint_that_misbehaves_costs_no_more_than_the_limit_and_is_found_again(
    proxy: Proxy, manner: Manner
) -> None:
    queries = QueryEmbedder(OpenAIEmbedder("small", base_url=f"{proxy.url}/v1"), seconds=LIMIT)
    assert queries.embed(["a film"]).shape == (1, 3)
    proxy.manner = manner
    began = time.monotonic()
    assert outage_of(queries).source == "embedder"
    assert time.monotonic() - began < LONG
    proxy.manner = "well"
    assert queries.embed(["a film"]).shape == (1, 3)


def test_an_endpoint_that_is_gone_is_left_alone_after_some_failures() -> None:
    embedder = OpenAIEmbedder("small", base_url=f"http://127.0.0.1:{free_port()}/v1")
    queries = QueryEmbedder(embedder, seconds=0.2)
    reasons = [outage_of(queries).reason for _ in range(FAILURES + 1)]
    assert reasons[-1] == "paused"
    assert "paused" not in reasons[:-1]
