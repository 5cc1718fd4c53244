"""Opens the chatbot of a command, with a bar while its index is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..settings import Settings
from .library import find_source
from .screen import open_console

if TYPE_CHECKING:
    from ..chatbot import Chatbot


@contextmanager
def open_bot(catalog: str | None, *, settings: Settings, quiet: bool = False) -> Iterator[Chatbot]:
    """Open the chatbot on a catalogue and close it at the end; progress goes to standard error."""
    from ..chatbot import Chatbot

    source = find_source(catalog or settings.catalog, settings)
    with indexing_bar(quiet=quiet) as progress:
        bot = Chatbot.open(source, settings=settings, progress=progress)
    with bot:
        yield bot


@contextmanager
def indexing_bar(*, quiet: bool = False) -> Iterator[Callable[[int, int], None]]:
    """Give a callback that draws how much is indexed; it draws nothing where there is nothing to do."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    console = open_console(stderr=True)
    columns = (TextColumn("Indexing"), BarColumn(bar_width=None), MofNCompleteColumn())
    with Progress(
        *columns, TimeRemainingColumn(compact=True), console=console, transient=True, disable=quiet
    ) as bar:
        task = bar.add_task("index", total=None, visible=False)

        def report(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, visible=total > 0)

        yield report
