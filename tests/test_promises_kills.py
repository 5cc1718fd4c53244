"""Killed at random moments in two hundred turns, the session reopens whole, and nothing is doubled or lost."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from chatrec.dialogue.sessions.store import SessionStore

HERE = Path(__file__).parent
TURNS = 200
KILLS = 12


@pytest.fixture
def nursery(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    for file in (HERE / "conversations").glob("cottages.*"):
        shutil.copy(file, tmp_path)
    command = [sys.executable, str(HERE / "promise_kill_child.py"), str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent)}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        yield process


@pytest.mark.slow
def test_a_session_survives_kills_in_two_hundred_turns(
    nursery: subprocess.Popen[str], tmp_path: Path
) -> None:
    dice = random.Random(20)
    answered = 0
    for _ in range(KILLS):
        # The message that may have been cut off is sent again under its id, and so is the last one answered.
        lines = _live(
            nursery, max(0, answered - 1), kill_after=dice.randint(2, 24), pause=dice.random() * 0.1
        )
        answered = max([answered, *(number + 1 for number, _ in lines)])
        _check(tmp_path, at_least=answered, lines=lines)
    lines = _live(nursery, max(0, answered - 1))
    _check(tmp_path, at_least=TURNS, lines=lines)


def _live(
    nursery: subprocess.Popen[str], first: int, *, kill_after: int | None = None, pause: float = 0.0
) -> list[tuple[int, int]]:
    """Let a process answer from a message on, kill it a moment after so many answers, and return what it printed."""
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    nursery.stdin.write(f"{first} {TURNS - 1}\n")
    nursery.stdin.flush()
    pid = int(nursery.stdout.readline().split()[1])
    lines: list[tuple[int, int]] = []
    while (line := nursery.stdout.readline().strip()) != "end":
        assert line, "the nursery ended"
        number, turn = line.split()
        lines.append((int(number), int(turn)))
        if len(lines) == kill_after:
            time.sleep(pause)
            # On a fast machine it may have come to its end in the pause.
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
    assert lines, "the process ended before it answered anything"
    return lines


def _check(home: Path, *, at_least: int, lines: list[tuple[int, int]]) -> None:
    """The store holds the messages in order, each once, and every answer that was seen."""
    store = SessionStore.open(home / "sessions.db")
    try:
        turns = store.turns("killed")
        conversation = store.load("killed")
    finally:
        store.close()
    assert [turn.message_id for turn in turns] == [f"m{number}" for number in range(len(turns))]
    assert [turn.reply.turn for turn in turns] == list(range(1, len(turns) + 1))
    assert len(turns) >= at_least
    assert conversation is not None
    assert conversation.turn == len(turns)
    assert conversation.preferences == turns[-1].reply.preferences
    assert all(turn == number + 1 for number, turn in lines), "a message was answered twice"
