"""Runs in a process of its own: python index_child.py WHAT FOLDER; prints one line as JSON, or none when killed."""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import time
from pathlib import Path

from chatrec.errors import IndexingError
from chatrec.retrieval.index.item_index import ItemIndex
from tests.retrieval.index.index_parts import WordEmbedder, films

ITEMS = 3500
FILE_LIMIT = 400_000


def main(what: str, folder: Path) -> None:
    if what == "full":
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_LIMIT, FILE_LIMIT))
    if what == "nobody":
        os.setgid(65534)
        os.setuid(65534)
    try:
        index = ItemIndex.open(folder, "films", WordEmbedder())
        if what == "hold":
            say({"pid": os.getpid()})
            time.sleep(60)
        held = index.count
        change = index.sync(films(ITEMS), progress=lambda done, total: say({"done": done}))
        say({"held": held, "added": change.added, "count": index.count})
    except IndexingError as error:
        say({"error": type(error).__name__, "message": str(error)})


def say(line: dict[str, object]) -> None:
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
