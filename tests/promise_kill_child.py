"""A nursery of processes that answer messages of one session until they are killed.

    python promise_kill_child.py HOME        then, on its input, lines "FIRST LAST"

For each line it forks a process that answers the messages from FIRST to LAST, so that the libraries are loaded once
and a life costs no start. The process prints "pid N", then for each answer the numbers of the message and its turn,
and "end" comes when it is gone.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

from chatrec import Catalog, Chatbot, Settings

WISHES = (
    "a cottage in Cornwall", "under 150 a night", "next", "with a dog", "forget the price", "in Norfolk instead",
    "why that one?", "not that one", "start over", "by a lake",
)  # fmt: skip


def main(home: Path) -> None:
    """Fork a process for each line of the input and wait for its end."""
    for module in (
        "chromadb",
        "model2vec",
        "sqlalchemy",
        "alembic.command",
        "chatrec.opening",
        "chatrec.dialogue.turn",
    ):
        import_module(module)
    for line in sys.stdin:
        first, last = map(int, line.split())
        child = os.fork()
        if not child:
            _live(home, first, last)
            os._exit(0)
        os.waitpid(child, 0)
        _tell("end")


def _live(home: Path, first: int, last: int) -> None:
    _tell(f"pid {os.getpid()}")
    with Chatbot.open(Catalog.load(home / "cottages.csv"), settings=Settings(home=home)) as bot:
        chat = bot.session("killed")
        for number in range(first, last + 1):
            reply = chat.say(WISHES[number % len(WISHES)], message_id=f"m{number}")
            _tell(f"{number} {reply.turn}")


def _tell(line: str) -> None:
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
