"""`chatrec usage`: what calls of language models took."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from ..well_formed import json_text
from .options import JsonOption
from .sessions import open_store

if TYPE_CHECKING:
    from ..llm.ledger import Usage


def usage(
    days: Annotated[
        int, typer.Option("--days", min=1, max=36_500, help="How many days, today included.")
    ] = 30,
    as_json: JsonOption = False,
) -> None:
    """Show calls, tokens, cost and time of language models, by day (UTC) and model."""
    from ..llm.ledger import today

    with open_store() as store:
        found = store.usage(since=today() - timedelta(days=days - 1))
    if as_json:
        rows = [asdict(one) | {"day": one.day.isoformat()} for one in found]
        typer.echo(json_text(rows, indent=2))
        return
    if not found:
        when = "today" if days == 1 else f"in the last {days} days"
        typer.echo(f"No language model was called {when}.")
        return
    _show(found)


def _show(found: list[Usage]) -> None:
    from rich.table import Table
    from rich.text import Text

    from .screen import open_console, printable

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="count")
    for name in ("day (UTC)", "model"):
        table.add_column(name, overflow="fold")
    for name in ("calls", "sent", "cached", "written", "cost", "time"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in found:
        table.add_row(f"{one.day}", Text(printable(one.model), style="answer"), *_figures([one]))
    if len(found) > 1:
        table.add_row("in all", "", *_figures(found))
    console = open_console()
    console.print(table)
    for note in _notes(found):
        console.print(Text(note, style="hint"))


def _figures(rows: list[Usage]) -> list[str]:
    about = "~" if any(one.estimated for one in rows) else ""
    calls = sum(one.calls for one in rows)
    unpriced = sum(one.unpriced for one in rows)
    cost = f"${sum(one.cost for one in rows):,.4f}{'+' if unpriced else ''}"
    return [
        f"{calls:,}",
        f"{about}{sum(one.prompt_tokens for one in rows):,}",
        f"{sum(one.cached_tokens for one in rows):,}",
        f"{about}{sum(one.completion_tokens for one in rows):,}",
        "unknown" if unpriced == calls else cost,
        f"{sum(one.ms for one in rows) / 1000:,.1f} s",
    ]


def _notes(found: list[Usage]) -> list[str]:
    notes = []
    if any(one.estimated for one in found):
        notes.append("~ holds tokens that were estimated, because the server did not tell them.")
    if models := sorted({one.model for one in found if one.unpriced}):
        from .screen import printable

        notes.append(
            f"No price is known of {printable(', '.join(models))}: name it in a file and set CHATREC_PRICES to that."
        )
    return notes
