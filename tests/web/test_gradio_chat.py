from __future__ import annotations

import asyncio
import re
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import gradio as gr
import httpx
import pytest
import uvicorn
from gradio.components.chatbot import ChatbotDataMessages
from hypothesis import given
from hypothesis import strategies as st

from chatrec.catalog.catalog import Catalog
from chatrec.chat import Chat
from chatrec.chatbot import Chatbot
from chatrec.dialogue.reply import Progress
from chatrec.errors import SettingsError, StoreError
from chatrec.settings import Settings
from chatrec.web.gradio_chat import MOST_TURNS, answers, gradio_chat
from chatrec.web.gradio_serving import build, serve
from chatrec.web.gradio_serving.gradio_app import mount
from chatrec.web.gradio_text import escape, keep_to_text, unescape
from chatrec.web.listening import server_config

from .gradio_visitor import GradioVisitor

T = TypeVar("T")
META = {"_type": "gradio.FileData"}


@pytest.fixture(scope="module")
def bot(films: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chatbot]:
    settings = Settings(home=tmp_path_factory.mktemp("gradio") / "home")
    with Chatbot.open(films, settings=settings) as opened:
        yield opened


def made(make: Callable[[], T]) -> T:
    """Make something of Gradio's in an event loop; without one it makes one that nobody closes."""

    async def run() -> T:
        return make()

    return asyncio.run(run())


@pytest.fixture(scope="module")
def address(bot: Chatbot) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        settings = Settings()
        server = uvicorn.Server(server_config(made(lambda: build(bot, settings)), settings))
        running = threading.Thread(
            target=lambda: asyncio.run(server.serve(sockets=[listening])), daemon=True
        )
        running.start()
        deadline = time.monotonic() + 60
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        running.join(30)


@pytest.fixture
def visitor(address: str) -> Iterator[GradioVisitor]:
    opened = GradioVisitor(address)
    yield opened
    opened.close()


def test_a_message_is_answered_with_picks_reasons_and_what_was_understood(
    visitor: GradioVisitor,
) -> None:
    answer = visitor.say("a comedy under 100 minutes")
    assert "Night Train North (1998): It runs 94 minutes" in answer
    assert "Understood: You want: Comedy, under 100 minutes." in answer


def test_no_wish_is_lost_between_turns(visitor: GradioVisitor) -> None:
    visitor.say("a comedy")
    assert "Comedy, on Netflix" in visitor.say("on Netflix")
    assert "Comedy, on Netflix, under 90 minutes" in visitor.say("under 90 minutes")


def test_the_answers_that_a_question_takes_are_offered_as_options(visitor: GradioVisitor) -> None:
    visitor.write("a film")
    options = visitor.conversation()[-1]["options"]
    assert all(set(one) == {"label", "value"} for one in options)
    assert any(one["label"] == "Just show me" for one in options)


def test_what_is_being_done_is_told_before_the_text_comes(bot: Chatbot) -> None:
    shown = told(bot, "a comedy under 100 minutes")
    assert isinstance(shown[0], str)
    assert "Night Train" not in shown[0]
    assert "Night Train" in shown[-1].content
    grown = [one for one in shown if isinstance(one, str) and "Night Train" in one]
    assert all(shown[-1].content.startswith(one.strip()) for one in grown)


def told(bot: Chatbot, message: str, *, said: int = 0, chat: str = "chat") -> list[Any]:
    """Return all that is shown of the answer to a message after some others."""

    async def collect() -> list[Any]:
        return [one async for one in answers(bot)(message, [{"role": "user"}] * said, chat)]

    return asyncio.run(collect())


def test_a_retry_is_the_same_message_and_not_another_one(bot: Chatbot) -> None:
    first = told(bot, "a comedy", chat="retried")
    again = told(bot, "a comedy", chat="retried")
    assert again[-1].content == first[-1].content
    assert len(bot.session("retried").turns) == 1
    told(bot, "a comedy", said=1, chat="retried")
    assert len(bot.session("retried").turns) == 2


def test_the_button_for_a_retry_gives_the_answer_again(
    visitor: GradioVisitor, bot: Chatbot
) -> None:
    before = len(bot.store.sessions())
    first = visitor.say("a drama under two and a half hours")
    assert visitor.retry() == first
    assert len(bot.store.sessions()) == before + 1


def test_a_fault_is_told_in_words_and_nothing_is_lost(
    bot: Chatbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(bot, "a comedy", chat="failing")

    def failing(*_: object, **__: object) -> None:
        raise StoreError("the disk is full; free some space")

    with monkeypatch.context() as patched:
        patched.setattr(type(bot.store), "turn", failing)
        shown = told(bot, "on Netflix", said=1, chat="failing")[-1]
    assert "nothing you said before is lost. Something went wrong on the server" in shown
    assert "Comedy, on Netflix" in told(bot, "on Netflix", said=1, chat="failing")[-1].content


def test_one_chat_is_answered_one_message_at_a_time(bot: Chatbot) -> None:
    function = answers(bot)

    async def both() -> tuple[Any, list[Any]]:
        first = function("a comedy", [], "hasty")
        begun = await anext(first)
        second = [one async for one in function("a drama", [], "hasty")]
        rest = [one async for one in first]
        return begun, [second, rest]

    _, (second, rest) = asyncio.run(both())
    assert second == ["Your last message is still being answered. Send this one again after that."]
    assert "Comedy" in rest[-1].content
    assert "drama" in told(bot, "a drama", said=1, chat="hasty")[-1].content.lower()


def test_a_stopped_answer_leaves_the_chat_free_for_the_next_message(bot: Chatbot) -> None:
    function = answers(bot)

    async def stopped_then_asked() -> list[Any]:
        stream: AsyncIterator[Any] = function("a comedy", [], "stopped")
        await anext(stream)
        await stream.aclose()  # type: ignore[attr-defined]  # a generator
        return [one async for one in function("a drama", [], "stopped")]

    assert "drama" in asyncio.run(stopped_then_asked())[-1].content.lower()


def test_a_stopped_answer_has_given_up_its_turn_once_it_is_stopped(
    bot: Chatbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_up = []

    async def endless(*_: object, **__: object) -> AsyncIterator[Progress]:
        try:
            while True:
                yield Progress(step="search", text="Searching")
        finally:
            await asyncio.sleep(0)
            given_up.append(True)

    async def stop() -> None:
        stream = answers(bot)("a comedy", [], "given up")
        await anext(stream)
        await stream.aclose()
        assert given_up == [True]

    monkeypatch.setattr(Chat, "stream", endless)
    asyncio.run(stop())


def test_a_chat_that_is_full_says_so(bot: Chatbot) -> None:
    (shown,) = told(bot, "a comedy", said=MOST_TURNS, chat="full")
    assert f"{MOST_TURNS} messages" in shown
    assert bot.session("full").turns == []


def test_two_visits_are_two_chats(address: str) -> None:
    one, other = GradioVisitor(address), GradioVisitor(address)
    one.say("a comedy")
    assert "Comedy" not in other.say("on Netflix").partition("Understood")[2]
    one.close()
    other.close()


def test_taking_the_conversation_away_begins_a_new_chat(visitor: GradioVisitor) -> None:
    visitor.say("a comedy")
    renew = [one for one in visitor.functions if any(at[1] == "clear" for at in one["targets"])]
    for one in renew:
        visitor.run(one["id"], [[] for _ in one["inputs"]]).raise_for_status()
    assert "Comedy" not in visitor.say("on Netflix").partition("Understood")[2]


@given(st.text() | st.text(alphabet="&<>;#ltamp\"' x1"))
def test_a_text_is_shown_as_it_is_and_comes_back_as_it_was(text: str) -> None:
    assert unescape(escape(text)) == text
    assert "<" not in escape(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<img src=x>", "&lt;img src=x>"),
        ("Tom & Jerry", "Tom & Jerry"),
        ("&lt;b&gt;", "&amp;lt;b&amp;gt;"),
        ("&#60;", "&amp;#60;"),
        ("R&B", "R&amp;B"),
    ],
)
def test_only_what_html_would_read_is_escaped(text: str, shown: str) -> None:
    assert escape(text) == shown


@pytest.mark.parametrize(
    "content",
    [
        {"path": "/etc/passwd"},
        {"type": "file", "file": {"path": "/etc/passwd"}},
        {
            "type": "component",
            "component": "html",
            "value": "x",
            "constructor_args": {},
            "props": {},
        },
    ],
)
def test_what_is_not_text_is_refused_by_the_component_itself(content: dict[str, Any]) -> None:
    chatbot = made(lambda: keep_to_text(gr.Chatbot()))
    with pytest.raises(gr.Error, match="text alone"):
        chatbot.postprocess([{"role": "user", "content": content}])
    if "path" not in content:
        payload = ChatbotDataMessages(root=[{"role": "user", "content": [content]}])
        with pytest.raises(gr.Error, match="text alone"):
            chatbot.preprocess(payload)


def test_behind_the_gate_gradio_checks_paths_as_well(
    bot: Chatbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies, secret = tmp_path / "copies", tmp_path / "secret.txt"
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(copies))
    secret.write_text("tangerine")
    blocks = made(lambda: gradio_chat(bot))
    transport = httpx.ASGITransport(app=made(lambda: mount(blocks)), raise_app_exceptions=False)
    save = next(
        key
        for key, one in blocks.fns.items()
        if any(target[1] == "submit" for target in one.targets)
    )
    call = {"data": [{"path": str(secret), "meta": META}], "fn_index": save, "session_hash": "a"}

    async def attack() -> int:
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return (await client.post("/gradio_api/run/predict", json=call)).status_code

    assert asyncio.run(attack()) == 500
    assert [one for one in copies.rglob("*") if one.is_file()] == []


@pytest.mark.parametrize(
    ("named", "status"),
    [
        ("localhost", 200),
        ("box.example:80", 200),
        ("shop.example", 200),
        ("10.0.0.7", 421),
        ("evil.example", 421),
    ],
)
def test_only_hosts_that_are_ours_are_answered_for(bot: Chatbot, named: str, status: int) -> None:
    settings = Settings(host="box.example", hosts=("shop.example",))
    transport = httpx.ASGITransport(app=made(lambda: build(bot, settings)))

    async def ask() -> int:
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return (await client.get("/favicon.ico", headers={"host": named})).status_code

    assert asyncio.run(ask()) == status


def test_gradio_remembers_a_bounded_number_of_visits(bot: Chatbot) -> None:
    blocks = made(lambda: gradio_chat(bot))
    made(lambda: mount(blocks))
    for number in range(520):
        blocks.state_holder[f"visit{number}"]
    assert len(blocks.state_holder.session_data) <= 501


def test_the_page_names_no_address_elsewhere_that_a_browser_would_load(address: str) -> None:
    page = httpx.get(address, trust_env=False).text
    loaded = re.findall(r"<(?:script|link|img|iframe)[^>]*(?:src|href)=\"(https?:[^\"]*)", page)
    assert [one for one in loaded if not one.startswith(address)] == []


def test_a_catalogue_is_named_and_counted_as_text(tmp_path: Path, films: Catalog) -> None:
    odd = Catalog(
        "films <b>x</b> [l](http://leak.example)",
        films.items,
        films.schema,
        noun="film",
        nouns="films",
    )
    with Chatbot.open(odd, settings=Settings(home=tmp_path / "home")) as opened:
        blocks = made(lambda: gradio_chat(opened))
    heading = next(one for one in blocks.blocks.values() if isinstance(one, gr.Markdown))
    assert r"6 films\, from the catalogue “films \<b\>x\<\/b\> \[l\]\(http\:" in heading.value


def test_a_port_in_use_is_told_before_anything_is_opened(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = Settings(home=tmp_path / "home", port=taken.getsockname()[1])
        with pytest.raises(SettingsError, match=rf"port {settings.port}.*CHATREC_PORT"):
            serve(settings)
    assert not (tmp_path / "home").exists()
