"""However a session store is damaged, each call does its work or raises a StoreError, and the other chats work."""

from __future__ import annotations

import contextlib
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from chatrec.cli import main
from chatrec.dialogue.conversation import Conversation
from chatrec.dialogue.preferences import Preferences
from chatrec.dialogue.reply import Trace
from chatrec.dialogue.sessions.store import SessionStore
from chatrec.errors import StoreError
from chatrec.llm.calls import Call
from tests.dialogue.sessions.store_turns import reply_to, say

CALL = Call(
    task="recommend", prompt="p", model="m", cost=1.0, prompt_tokens=1, completion_tokens=1,
    cached_tokens=0, ms=1.0,
)  # fmt: skip
LASTING = Preferences().adding("genre", "contains", "war", scope="user")
CALLS: dict[str, Callable[[SessionStore], object]] = {
    "list": lambda store: store.sessions(),
    "list of a user": lambda store: store.sessions("u"),
    "load": lambda store: store.load("s"),
    "turns": lambda store: store.turns("s"),
    "export": lambda store: store.export("u"),
    "export of a session": lambda store: store.export_session("s"),
    "answer": lambda store: say(store, "s", "another", user="u"),
    "answer again": lambda store: say(store, "s", "m1", user="u"),
    "answer in a new session": lambda store: say(store, "new", "m", user="u"),
    "edit": lambda store: store.edit("s", lambda old: old or Conversation(session_id="s")),
    "rename": lambda store: store.rename("s", "title"),
    "consent": lambda store: store.consent("u"),
    "recall": lambda store: store.recall("u", catalog="films"),
    "remember": lambda store: store.remember("u", LASTING, catalog="films"),
    "usage": lambda store: store.usage(),
    "spent": lambda store: store.spent(date.today()),
    "note calls": lambda store: store.note_calls("s", [CALL]),
    "epoch": lambda store: store.epoch(),
    "old": lambda store: store.delete_older_than(36_000),
    "delete": lambda store: store.delete("s"),
    "forget": lambda store: store.forget("u"),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with some of everything."""
    path = tmp_path_factory.mktemp("whole") / "sessions.db"
    store = SessionStore.open(path)
    for session in ("s", "t"):
        for number in range(6):
            say(store, session, f"m{number}", "word " * 300, user="u")
    with store.turn("s", "paid") as turn:
        assert turn.conversation is not None
        reply = reply_to(turn, 7, "x").model_copy(update={"trace": Trace(calls=(CALL,))})
        turn.commit("x", turn.conversation.model_copy(update={"turn": 7}), reply)
    store.set_consent("u", True)
    store.remember("u", LASTING, catalog="films")
    store.delete("nothing")
    store.close()
    return path


@pytest.fixture
def path(whole: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "sessions.db"
    shutil.copy(whole, copy)
    return copy


def call_all(path: Path) -> list[str]:
    """Make every call and return the messages of what failed; anything but a StoreError fails the test."""
    told: list[str] = []
    for doing, call in CALLS.items():
        try:
            store = SessionStore.open(path)
            try:
                call(store)
            finally:
                store.close()
        except StoreError as error:
            told.append(f"{doing}: {error}")
    return told


def overwritten(data: bytearray, dice: random.Random) -> None:
    at = dice.randrange(len(data))
    data[at : at + dice.randint(1, 6000)] = dice.randbytes(dice.randint(1, 6000))


def flipped(data: bytearray, dice: random.Random) -> None:
    for _ in range(dice.randint(1, 40)):
        data[dice.randrange(100, len(data))] ^= 1 << dice.randrange(8)


def cut(data: bytearray, dice: random.Random) -> None:
    del data[dice.randrange(len(data)) :]


def zeroed(data: bytearray, dice: random.Random) -> None:
    page = 4096 * dice.randrange(len(data) // 4096)
    data[page + 2048 : page + 4096] = bytes(2048)


@pytest.mark.parametrize("damage", [overwritten, flipped, cut, zeroed])
@pytest.mark.parametrize("seed", range(6))
def test_no_damage_of_the_file_is_a_raw_error(
    path: Path, damage: Callable[[bytearray, random.Random], None], seed: int
) -> None:
    data = bytearray(path.read_bytes())
    damage(data, random.Random(seed))
    path.write_bytes(data)
    for told in call_all(path):
        assert "sessions.db" in told or "session" in told
        assert ": " in told and "Traceback" not in told


@pytest.mark.parametrize("table", ["sessions", "turns", "consents", "profiles", "calls", "deletions", "version"])  # fmt: skip
def test_a_missing_table_is_told(path: Path, table: str) -> None:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute(f"DROP TABLE chatrec_{table}")
    assert call_all(path)


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "sessions.db").mkdir()
    told = call_all(tmp_path / "sessions.db")
    assert len(told) == len(CALLS)
    assert all("sessions.db" in one for one in told)


ODD = (
    b"\xff\xfe",
    b"as text: \xff",
    "abc",
    "",
    -1,
    2**62,
    1.5,
    "{",
    "[]",
    '{"of_the_future": 1}',
    "[" * 5000,
)


def columns(path: Path) -> Iterator[tuple[str, str]]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        for table in ("sessions", "turns", "consents", "profiles", "calls"):
            for row in connection.execute(f"PRAGMA table_info(chatrec_{table})"):
                yield f"chatrec_{table}", row[1]


@pytest.mark.parametrize("value", ODD, ids=lambda value: repr(value)[:12])
def test_a_damaged_value_harms_no_other_chat(path: Path, whole: Path, value: object) -> None:
    for table, column in columns(whole):
        if (table, column) in {("chatrec_sessions", "id"), ("chatrec_turns", "session_id")}:
            continue
        shutil.copy(whole, path)
        where = {"chatrec_sessions": "id = 's'", "chatrec_turns": "session_id = 's' AND number = 2"}
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
            new = "CAST(? AS TEXT)" if value == b"as text: \xff" else "?"
            change = f"UPDATE OR IGNORE {table} SET {column} = {new} WHERE {where.get(table, '1')}"
            connection.execute(change, (value,))
        store = SessionStore.open(path)
        assert {one.id for one in store.sessions()} == {"s", "t"}, (table, column)
        if column != "owner":
            assert {one.id for one in store.sessions("u")} == {"s", "t"}, (table, column)
        assert len(store.turns("t")) == 6
        assert store.load("t") is not None
        if table in ("chatrec_sessions", "chatrec_turns"):
            assert store.export_session("t")
        assert say(store, "t", "another", user="u").turn == 7
        store.close()
        call_all(path)


def test_a_damaged_chat_is_named_where_all_of_a_user_is_exported(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE chatrec_turns SET reply = '{' WHERE session_id = 's'")
    store = SessionStore.open(path)
    with pytest.raises(StoreError, match="session 's' .*restore a backup or delete that session"):
        store.export("u")
    store.delete("s")
    assert store.export("u")["sessions"]
    store.close()


@pytest.mark.parametrize("damage", ["garbage", "folder", "tables"])
def test_the_terminal_tells_it_in_one_line(
    path: Path, damage: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHATREC_HOME", str(path.parent))
    if damage == "tables":
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("DROP TABLE chatrec_sessions")
    else:
        path.unlink()
        path.mkdir() if damage == "folder" else path.write_bytes(b"garbage " * 2000)
    for arguments in (["list"], ["export", "s"], ["forget", "s", "--yes"]):
        assert main(["sessions", *arguments]) == 1
        told = capsys.readouterr().err.strip()
        assert told.startswith("chatrec: cannot ") and "\n" not in told
