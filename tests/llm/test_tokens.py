from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import tiktoken
import tiktoken.registry
from hypothesis import given
from hypothesis import strategies as st

from chatrec.llm import tokens
from chatrec.llm.prompts.prompt import Message
from chatrec.llm.tokens import PER_CHAT, PER_MESSAGE, Count, Part, count, fit

OPENAI = ["gpt-6-luna", "openai:gpt-6.1-sol", "gpt-4o", "o3", "ft:gpt-4o-mini:us::1", "gpt-oss-20b"]
TINY = tiktoken.Encoding(
    "o200k_base",
    pat_str=r"\w+|\s|[^\w\s]",
    mergeable_ranks={bytes([byte]): byte for byte in range(256)} | {b"fi": 256, b"lm": 257},
    special_tokens={"<|endoftext|>": 300},
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of tiktoken's files, empty; nothing of other tests is remembered."""
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    tokens._load.cache_clear()
    yield tmp_path
    tokens._load.cache_clear()


@pytest.fixture
def ranks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A whole file of ranks, tiny, as the one of o200k_base."""
    path = folder / tokens.rank_file("o200k_base")
    path.write_bytes(b"ranks")
    digests = {"o200k_base": hashlib.sha256(b"ranks").hexdigest()}
    monkeypatch.setattr(tokens, "_DIGESTS", digests)
    monkeypatch.setitem(tiktoken.registry.ENCODINGS, "o200k_base", TINY)
    return path


@pytest.mark.parametrize("model", OPENAI)
def test_tiktoken_counts_where_its_file_is_at_hand(ranks: Path, model: str) -> None:
    assert count("film film", model) == Count(5, estimated=False)


@pytest.mark.parametrize("model", ["llama3:8b", "qwen2.5-7b-instruct", "gpt2", "gpt-neo", "", "🙂"])
def test_other_models_are_estimated(ranks: Path, model: str) -> None:
    assert count("film film", model).estimated


def test_special_tokens_in_a_text_are_text(ranks: Path) -> None:
    assert count("<|endoftext|>", "gpt-6-luna") == Count(13, estimated=False)


@pytest.mark.parametrize("model", OPENAI)
def test_without_its_file_nothing_is_fetched_and_the_count_is_an_estimate(
    monkeypatch: pytest.MonkeyPatch, model: str
) -> None:
    monkeypatch.setattr(tiktoken, "get_encoding", _not_to_be_called)
    assert count("film film", model) == Count(2, estimated=True)


def test_a_damaged_file_is_neither_used_nor_deleted(
    ranks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ranks.write_bytes(b"rank")
    monkeypatch.setattr(tiktoken, "get_encoding", _not_to_be_called)
    assert count("film", "gpt-4o").estimated
    assert ranks.read_bytes() == b"rank"


def test_a_folder_that_is_switched_off_holds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", "")
    assert count("film", "gpt-4o").estimated


def test_the_files_are_those_that_this_tiktoken_would_fetch(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from tiktoken_ext import openai_public

    asked: dict[str, str] = {}

    def note(url: str, expected_hash: str) -> dict[bytes, int]:
        asked[hashlib.sha1(url.encode()).hexdigest()] = expected_hash
        return {}

    monkeypatch.setattr(openai_public, "load_tiktoken_bpe", note)
    for name in tokens._DIGESTS:
        openai_public.ENCODING_CONSTRUCTORS[name]()
    assert asked == {tokens.rank_file(name): digest for name, digest in tokens._DIGESTS.items()}


def test_messages_take_more_than_their_texts(ranks: Path) -> None:
    chat = [Message("system", "film"), Message("user", "film")]
    assert count(chat, "gpt-6-luna") == Count(4 + 2 * PER_MESSAGE + PER_CHAT, estimated=False)
    assert count([], "llama3") == Count(PER_CHAT, estimated=True)


@given(st.text(alphabet=st.characters(), max_size=300))
def test_no_text_makes_a_count_fail(text: str) -> None:
    assert count(text, "gpt-6-luna").tokens >= bool(text)


def test_a_text_beyond_any_prompt_is_estimated(ranks: Path) -> None:
    assert count("film " * 30_000, "gpt-6-luna").estimated


def test_what_fits_stays_whole() -> None:
    parts = [Part("history", ["a", "b"], drop="first"), Part("candidates", ["c", "d"])]
    fitted = fit(parts, 4, "llama3")
    assert fitted.fits
    assert fitted.dropped == {}
    assert ["a", "b"][fitted.kept["history"]] == ["a", "b"]
    assert fitted.count == Count(4, estimated=True)


def test_parts_are_given_up_in_their_order_and_from_their_end() -> None:
    history, candidates = ["one", "two", "three"], ["ca", "cb", "cc", "cd"]
    parts = [Part("history", history, drop="first", least=1), Part("candidates", candidates)]
    fitted = fit(parts, 14, "llama3", fixed=10)
    assert history[fitted.kept["history"]] == ["three"]
    assert candidates[fitted.kept["candidates"]] == ["ca", "cb", "cc"]
    assert fitted.dropped == {"history": 2, "candidates": 1}
    assert fitted.count.tokens == 14
    assert fitted.fits


def test_only_as_much_is_dropped_as_is_needed() -> None:
    parts = [Part("history", ["one", "two", "three"], drop="first"), Part("shots", ["x"])]
    assert fit(parts, 3, "llama3").dropped == {"history": 1}


def test_what_cannot_fit_is_said() -> None:
    fitted = fit([Part("candidates", ["a", "b"], least=1)], 5, "llama3", fixed=5)
    assert not fitted.fits
    assert fitted.count.tokens == 6
    assert fitted.dropped == {"candidates": 1}


def test_a_dropped_message_takes_its_bounds_along(ranks: Path) -> None:
    chat = [Message("user", "film"), Message("assistant", "film")]
    fitted = fit([Part("history", chat, drop="first")], 2 + PER_MESSAGE, "gpt-6-luna")
    assert chat[fitted.kept["history"]] == chat[1:]
    assert fitted.count == Count(2 + PER_MESSAGE, estimated=False)


def _not_to_be_called(name: str) -> tiktoken.Encoding:
    raise AssertionError(f"tiktoken was asked for {name}")
