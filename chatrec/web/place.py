"""Where a tab of a browser is: the catalogue and the chat that it shows."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace

from ..chat import Chat
from .bots import Bots


@dataclass(frozen=True, slots=True)
class Place:
    """A chat of an owner about a catalogue. It never leaves the server, so that nobody can name another's."""

    owner: str
    catalog: str
    session: str

    def chat(self, bots: Bots) -> Chat:
        """Return the chat, to read it or to go on with it."""
        return bots.get(self.catalog).session(self.session, user=self.owner)


def resume(bots: Bots, owner: str) -> Place:
    """Return the place that the owner used last, else a new chat about the first catalogue.

    Raises:
        StoreError: The session store failed.
    """
    names = set(bots.names)
    for known in bots.get(bots.first).store.sessions(owner):
        if known.catalog in names:
            return Place(owner, known.catalog, known.id)
    return Place(owner, bots.first, _new_session())


def switch(bots: Bots, place: Place, catalog: str) -> Place:
    """Return the owner's last chat about another catalogue, else a new one; it is resumed from now on.

    Raises:
        ChatrecError: The catalogue cannot be opened, or the session store failed.
    """
    store = bots.get(catalog).store
    known = (one.id for one in store.sessions(place.owner) if one.catalog == catalog)
    there = replace(place, catalog=catalog, session=next(known, None) or _new_session())
    _keep(bots, there)
    return there


def begin_anew(bots: Bots, place: Place) -> Place:
    """Return a new chat about the same catalogue, which is resumed from now on; an empty one is new enough.

    Raises:
        StoreError: The session store failed.
    """
    chat = place.chat(bots)
    if not chat.turns and not chat.preferences.entries:
        return place
    there = replace(place, session=_new_session())
    _keep(bots, there)
    return there


def new_owner() -> str:
    """Return a name for a browser that keeps no cookies: its chat lasts until the page is left."""
    return f"web-{secrets.token_hex(16)}"


def _new_session() -> str:
    return f"web-{secrets.token_hex(16)}"


def _keep(bots: Bots, place: Place) -> None:
    """Store the chat as it is, so that it is the one used last."""
    now = place.chat(bots).conversation
    bots.get(place.catalog).store.edit(place.session, lambda stored: stored or now)
