"""A nursery of processes that keep a draft until they kill themselves at a given step.

    python keep_kill_child.py HOME        then, on its input, lines "keep STEP" or "look"

Each line forks a process, so that the libraries are loaded once. "keep N" brings a file and keeps it, and dies by
SIGKILL before the Nth step at the file system (0: never); it prints how many steps there were. "look" prints, as JSON,
the catalogues with the number of their items, and the draft; it keeps the draft, if there is one, and prints them again.
Then it removes all catalogues but the first, as a browser keeps ten at most.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from importlib import import_module
from pathlib import Path

from chatrec import Catalog, Settings
from chatrec.chatbot import Chatbot
from chatrec.web.bots import Bots
from tests.web.kept_drafts import keep_draft

OWNER = f"web-{'a' * 32}"
LAMPS = "id,title,colour\n" + "".join(
    f"l{n},Lamp {n},{'red' if n % 2 else 'blue'}\n" for n in range(6)
)
STEPS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.listdir", "shutil.rmtree", "sqlite3.connect"}  # fmt: skip


def main(home: Path) -> None:
    """Fork a process for each line of the input and wait for its end."""
    for module in ("chromadb", "model2vec", "sqlalchemy", "alembic.command", "chatrec.opening"):
        import_module(module)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _live(home, *line.split())
            os._exit(0)
        os.waitpid(child, 0)
        os.write(1, b"end\n")


def _live(home: Path, doing: str, step: str = "0") -> None:
    settings = Settings(home=home)
    first = Catalog.load(home / "first.csv")
    bots = Bots(Chatbot.open(first, settings=settings), {}, settings=settings)
    if doing == "keep":
        with bots.drafts.receiving(OWNER) as folder:
            (folder / "sent").write_text(LAMPS)
            bots.drafts.take(OWNER, folder / "sent", "lamps.csv")
        steps = _die_before(int(step))
        _keep(bots)
        _tell(str(steps[0]))
    else:
        _show(bots, home)
        if bots.drafts.waiting(OWNER):
            _keep(bots)
        _show(bots, home)
        for name in bots.brought.names(OWNER)[1:]:
            bots.remove(name, owner=OWNER)
    bots.close()


def _show(bots: Bots, home: Path) -> None:
    names = bots.brought.names(OWNER)
    seen = {
        "items": {name: len(bots.get(name, owner=OWNER).catalog) for name in names},
        "titles": sorted(bots.brought.titles(OWNER).values()),
        "draft": bots.drafts.waiting(OWNER),
        "files": [
            str(path.relative_to(home))
            for path in (home / "catalogs").rglob("*")
            if path.is_file() and not {*names, "draft"}.intersection(path.parts)
        ],
    }
    _tell(json.dumps(seen))


def _keep(bots: Bots) -> None:
    keep_draft(bots, OWNER, title="My lamps", noun="lamp")


def _die_before(step: int) -> list[int]:
    """Kill this process before so many steps at the file system are done; return the count of them."""
    done = [0]

    def count(event: str, _given: object) -> None:
        if event in STEPS:
            done[0] += 1
            if done[0] == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    return done


def _tell(line: str) -> None:
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
