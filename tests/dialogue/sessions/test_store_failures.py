from __future__ import annotations

import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from chatrec.dialogue.sessions import database
from chatrec.dialogue.sessions.store import SessionStore
from chatrec.errors import MissingExtra, StoreError
from tests.dialogue.sessions.postgres_server import PostgresServer
from tests.dialogue.sessions.store_children import (
    fill_the_disk,
    open_on_a_full_disk,
    open_without_rights,
    told_by_child,
)
from tests.dialogue.sessions.store_turns import check_whole, say, take


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sessions.db"


@pytest.fixture
def opened(path: Path) -> Iterator[SessionStore]:
    store = SessionStore.open(path)
    yield store
    store.close()


def test_a_path_is_an_address_and_its_folder_is_made(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "sessions.db"
    store = SessionStore.open(path)
    say(store, "s", "m")
    store.close()
    again = SessionStore.open(f"sqlite:///{path}")
    assert check_whole(again, "s") == 1
    again.close()


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("sessions", "is not the address of a database"),
        ("postgresql://ann:word@host:port/name", r"'postgresql://\*\*\*@host:port/name' is not"),
        ("mysql://host/name", "sessions cannot be kept in 'mysql'"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite:////dev/null/sessions.db", "cannot make the session store '/dev/null/"),
        ("sqlite:////proc", "unable to open database file .* writable"),
    ],
)
def test_a_wrong_address_is_told(address: str, told: str) -> None:
    with pytest.raises(StoreError, match=told):
        SessionStore.open(address)


def test_a_relative_path_is_of_the_folder_where_it_was_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = SessionStore.open("sqlite:///sessions.db")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir("elsewhere")
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda n: say(store, str(n), "m"), range(8)))
    store.close()
    assert not list((tmp_path / "elsewhere").iterdir())


def test_nobody_else_can_read_the_files(path: Path, opened: SessionStore) -> None:
    say(opened, "s", "m")
    files = list(path.parent.glob("sessions.db*"))
    assert len(files) == 4
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg2"])
def test_a_server_that_is_not_there_is_told_without_the_password(scheme: str) -> None:
    with pytest.raises(StoreError, match="check that the server runs") as caught:
        SessionStore.open(f"{scheme}://ann:swordfish@127.0.0.1:1/name")
    assert "ann:***@127.0.0.1:1/name" in str(caught.value)
    assert "swordfish" not in str(caught.value)


def test_a_missing_driver_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(MissingExtra, match=r"chatrec\[postgres\]"):
        SessionStore.open("postgresql://127.0.0.1/name")


@pytest.mark.parametrize(
    "content", [b"this is no database " * 500, b"SQLite format 3\x00" + b"\xff" * 9000]
)
def test_a_file_that_is_no_database_is_told_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"sessions\.db'.*damaged: restore a backup"):
        SessionStore.open(path)
    assert path.read_bytes() == content


def test_damage_in_the_middle_is_told_when_it_is_met(path: Path) -> None:
    store = SessionStore.open(path)
    for number in range(20):
        say(store, "s", f"m{number}", "x" * 3000)
    store.close()
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (size - 4096))
    with pytest.raises(StoreError, match="damaged"):
        store = SessionStore.open(path)
        store.turns("s")


@pytest.mark.parametrize(
    "damage", ["{", "{}", '{"session_id": "s", "of_the_future": 1}', '"\\ud800']
)
def test_a_damaged_row_is_told_and_the_other_sessions_work(
    store: SessionStore, address: str, damage: str
) -> None:
    say(store, "s", "m")
    engine = sa.create_engine(address)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE chatrec_sessions SET conversation = :x"), {"x": damage})
    engine.dispose()
    with pytest.raises(StoreError, match="stored Conversation of session 's' cannot be read"):
        store.load("s")
    assert say(store, "t", "m").turn == 1
    assert store.delete("s")


def test_a_writer_that_keeps_the_file_is_told_after_a_while(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.1)
    store = SessionStore.open(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="locked .*another process"):
        say(store, "s", "m")
    assert store.load("s") is None
    other.execute("ROLLBACK")
    other.close()
    assert say(store, "s", "m").turn == 1
    store.close()


def test_a_full_disk_loses_only_the_turn_that_does_not_fit(path: Path) -> None:
    assert told_by_child(fill_the_disk, f"sqlite:///{path}") == ""
    store = SessionStore.open(path)
    assert check_whole(store, "s") >= 2
    store.close()


def test_a_full_disk_at_the_start_is_told(path: Path) -> None:
    told = told_by_child(open_on_a_full_disk, f"sqlite:///{path}")
    assert (
        told.startswith("StoreError: cannot open the session store") and "free some space" in told
    )
    SessionStore.open(path).close()


@pytest.mark.parametrize("there", [True, False])
def test_a_read_only_folder_is_told(there: bool) -> None:
    folder = Path(tempfile.mkdtemp(prefix="chatrec-ro-"))
    path = folder / "sessions.db"
    if there:
        store = SessionStore.open(path)
        say(store, "s", "m")
        store.close()
        path.chmod(0o444)
    folder.chmod(0o555)
    try:
        told = told_by_child(open_without_rights, f"sqlite:///{path}")
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)
    assert told.startswith("StoreError: cannot") and str(path) in told
    assert "writable for this user" in told


@pytest.mark.postgres
def test_a_server_that_goes_away_is_told_and_its_return_is_noticed(
    postgres: PostgresServer,
) -> None:
    store = SessionStore.open(postgres.new_database())
    say(store, "s", "m1")
    try:
        with (
            pytest.raises(StoreError, match="check that the server runs"),
            store.turn("s", "m2") as turn,
        ):
            postgres.stop()
            take(turn)
        with pytest.raises(StoreError, match="check that the server runs"):
            store.load("s")
        with pytest.raises(StoreError, match="check that the server runs"):
            say(store, "s", "m2")
        with pytest.raises(StoreError, match="check that the server runs"):
            store.edit("s", lambda last: last)  # type: ignore[arg-type, return-value]
    finally:
        postgres.start()
    assert check_whole(store, "s") == 1
    assert say(store, "s", "m2").turn == 2
    assert check_whole(store, "s") == 2
    store.close()


@pytest.mark.postgres
def test_a_server_that_restarts_during_a_turn_costs_nothing(postgres: PostgresServer) -> None:
    store = SessionStore.open(postgres.new_database())
    with store.turn("s", "m1") as turn:
        postgres.stop()
        postgres.start()
        take(turn)
    assert say(store, "s", "m2").turn == 2
    store.close()


@pytest.mark.postgres
def test_a_lock_that_broke_lets_no_second_turn_through(postgres: PostgresServer) -> None:
    address = postgres.new_database()
    store, other = SessionStore.open(address), SessionStore.open(address)
    say(store, "s", "m1")
    with pytest.raises(StoreError, match="changed or deleted"), store.turn("s", "m2") as turn:
        postgres.stop()
        postgres.start()
        say(other, "s", "m3")
        take(turn)
    assert say(store, "s", "m2").turn == 3
    assert check_whole(other, "s") == 3
    store.close()
    other.close()
