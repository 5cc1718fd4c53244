"""Arguments and options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

CatalogArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[CATALOG]",
        help="A sample (movies, electronics), an imported catalogue, a file or a database URL.",
        show_default=False,
    ),
]
CatalogOption = Annotated[
    str | None,
    typer.Option(
        "--catalog",
        "-c",
        help="A sample (movies, electronics), an imported catalogue, a file or a database URL.",
    ),
]
SessionOption = Annotated[
    str | None, typer.Option("--session", "-s", help="Open or resume the chat of this name.")
]
UserOption = Annotated[
    str | None,
    typer.Option("--user", "-u", help="Whose chat it is, for what is kept across chats."),
]
ProfileOption = Annotated[
    list[str] | None,
    typer.Option(
        "--profile",
        "-p",
        metavar="FILE.json|KEY=VALUE",
        help="What is known of the user: streaming_services=Hulu,Netflix; may be given several times.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
