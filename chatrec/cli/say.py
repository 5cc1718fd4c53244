"""`chatrec say`: one message, one reply."""

from __future__ import annotations

from typing import Annotated

import typer

from ..settings import Settings
from ..well_formed import json_text
from .options import CatalogOption, JsonOption, ProfileOption, SessionOption, UserOption


def say(
    text: Annotated[str, typer.Argument(help="The message; - reads it from standard input.")],
    catalog: CatalogOption = None,
    session: SessionOption = None,
    user: UserOption = None,
    profile: ProfileOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer one message and exit."""
    from .open_bot import open_bot
    from .profile import read_profile
    from .screen import open_console
    from .show_reply import show_reply

    settings = Settings.from_environment()
    known = read_profile(profile or ())
    message = typer.get_text_stream("stdin").read() if text == "-" else text
    with open_bot(catalog, settings=settings) as bot:
        reply = bot.session(session, user=user, profile=known).say(message)
    if as_json:
        typer.echo(json_text(reply.model_dump(mode="json"), indent=2))
    else:
        show_reply(open_console(), reply)
