"""Explaining what somebody else recommended: from the record and the state, and checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from chatrec import Catalog, Chatbot, Settings
from chatrec.errors import UnknownItem
from chatrec.tasks import explain_item
from tests.brains.llm.scripted import by_task, opened
from tests.llm.loopback import failing


def test_what_speaks_for_and_against_an_item_is_told_and_the_chat_stays(
    films: Catalog, tmp_path: Path
) -> None:
    with Chatbot.open(films, settings=Settings(home=tmp_path)) as bot:
        chat = bot.session("s")
        chat.say("a comedy under 90 minutes")
        before = chat.conversation
        long = next(
            one
            for one in bot.catalog.items
            if "Comedy" in (one.fact("genres") or ()) and float(one.fact("minutes") or 0) > 90
        )
        found = explain_item(bot, chat, long.id)
        assert chat.conversation == before
    assert [one.facet for one in found.because if one.preference] == ["genres"]
    assert [one.facet for one in found.caveats] == ["minutes"]
    assert f"{float(long.fact('minutes') or 0):g} minutes" in found.text
    assert found.match < 1.0


def test_an_unknown_item_is_a_clear_error(films: Catalog, tmp_path: Path) -> None:
    with Chatbot.open(films, settings=Settings(home=tmp_path)) as bot, pytest.raises(UnknownItem):
        explain_item(bot, bot.session(), "gone")


def test_a_model_chooses_which_facts_are_told_and_only_those_of_the_record(
    films: Catalog, tmp_path: Path
) -> None:
    said = {
        "tell": [{"key": "c01", "cite": ["director", "budget"], "caveat": ""}],
        "opening": "Fine.",
    }
    with opened(films, tmp_path, by_task(compose=said)) as (bot, _):
        item = next(one for one in bot.catalog.items if one.fact("director"))
        found = explain_item(bot, bot.session(), item.id)
    assert str(item.fact("director")) in found.text
    assert [one.kind for one in found.record.fallbacks] == ["unfounded"]
    assert len(found.record.calls) == 1


def test_a_model_that_is_away_changes_nothing_but_the_record(
    films: Catalog, tmp_path: Path
) -> None:
    with Chatbot.open(films, settings=Settings(home=tmp_path / "rules")) as bot:
        plain = explain_item(bot, bot.session(), "f1").text
    with opened(films, tmp_path / "model", by_task(compose=failing(503))) as (bot, _):
        found = explain_item(bot, bot.session(), "f1")
    assert found.text == plain
    assert [one.kind for one in found.record.fallbacks] == ["server_error"]
