"""`chatrec web`: the web page."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from ..settings import Settings
from .options import CatalogArgument


def web(
    catalog: CatalogArgument = None,
    host: Annotated[
        str | None, typer.Option(help="The address to listen on.", show_default=False)
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(help="The port to listen on.", min=1, max=65535, show_default=False),
    ] = None,
) -> None:
    """Open the web page."""
    from ..web import serve

    settings = Settings.from_environment()
    settings = replace(
        settings,
        host=host or settings.host,
        port=port or settings.port,
        catalog=catalog or settings.catalog,
    )
    typer.echo(f"Opening http://{settings.host}:{settings.port} (Ctrl-C stops it) ...", err=True)
    serve(settings)
