from __future__ import annotations

import importlib.util

import pytest

from chatrec.errors import MissingExtra, SettingsError
from chatrec.retrieval.embedders import EMBEDDERS, open_embedder


def test_the_default_is_the_static_one() -> None:
    assert open_embedder().name.startswith("static:")
    assert open_embedder(" static ").dimensions == 256


@pytest.mark.parametrize(
    "spec", ["", "word2vec", "openai", "openai:", "static:other", "sentence-transformers:"]
)
def test_an_unknown_embedder_lists_what_there_is(spec: str) -> None:
    with pytest.raises(SettingsError) as refused:
        open_embedder(spec)
    assert repr(spec) in str(refused.value)
    assert all(form in str(refused.value) for form in EMBEDDERS)


def test_openai_without_key_and_endpoint_is_refused() -> None:
    with pytest.raises(SettingsError, match="OPENAI_API_KEY"):
        open_embedder("openai:text-embedding-3-small")


@pytest.mark.skipif(
    importlib.util.find_spec("sentence_transformers") is not None, reason="the extra is installed"
)
def test_a_missing_extra_says_how_to_install_it() -> None:
    with pytest.raises(MissingExtra, match=r"pip install 'chatrec\[sentence-transformers\]'"):
        open_embedder("sentence-transformers:all-mpnet-base-v2")
