"""Where a tab of a browser is: whose it is, and the catalogue and the chat that it shows."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from urllib.parse import quote

from ..errors import RequestError, StoreError
from .bots import Bots

_SESSION = re.compile(r"web-[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Place:
    """A chat of an owner about a catalogue."""

    owner: str
    catalog: str
    session: str

    @property
    def address(self) -> str:
        """The address of the chat; it opens in the owner's browser only."""
        return f"/c/{self.session}?on={quote(self.catalog, safe='')}"


def find_place(bots: Bots, owner: str, session: str = "", catalog: str = "") -> Place:
    """Return the place that a browser means.

    Args:
        bots: The catalogues.
        owner: Whose browser it is.
        session: The chat; where none is named, the one used last (about the catalogue, where one is named).
        catalog: The catalogue of a chat that is new; the first one where none is named or it is not there.

    Raises:
        RequestError: The chat belongs to another browser, or its id is none of ours.
        StoreError: The session store failed.
    """
    names = bots.names(owner)
    if not session:
        return _last(bots, owner, names, catalog)
    if not _SESSION.fullmatch(session):
        raise RequestError(f"{session[:60]!r} is no chat of this page; begin a new one", status=404)
    # By its summary, which tells also of a chat that is damaged, so that it can be deleted.
    known = bots.store.summary(session)
    if known is not None and known.user != owner:
        raise RequestError("this chat belongs to another browser; it opens only there", status=404)
    about = known.catalog if known is not None else catalog
    return Place(owner, about if about in names else bots.first, session)


def new_place(bots: Bots, owner: str, catalog: str) -> Place:
    """Return a chat in which nothing was said yet."""
    about = catalog if catalog in bots.names(owner) else bots.first
    return Place(owner, about, f"web-{secrets.token_hex(16)}")


def _last(bots: Bots, owner: str, names: list[str], catalog: str) -> Place:
    for known in bots.store.sessions(owner):
        fits = known.catalog in names and catalog in ("", known.catalog) and known.turns
        if fits and _is_readable(bots, known.id):
            return Place(owner, known.catalog, known.id)
    return new_place(bots, owner, catalog)


def _is_readable(bots: Bots, session: str) -> bool:
    """Tell whether a chat is whole; a damaged one must not stand in front of all others."""
    try:
        return bots.store.load(session) is not None
    except StoreError:
        return False
