"""What was under way when it was deleted is not stored after it: on both back ends, and across stores."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from chatrec.dialogue.conversation import Conversation
from chatrec.dialogue.preferences import Preferences
from chatrec.dialogue.sessions import tables
from chatrec.dialogue.sessions.faults import Forgotten
from chatrec.dialogue.sessions.store import SessionStore
from tests.dialogue.sessions.store_turns import say, take

LASTING = Preferences().adding("genre", "contains", "war", scope="user")


@pytest.fixture
def other(address: str, store: SessionStore) -> Iterator[SessionStore]:
    """The same database, as another process has it open."""
    opened = SessionStore.open(address)
    yield opened
    opened.close()


DELETIONS: dict[str, Callable[[SessionStore], object]] = {
    "the session": lambda store: store.delete("s"),
    "the user": lambda store: store.forget("u"),
    "the catalogue": lambda store: store.forget_catalog("u", "films"),
}


@pytest.fixture(params=DELETIONS)
def delete(request: pytest.FixtureRequest) -> Callable[[SessionStore], object]:
    return DELETIONS[request.param]


@pytest.mark.parametrize("begun", [True, False], ids=["with turns", "without a turn"])
def test_a_turn_under_way_is_not_stored(
    store: SessionStore,
    other: SessionStore,
    delete: Callable[[SessionStore], object],
    begun: bool,
) -> None:
    if begun:
        say(store, "s", "m1", user="u")
    with pytest.raises(Forgotten, match="nothing was stored"), store.turn("s", "m2") as turn:
        delete(other)
        take(turn, user="u")
    assert other.load("s") is None
    assert other.export("u")["sessions"] == []


@pytest.mark.parametrize("begun", [True, False], ids=["with turns", "without a turn"])
def test_an_edit_under_way_is_not_stored(
    store: SessionStore,
    other: SessionStore,
    delete: Callable[[SessionStore], object],
    begun: bool,
) -> None:
    if begun:
        say(store, "s", "m1", user="u")

    def edited(stored: Conversation | None) -> Conversation:
        delete(other)
        return stored or Conversation(session_id="s", catalog="films", user="u")

    with pytest.raises(Forgotten):
        store.edit("s", edited)
    assert other.load("s") is None


def test_a_message_that_waited_for_its_turn_is_not_stored(
    store: SessionStore, other: SessionStore, delete: Callable[[SessionStore], object]
) -> None:
    came = threading.Event()

    def wait_for_its_turn() -> None:
        came.set()
        with store.turn("s", "m2") as turn:
            take(turn, user="u")

    with ThreadPoolExecutor(1) as threads:
        with store.turn("s", "m1") as first:
            waiting = threads.submit(wait_for_its_turn)
            came.wait()
            while waiting.running() and not store._locks._held["s"][1] > 1:
                pass
            take(first, user="u")
            delete(other)
        with pytest.raises(Forgotten):
            waiting.result()
    assert other.load("s") is None


def test_what_a_chat_remembers_is_not_kept_after_it(
    store: SessionStore, other: SessionStore
) -> None:
    store.set_consent("u", True)
    since = store.epoch()
    other.forget_catalog("u", "films")
    assert not store.remember("u", LASTING, catalog="films", since=since)
    assert store.remember("u", LASTING, catalog="toys", since=since)
    other.forget("u")
    other.set_consent("u", True)
    assert not store.remember("u", LASTING, catalog="toys", since=since)
    assert store.export("u")["profiles"] == []


def test_what_is_of_others_goes_on(store: SessionStore, other: SessionStore) -> None:
    with store.turn("t", "m1") as turn:
        other.delete("s")
        other.forget("u")
        other.forget_catalog("v", "toys")
        take(turn, user="v")
    assert store.load("t") is not None


def test_what_begins_after_it_is_stored(
    store: SessionStore, delete: Callable[[SessionStore], object]
) -> None:
    say(store, "s", "m1", user="u")
    delete(store)
    assert say(store, "s", "m2", user="u").turn == 1
    delete(store)
    assert store.load("s") is None


def test_the_numbers_go_on_when_digests_are_dropped_after_a_day(
    store: SessionStore, address: str
) -> None:
    for _ in range(3):
        store.forget("u")
    before = store.epoch()
    engine = sa.create_engine(address)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE chatrec_deletions SET moment = 0"))
    store.forget("v")
    assert store.epoch() == before + 1
    assert store.forgotten("v", before)
    with engine.begin() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(tables.DELETIONS)) == 1
    engine.dispose()


def test_many_deletions_at_once_have_each_their_number(
    store: SessionStore, other: SessionStore
) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda n: (store, other)[n % 2].forget(f"u{n}"), range(40)))
    assert store.epoch() == 40


def test_forgetting_a_catalogue_leaves_the_others(store: SessionStore) -> None:
    store.set_consent("u", True)
    for catalog in ("films", "toys"):
        store.remember("u", LASTING, catalog=catalog)
        store.edit(
            catalog, lambda _, name=catalog: Conversation(session_id=name, catalog=name, user="u")
        )  # type: ignore[misc]
    assert store.forget_catalog("u", "toys") == 1
    assert [one.id for one in store.sessions("u")] == ["films"]
    assert store.consent("u")
    assert store.recall("u", catalog="films").entries
    assert not store.recall("u", catalog="toys").entries
