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
    gradio: Annotated[
        bool, typer.Option("--gradio", help="Serve a plain chat made with Gradio in its place.")
    ] = False,
) -> None:
    """Open the web page."""
    from .open_bot import progress_line

    settings = Settings.from_environment()
    source = catalog or settings.catalog
    settings = replace(
        settings,
        host=host or settings.host,
        port=port or settings.port,
        catalog=source,
    )
    typer.echo(f"Opening {source}; the first start takes a while ...", err=True)
    # After the line above: importing the page alone takes seconds.
    if gradio:
        from ..web.gradio_serving import serve
    else:
        from ..web import serve

    with progress_line() as progress:
        serve(settings, progress=progress)
