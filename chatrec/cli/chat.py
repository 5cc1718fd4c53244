"""`chatrec chat`: talk in the terminal."""

from __future__ import annotations

from .options import CatalogArgument, ProfileOption, SessionOption, UserOption


def chat(
    catalog: CatalogArgument = None,
    session: SessionOption = None,
    user: UserOption = None,
    profile: ProfileOption = None,
) -> None:
    """Talk in the terminal; /help lists what you can say with a slash."""
    from ..settings import Settings
    from .open_bot import open_bot
    from .profile import read_profile
    from .screen import open_console
    from .talk import Talk

    settings = Settings.from_environment()
    known = read_profile(profile or ())
    console = open_console()
    source: str | None = catalog or settings.catalog
    while source is not None:
        with open_bot(source, settings=settings) as bot:
            talk = Talk(bot, console, session=session, user=user, profile=known, source=source)
            source = talk.run()
        session = None
