"""What is given out of a chat is valid UTF-8 and JSON, whatever was said, edited or kept by an earlier version."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec import Catalog, Chatbot, Settings
from chatrec.catalog.items import Item
from chatrec.dialogue.conversation import Conversation
from chatrec.dialogue.preferences import Source
from chatrec.errors import CatalogError
from chatrec.llm.prompts.library import PromptLibrary, prompt_folders
from chatrec.training.examples import collect_examples
from chatrec.training.formats import lines_of
from chatrec.web.exports import as_markdown

ODD = "\ud800 \x00\x1b\x7f\u2028 \udfff"


@pytest.fixture(scope="module")
def bot(films: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chatbot]:
    """Films of which one has half a character in its title, as only a program can make it."""
    odd = Item("odd", f"Odd {ODD}", f"A comedy {ODD}", {"genres": ("Comedy", ODD), "minutes": 99})
    catalog = replace(films, items=(*films.items, odd))
    home: Path = tmp_path_factory.mktemp("exports")
    with Chatbot.open(catalog, settings=Settings(home=home)) as opened:
        yield opened


@pytest.mark.parametrize("number", [math.inf, -math.inf, math.nan])
def test_no_item_has_an_infinite_number(bot: Chatbot, number: float) -> None:
    with pytest.raises(CatalogError, match="'odd' has 'minutes'"):
        replace(bot.catalog["odd"], attributes={"minutes": number})
    row = {"id": "odd", "title": "Odd", "minutes": number}
    assert bot.catalog.with_items([row])["odd"].fact("minutes") is None


def read_strictly(text: str) -> object:
    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    return json.loads(text.encode().decode(), parse_constant=refuse)


def check_exports(bot: Chatbot, session: str, user: str) -> None:
    for held in (bot.store.export_session(session), bot.store.export(user)):
        read_strictly(json.dumps(held, ensure_ascii=False, allow_nan=False))
    as_markdown(f"title {ODD}", bot.store.turns(session)).encode()


@given(st.text(st.characters(codec=None, categories=None)))
def test_whatever_is_said_is_exported(bot: Chatbot, message: str) -> None:
    chat = bot.session(user="jo")
    chat.say(message)
    check_exports(bot, chat.id, "jo")
    bot.store.delete(chat.id)


def test_half_a_character_in_a_message_is_replaced_before_it_is_kept(bot: Chatbot) -> None:
    chat = bot.session("halves", user="ann")
    chat.say("a comedy \ud800 or \ud83d\ude00")
    assert chat.turns[0].message == "a comedy \ufffd or \ufffd\ufffd"


@pytest.mark.parametrize("amount", ["9" * 400, "5" + " million" * 80, "a" + " trillion" * 60])
def test_a_number_beyond_all_bounds_is_no_wish(bot: Chatbot, amount: str) -> None:
    chat = bot.session(user="big")
    chat.say(f"a comedy shorter than {amount} minutes")
    assert not any(
        isinstance(one.value, float) and math.isinf(one.value) for one in chat.preferences.entries
    )
    check_exports(bot, chat.id, "big")


def test_what_an_earlier_version_kept_is_exported(bot: Chatbot) -> None:
    def kept(stored: Conversation | None) -> Conversation:
        assert stored is not None
        state = stored.preferences.adding(
            "minutes", "between", (0.0, math.inf), scope="user", source=Source(quote=ODD)
        )
        return stored.model_copy(update={"preferences": state, "profile": {"age": math.nan}})

    chat = bot.session("old", user=f"old {ODD}")
    chat.consent(True)
    chat.say("a comedy")
    bot.store.edit("old", kept)
    bot.store.rename("old", ODD)
    chat.note("odd", "accepted")
    check_exports(bot, "old", f"old {ODD}")


def test_training_data_are_json_lines(bot: Chatbot) -> None:
    chat = bot.session("taught", user="teacher")
    chat.consent(True)
    reply = chat.say("a comedy")
    assert "odd" in [pick.item.id for pick in reply.picks]
    chat.note("odd", "accepted")
    chat.say("thanks")
    prompt = PromptLibrary.read(prompt_folders(None)).get("recommend", "direct")
    lines = lines_of(collect_examples(bot, prompt), "chat")
    assert lines
    for line in lines:
        answer = read_strictly(line)
        assert isinstance(answer, dict)
        read_strictly(answer["messages"][-1]["content"])
