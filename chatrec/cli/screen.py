"""The screen: one console with our colours, and text made safe for a terminal."""

from __future__ import annotations

import sys
import unicodedata

from rich.console import Console
from rich.text import Text
from rich.theme import Theme

STYLES = {
    "title": "bold",
    "number": "bold cyan",
    "answer": "cyan",
    "count": "dim",
    "caveat": "yellow",
    "disclosure": "magenta",
    "state": "dim",
    "understood": "green",
    "hint": "dim",
    "good": "green",
    "bad": "bold red",
    "prompt": "bold cyan",
}
"""The style of each kind of words. NO_COLOR leaves them plain; nothing is said by colour alone."""
WIDEST = 100
"""Lines longer than this are hard to read, however wide the terminal."""


def open_console(*, stderr: bool = False) -> Console:
    """Open the console of standard output or standard error; colours only where it is a terminal."""
    stream = sys.stderr if stderr else sys.stdout
    console = Console(
        file=stream,
        theme=Theme(STYLES),
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
    )
    if console.width > WIDEST:
        console.width = WIDEST
    return console


def print_hanging(console: Console, text: Text, *, hang: int = 0) -> None:
    """Print text wrapped to the width; the lines after the first are indented by the width of its first part."""
    width = max(console.width - hang - 1, 16)
    for place, line in enumerate(text[hang:].wrap(console, width)):
        lead = text[:hang] if place == 0 else Text(" " * hang)
        line.rstrip()
        console.print(Text.assemble(lead, line), no_wrap=True, overflow="ignore", crop=False)


def printable(text: str) -> str:
    """Return text that cannot steer a terminal: control and bidirectional marks are dropped, lines kept."""
    return "".join(
        mark for mark in text if mark == "\n" or unicodedata.category(mark) not in _UNSAFE
    ).expandtabs(4)


_UNSAFE = frozenset({"Cc", "Cf", "Cs"})


def is_terminal() -> bool:
    """Tell whether a person sits at both ends: standard input and standard output."""
    return sys.stdin.isatty() and sys.stdout.isatty()
