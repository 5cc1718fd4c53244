"""`chatrec index`: build or renew the index of a catalogue, and learn from a log."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from ..settings import Settings
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
    from ..opening import open_configured_embedder
    from ..retrieval.index import ItemIndex
    from .library import find_source
    from .open_bot import indexing_bar

    settings = Settings.from_environment()
    if embedder:
        settings = replace(
            settings, embedder=Settings.from_environment({"CHATREC_EMBEDDER": embedder}).embedder
        )
    items = load(find_source(catalog or settings.catalog, settings))
    place = settings.chroma_url or settings.index_folder
    held = ItemIndex.open(place, items.name, open_configured_embedder(settings), rebuild=rebuild)
    try:
        with indexing_bar() as progress:
            change = held.sync(items, progress=progress)
    finally:
        held.close()
    typer.echo(
        f"{items.name}: {len(items):,} {items.nouns} indexed "
        f"({change.added:,} new, {change.changed:,} changed, {change.removed:,} removed)"
    )
    if interactions is not None:
        learn(interactions, settings, items)
