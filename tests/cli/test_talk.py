from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console
from rich.theme import Theme

from chatrec.catalog.catalog import Catalog
from chatrec.chatbot import Chatbot
from chatrec.cli.screen import STYLES
from chatrec.cli.talk import Talk
from chatrec.settings import Settings


@pytest.fixture(scope="module")
def bot(films: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chatbot]:
    with Chatbot.open(films, settings=Settings(home=tmp_path_factory.mktemp("home"))) as opened:
        yield opened


@pytest.fixture
def talk(bot: Chatbot) -> Talk:
    console = Console(file=io.StringIO(), width=80, theme=Theme(STYLES), markup=False)
    return Talk(bot, console, user=None)


def said(talk: Talk, *lines: str) -> str:
    """Take lines one after another and return what the screen shows since then."""
    out = talk.console.file
    assert isinstance(out, io.StringIO)
    start = len(out.getvalue())
    for line in lines:
        talk.take(line)
    return out.getvalue()[start:]


def test_a_message_is_answered_and_what_was_understood_is_shown(talk: Talk) -> None:
    shown = said(talk, "a comedy")
    assert "Night Train North" in shown
    assert "understood  You want: Comedy." in shown


def test_state_lists_entries_with_the_words_they_were_read_from(talk: Talk) -> None:
    shown = said(talk, "a comedy under 90 minutes", "/state")
    assert "comedy" in shown
    assert '"under 90 minutes"' in shown


def test_an_entry_can_be_removed_by_its_number(talk: Talk) -> None:
    said(talk, "a comedy under 90 minutes", "/remove 1")
    assert [entry.facet for entry in talk.chat.preferences.entries] == ["minutes"]


def test_an_entry_can_be_corrected_and_made_a_wish(talk: Talk) -> None:
    said(talk, "under 90 minutes", "/edit 1 < 120", "/must 1")
    entry = talk.chat.preferences.entries[0]
    assert entry.value == 120.0
    assert entry.strength == "prefer"
    assert entry.source.origin == "edited"


def test_undo_takes_back_edits_and_messages_in_turn(talk: Talk) -> None:
    said(talk, "a comedy", "under 90 minutes", "/remove 1")
    assert len(talk.chat.preferences.entries) == 1
    said(talk, "/undo")
    assert len(talk.chat.preferences.entries) == 2
    said(talk, "/undo", "/undo")
    assert talk.chat.preferences.entries == ()
    assert "nothing to undo" in said(talk, "/undo")


def test_a_number_stands_for_the_pick_that_is_shown(talk: Talk) -> None:
    shown = said(talk, "a drama", "1")
    assert "Tell me about" in shown


def test_why_shows_what_is_met_and_the_parts_of_the_score(talk: Talk) -> None:
    shown = said(talk, "a comedy", "/why 1")
    assert "meets 100% of what you asked for" in shown
    assert '"comedy"' in shown
    assert "ranked by" in shown


def test_a_command_is_told_from_a_message_and_may_be_shortened(talk: Talk) -> None:
    assert "/export [FILE]" in said(talk, "/he")
    assert "no command '/frobnicate'" in said(talk, "/frobnicate")
    assert talk.chat.turns == []


@pytest.mark.parametrize("line", ["/remove", "/remove 9", "/edit 1", "/edit x y", "/must -1", "/"])
def test_a_wrong_argument_is_one_sentence_and_changes_nothing(talk: Talk, line: str) -> None:
    said(talk, "a comedy")
    before = talk.chat.preferences
    assert said(talk, line).strip()
    assert talk.chat.preferences == before


def test_export_writes_what_is_kept_and_never_over_a_file(talk: Talk, tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    said(talk, "a comedy", f"/export {path}")
    assert "a comedy" in json.dumps(json.loads(path.read_text(encoding="utf-8")))
    assert "File exists" in said(talk, f"/export {path}")


def test_forget_deletes_the_chat_and_begins_a_new_one(talk: Talk) -> None:
    said(talk, "a comedy")
    old = talk.chat.id
    said(talk, "/forget")
    assert talk.chat.id != old
    assert talk.bot.store.load(old) is None


def test_a_chat_goes_on_under_its_name(talk: Talk) -> None:
    said(talk, "a comedy")
    again = Talk(talk.bot, talk.console, session=talk.chat.id)
    assert again.chat.preferences == talk.chat.preferences


def test_changing_the_catalogue_ends_this_talk(talk: Talk) -> None:
    said(talk, "/catalog electronics")
    assert talk.over
    assert talk.leave_for == "electronics"
