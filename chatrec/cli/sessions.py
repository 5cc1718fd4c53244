"""`chatrec sessions`: the chats that are kept, and what is kept of a person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import StoreError
from ..settings import Settings
from ..well_formed import json_text
from .options import JsonOption, UserOption

if TYPE_CHECKING:
    from ..dialogue.sessions.store import SessionStore, SessionSummary

sessions = typer.Typer(
    help="List, export and forget chats.", no_args_is_help=True, rich_markup_mode=None
)
SessionArgument = Annotated[
    str | None, typer.Argument(metavar="[SESSION]", help="The name of a chat.", show_default=False)
]


@sessions.command("list")
def list_sessions(user: UserOption = None, as_json: JsonOption = False) -> None:
    """List the chats, newest first."""
    with open_store() as store:
        found = store.sessions(user)
    if as_json:
        rows = [
            {"id": one.id, "user": one.user, "catalog": one.catalog, "title": one.title}
            | {"turns": one.turns, "updated": one.updated.isoformat()}
            for one in found
        ]
        typer.echo(json_text(rows, indent=2))
        return
    if not found:
        typer.echo("No chats are kept yet.", err=True)
        return
    _show(found)


@sessions.command()
def export(session: SessionArgument = None, user: UserOption = None) -> None:
    """Print all that is kept of a chat or of a user, as JSON."""
    _one_of(session, user)
    with open_store() as store:
        held = store.export(user) if user else store.export_session(session or "")
    if held is None:
        raise StoreError(f"there is no chat {session!r}; list them with: chatrec sessions list")
    typer.echo(json_text(held, indent=2))


@sessions.command()
def forget(
    session: SessionArgument = None,
    user: UserOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete all that is kept of a chat or of a user, for good."""
    _one_of(session, user)
    whose = f"all that is kept about {user}" if user else f"the chat {session}"
    if not yes:
        typer.confirm(f"This deletes {whose}, for good. Go on?", abort=True)
    with open_store() as store:
        gone = store.forget(user) if user else store.delete(session or "")
    if not gone:
        raise StoreError(f"nothing is kept about {user or session!r}, so nothing was deleted")
    typer.echo(f"Deleted {whose}.")


@contextmanager
def open_store() -> Iterator[SessionStore]:
    """Open the session store of the settings and close it at the end."""
    from ..dialogue.sessions.store import SessionStore

    store = SessionStore.open(Settings.from_environment().database)
    try:
        yield store
    finally:
        store.close()


def _one_of(session: str | None, user: str | None) -> None:
    if (session is None) == (user is None):
        raise typer.BadParameter("name a chat, or a user with --user, and not both")


def _show(found: list[SessionSummary]) -> None:
    from rich.table import Table
    from rich.text import Text

    from .screen import open_console, printable

    table = Table.grid(padding=(0, 2, 0, 0))
    for one in found:
        table.add_row(
            Text(f"{one.updated.astimezone():%Y-%m-%d %H:%M}", style="count"),
            Text(printable(one.id), style="answer"),
            Text(printable(one.catalog)),
            Text(f"{one.turns:>3}", style="count"),
            Text(printable(one.title)),
        )
    open_console().print(table)
