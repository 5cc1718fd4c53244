"""The chat in a real terminal: a pseudo-terminal of a given width, with a person's keys."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

pytestmark = pytest.mark.slow

CTRL_C, CTRL_D = "\x03", "\x04"
_CODES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07]*\x07|[=>])")


@dataclass
class Terminal:
    """A program in a pseudo-terminal."""

    process: subprocess.Popen[bytes]
    master: int
    unread: str = ""

    def until(self, words: str, *, seconds: float = 180) -> str:
        """Read until some words appear, and return what was read with them; what comes after is read next."""
        end = time.monotonic() + seconds
        while words not in plain(self.unread):
            assert time.monotonic() < end, f"no {words!r} in {plain(self.unread)!r}"
            if select.select([self.master], [], [], 0.2)[0]:
                self.unread += os.read(self.master, 65536).decode("utf-8", "replace")
        found, words, self.unread = plain(self.unread).partition(words)
        return found + words

    def interrupt(self, words: str) -> None:
        """Press Ctrl-C until it is answered with some words.

        One that comes in the moment between a prompt and the waiting for keys is only noticed with the next key.
        """
        for _ in range(6):
            self.type(CTRL_C)
            try:
                self.until(words, seconds=15)
            except AssertionError:
                continue
            return
        raise AssertionError(f"Ctrl-C is not answered with {words!r}: {plain(self.unread)!r}")

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self.master, keys.encode())


@contextmanager
def terminal(*arguments: str, columns: int = 80) -> Iterator[Terminal]:
    """Run chatrec in a terminal of a width."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color"}
    environment.pop("COLUMNS", None)
    process = subprocess.Popen(
        [sys.executable, "-m", "chatrec", *arguments],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=environment,
        start_new_session=True,
        preexec_fn=_take_terminal,
    )
    os.close(slave)
    try:
        yield Terminal(process, master)
    finally:
        process.kill()
        process.wait()
        os.close(master)


def _take_terminal() -> None:
    """Make the pseudo-terminal that of the program, and let Ctrl-C reach it, also where this process ignores it."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def plain(text: str) -> str:
    """Drop the codes of colours and of the cursor."""
    return _CODES.sub("", text)


def test_ctrl_c_drops_the_line_and_a_second_one_leaves() -> None:
    with terminal("chat", "movies") as screen:
        screen.until("› ")
        screen.type("half a mess")
        screen.until("half a mess")
        screen.interrupt("Ctrl-C again")
        screen.until("› ")
        screen.type("a comedy from the 90s\r")
        screen.until("understood  You want: comedy, from the 1990s.")
        screen.until("› ")
        screen.interrupt("Ctrl-C again")
        screen.until("› ")
        screen.interrupt("Go on with: chatrec chat movies -s movies-")
        assert screen.process.wait(timeout=20) == 0


def test_a_narrow_terminal_has_no_wide_line_and_ctrl_d_leaves() -> None:
    with terminal("chat", "electronics", columns=40) as screen:
        screen.until("› ")
        screen.type("a laptop under 900\r")
        shown = screen.until("understood") + screen.until("› ")
        words = shown[shown.index("laptop under 900") :]
        assert max(len(line.rstrip()) for line in words.replace("\r", "\n").split("\n")) <= 40
        screen.type(CTRL_D)
        assert screen.process.wait(timeout=20) == 0


def test_forget_asks_before_it_deletes() -> None:
    with terminal("chat", "movies") as screen:
        screen.until("› ")
        screen.type("a comedy\r")
        screen.until("understood")
        screen.until("› ")
        screen.type("/forget\r")
        screen.until("Type yes: ")
        screen.type("no\r")
        screen.until("Nothing was deleted.")
