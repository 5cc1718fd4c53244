"""What is done with a file that a browser sent: functions for a process of their own, because reading takes long.

They take and return what can be pickled; the catalogue itself stays in the process.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...catalog.catalog import Catalog
from ...errors import IndexingError
from ...opening import make_index
from ...settings import Settings
from ..views.catalogue_preview import show_preview, told_of
from .brought import Brought
from .corrections import Preview
from .drafts import Drafts
from .index_state import IndexState, write_index_state


@dataclass(frozen=True, slots=True)
class ShownDraft:
    """A draft as the page shows it."""

    html: str
    told: str
    """What screen readers say of it."""


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft that is a catalogue now."""

    name: str
    title: str
    is_new: bool
    """Whether this call kept it, rather than another tab just before."""


def take(settings: Settings, owner: str, sent: Path, name: str) -> ShownDraft:
    """Make a file that was sent the draft of its owner.

    Raises:
        UploadError: It cannot be read as a catalogue; the earlier draft stays.
    """
    return _shown(Drafts(settings).take(owner, sent, name))


def look(settings: Settings, owner: str, complaint: str = "") -> ShownDraft:
    """Return the draft of an owner as it stands, with a complaint above it where there is one.

    Raises:
        UploadError: There is none any more.
    """
    made = Drafts(settings).look(owner)
    return ShownDraft(show_preview(made, complaint=complaint), complaint or told_of(made))


def correct(
    settings: Settings, owner: str, title: str, noun: str, facets: Mapping[str, Any]
) -> ShownDraft:
    """Correct the draft of an owner.

    Raises:
        UploadError: There is none any more.
    """
    return _shown(_corrected(settings, owner, title, noun, facets))


def keep(
    settings: Settings, owner: str, title: str, noun: str, facets: Mapping[str, Any]
) -> ShownDraft | KeptDraft:
    """Correct the draft of an owner, and where every correction fits keep it as a catalogue.

    It is kept under a name of its own, once: asked for again before the draft is discarded, it stays as it is.

    Raises:
        UploadError: There is none any more.
        RequestError: The owner keeps as many as there may be.
        CatalogError: It cannot be written.
    """
    made = _corrected(settings, owner, title, noun, facets)
    if made.complaints:
        return _shown(made)
    brought, name, called = Brought(settings), made.draft.kept_as, made.draft.title
    is_new = not brought.is_kept(owner, name)
    if is_new:
        brought.keep(owner, made.catalog, title=called, name=name)
    return KeptDraft(name, called, is_new)


def index(settings: Settings, owner: str, name: str) -> None:
    """Make what a catalogue of an owner is searched with, telling beside it how far that is.

    Raises:
        RequestError: It is kept no longer.
        IndexingError: The index cannot be written, or the server that asked for it has ended.
    """
    brought = Brought(settings)
    folder, server = brought.folder(owner, name), os.getppid()

    def told(done: int, total: int) -> None:
        # Another server may have the folder by now.
        if os.getppid() != server or not brought.is_kept(owner, name):
            raise IndexingError("nobody waits for this catalogue any more; open it again")
        write_index_state(folder, IndexState(settings.embedder, done, total))

    catalog = Catalog.load(brought.source(owner, name), name=name)
    make_index(catalog, settings=brought.settings(owner, name), progress=told)
    write_index_state(folder, IndexState(settings.embedder, len(catalog), len(catalog), whole=True))


def _corrected(
    settings: Settings, owner: str, title: str, noun: str, facets: Mapping[str, Any]
) -> Preview:
    return Drafts(settings).correct(owner, title=title, noun=noun, asked=facets)


def _shown(made: Preview) -> ShownDraft:
    return ShownDraft(show_preview(made), told_of(made))
