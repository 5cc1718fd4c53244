"""`chatrec index`: build or renew the index of a catalogue, and learn from a log."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from ..settings import Settings, read_embedder
from .options import CatalogArgument


def index(
    catalog: CatalogArgument = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Drop what is there, even where it is damaged.")
    ] = False,
    embedder: Annotated[
        str | None,
        typer.Option(
            help="What turns texts into vectors: static, openai:MODEL, ...", show_default=False
        ),
    ] = None,
    interactions: Annotated[
        Path | None,
        typer.Option(
            help="A log of ratings or dialogues (CSV, TSV, JSONL) to learn from.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Build or renew the index; what is unchanged is kept, and a stopped run is resumed."""
    from ..catalog import load
    from ..shelf import find_catalog
    from .open_bot import open_index, progress_line

    settings = Settings.from_environment()
    if embedder:
        settings = replace(settings, embedder=read_embedder(embedder))
    items = load(find_catalog(catalog or settings.catalog, settings))
    with (
        open_index(items, settings, rebuild=rebuild) as held,
        progress_line(f"Opening {items.name}") as progress,
    ):
        change = held.sync(items, progress=progress)
    typer.echo(
        f"{items.name}: {len(items):,} {items.nouns} indexed "
        f"({change.added:,} new, {change.changed:,} changed, {change.removed:,} removed)"
    )
    if interactions is not None:
        from ..learning import learn_statistics

        learned = learn_statistics(interactions, items, settings)
        typer.echo(f"Learned from {learned.told}; kept in {learned.folder}.")
