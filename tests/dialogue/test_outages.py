"""Turns while the vector store or the embedder is away: words alone are used, and the trace says so."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from chatrec import Chatbot, Reply, Settings, breaker
from chatrec.chat import Chat
from chatrec.dialogue.timing import outages
from chatrec.errors import IndexingError
from tests.retrieval.embedders.embeddings_endpoint import serving_embeddings
from tests.retrieval.index.chroma_server import (
    Manner,
    Proxy,
    free_port,
    misbehaving,
    running,
    start,
)

WISH = "something about chess"
LONG = 30.0
"""Seconds: half of what a turn waited for a frozen server before it failed."""


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(breaker, "COOL_DOWN", 0.5)


def store_outage(reply: Reply) -> str:
    """Return why the store was left out of the search of a reply; empty where it was not."""
    told = outages(*(step for step in reply.trace.steps if step.name == "retrieve"))
    assert all(one.source == "vector store" for one in told)
    return told[0].reason if told else ""


def found_again(chat: Chat) -> bool:
    """Go on with a conversation until the store is asked again."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if not store_outage(chat.say("more")):
            return True
        time.sleep(0.2)
    return False


@pytest.mark.slow
def test_a_conversation_goes_on_while_its_server_is_stopped_killed_and_started_again(
    tmp_path: Path,
) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    process = start(tmp_path / "server", port)
    settings = Settings(home=tmp_path / "home", chroma_url=url)
    try:
        with Chatbot.open("movies", settings=settings) as bot:
            chat = bot.session()
            assert not store_outage(chat.say(WISH))
            process.send_signal(signal.SIGSTOP)
            began = time.monotonic()
            frozen = chat.say("more")
            assert time.monotonic() - began < LONG
            assert frozen.picks
            assert store_outage(frozen) == "timeout"
            process.send_signal(signal.SIGCONT)
            assert found_again(chat)
            process.kill()
            process.wait()
            gone = chat.say("more")
            assert gone.picks
            assert store_outage(gone) == "failed"
            assert (
                url not in gone.model_dump_json() and str(port) not in gone.trace.model_dump_json()
            )
            with pytest.raises(IndexingError, match="no Chroma server answers"):
                Chatbot.open("movies", settings=settings)
            process = start(tmp_path / "server", port)
            assert found_again(chat)
    finally:
        process.kill()
        process.wait()


@pytest.mark.slow
def test_with_the_breaker_open_a_turn_is_as_fast_as_with_a_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(breaker, "COOL_DOWN", 600.0)
    with (
        running(tmp_path / "server") as (url, process),
        Chatbot.open("movies", settings=Settings(home=tmp_path / "home", chroma_url=url)) as bot,
    ):
        process.send_signal(signal.SIGSTOP)
        waited, reasons = [], []
        for _ in range(breaker.FAILURES + 5):
            began = time.monotonic()
            reasons.append(store_outage(bot.session().say(WISH)))
            waited.append(time.monotonic() - began)
    assert reasons == ["timeout"] * breaker.FAILURES + ["paused"] * 5
    assert min(waited[: breaker.FAILURES]) > 2 * min(waited[breaker.FAILURES :])


@pytest.fixture
def by_endpoint(tmp_path: Path) -> Iterator[tuple[Chatbot, Proxy]]:
    with (
        serving_embeddings() as endpoint,
        misbehaving(endpoint.url.removesuffix("/v1")) as proxy,
        Chatbot.open(
            "movies",
            settings=Settings(
                home=tmp_path / "home", embedder="openai:small", embedder_url=f"{proxy.url}/v1"
            ),
        ) as bot,
    ):
        yield bot, proxy


@pytest.mark.parametrize("manner", ["silent", "fails", "drips its body"])
def test_a_message_is_read_and_answered_by_words_while_the_embedder_is_away(
    by_endpoint: tuple[Chatbot, Proxy], manner: Manner
) -> None:
    bot, proxy = by_endpoint
    assert outages(*bot.session().say(WISH).trace.steps) == ()
    proxy.manner = manner
    began = time.monotonic()
    reply = bot.session().say("a funny film about a wedding under 2 hours")
    assert time.monotonic() - began < LONG
    assert reply.picks
    told = {step.name: outages(step) for step in reply.trace.steps if outages(step)}
    assert set(told) == {"understand", "retrieve"}
    assert {one.source for (one,) in told.values()} == {"embedder"}
    proxy.manner = "well"


def test_no_turn_of_several_threads_fails_while_the_store_is_lost(tmp_path: Path) -> None:
    with Chatbot.open("movies", settings=Settings(home=tmp_path / "home")) as bot:
        for path in (tmp_path / "home").rglob("chroma.sqlite3*"):
            path.write_bytes(b"no database" * 1000)
        with ThreadPoolExecutor(8) as threads:
            replies = list(threads.map(lambda _: bot.session().say(WISH), range(24)))
    assert all(reply.picks for reply in replies)
    reasons = {store_outage(reply) for reply in replies}
    assert "failed" in reasons and reasons <= {"failed", "paused"}
