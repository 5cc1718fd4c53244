"""What other processes do to a store: write, be killed, run out of disk or of rights."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import tempfile
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from pathlib import Path

from chatrec.dialogue.sessions.store import SessionStore
from chatrec.errors import StoreError
from tests.dialogue.sessions.store_turns import check_whole, say, take


def forks() -> ForkServerContext:
    """Return the maker of processes that start in milliseconds, without the threads and handles of this one."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(
        [
            "pytest",  # each child imports the main module again
            __name__,
            "sqlalchemy.dialects.sqlite",
            "sqlalchemy.dialects.postgresql",
            "psycopg",
            "alembic.command",
        ]
    )
    return context


def told_by_child(action: Callable[[str], None], address: str) -> str:
    """Run a function where it may change its limits and rights; return what it raised, "" for nothing."""
    receiver, sender = forks().Pipe(duplex=False)
    child = forks().Process(target=_tell, args=(action, address, sender))
    child.start()
    sender.close()
    told: str = receiver.recv()
    child.join()
    return told


def _tell(action: Callable[[str], None], address: str, pipe: Connection) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with tempfile.TemporaryDirectory() as folder:  # imports what it needs while it may
        SessionStore.open(Path(folder) / "sessions.db").close()
    try:
        action(address)
    except (StoreError, AssertionError) as error:
        pipe.send(f"{type(error).__name__}: {error}")
    else:
        pipe.send("")


def fill_the_disk(address: str) -> None:
    """Write until no file can grow, look whether the store is whole, and go on when there is space again."""
    store = SessionStore.open(address)
    say(store, "s", "m0")
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, hard))
    number = 0
    try:
        while number < 100:
            number += 1
            say(store, "s", f"m{number}", "x" * 20_000)
        raise AssertionError("the disk did not get full")
    except StoreError as error:
        assert "free some space" in str(error), error
    assert check_whole(store, "s") == number
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    assert say(store, "s", f"m{number}").turn == number + 1
    store.close()


def open_on_a_full_disk(address: str) -> None:
    """Open a new store where no file can grow beyond two pages."""
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (8000, hard))
    SessionStore.open(address)


def open_without_rights(address: str) -> None:
    """Open a store as a user who owns nothing."""
    if os.getuid() == 0:
        os.setuid(65534)
    SessionStore.open(address)


def take_a_turn_without_waiting(address: str) -> None:
    """Send a message to session "s", and give up soon where it is held."""
    store = SessionStore.open(address)
    with store.turn("s", "from the child", wait=0.2) as turn:
        take(turn)


def write_until_killed(address: str, start: int, pipe: Connection) -> None:
    """Store turns for ever, and send the number of each after its commit."""
    store = SessionStore.open(address)
    number = start
    while True:
        number += 1
        say(store, "killed", f"m{number}", f"message {number} " + "x" * 2000)
        pipe.send(number)


def write_some(address: str, name: str, count: int) -> None:
    """Store turns in a session that another process is writing too."""
    store = SessionStore.open(address)
    for number in range(count):
        say(store, "shared", f"{name}-{number}", f"{name} {number}")
        say(store, "shared", f"both-{number}", f"both {number}")
    store.close()
