"""Opens the chatbot of a command, with a bar while its index is made."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..settings import Settings

if TYPE_CHECKING:
    from ..catalog.catalog import Catalog
    from ..chatbot import Chatbot
    from ..retrieval.index.item_index import ItemIndex


@contextmanager
def open_bot(catalog: str | None, *, settings: Settings) -> Iterator[Chatbot]:
    """Open the chatbot on a catalogue and close it at the end; progress goes to standard error."""
    name = catalog or settings.catalog
    with progress_line(f"Opening {name}") as progress:
        from ..chatbot import Chatbot

        bot = Chatbot.open(name, settings=settings, progress=progress)
    # What was opened lives as long as the program: looking through it costs pauses of a tenth of a second.
    gc.freeze()
    with bot:
        yield bot


@contextmanager
def open_index(
    catalog: Catalog, settings: Settings, *, rebuild: bool = False
) -> Iterator[ItemIndex]:
    """Open the index of a catalogue alone, and close it at the end."""
    from ..opening import open_configured_embedder
    from ..retrieval.index.item_index import ItemIndex

    place = settings.chroma_url or settings.index_folder
    index = ItemIndex.open(place, catalog.name, open_configured_embedder(settings), rebuild=rebuild)
    try:
        yield index
    finally:
        index.close()


@contextmanager
def progress_line(doing: str = "") -> Iterator[Callable[[int, int], None]]:
    """Show what is being done, and give a callback that makes it a bar of how many items are indexed.

    It is drawn on standard error where that is a terminal, and is gone at the end or when all is indexed. Where
    nothing is said of what is being done, only the bar is drawn.
    """
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

    from .screen import open_console

    console = open_console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=24))
    bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    task = bar.add_task(f"{doing} …", total=None)

    def report(done: int, total: int) -> None:
        if done >= total and not doing:
            bar.stop()
        elif total:
            bar.start()
            told = f"Indexing {done:,} of {total:,} …"
            bar.update(task, description=told, completed=done, total=total)

    if doing:
        bar.start()
    try:
        yield report
    finally:
        bar.stop()
