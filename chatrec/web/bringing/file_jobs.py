"""What is done with a file that a browser sent: functions for a process of their own, because reading takes long.

They take and return what can be pickled; the catalogue itself stays in the process.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...settings import Settings
from ..views.catalogue_preview import show_preview, told_of
from .brought import Brought
from .corrections import Preview
from .drafts import Drafts


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

    Raises:
        UploadError: There is none any more.
        RequestError: The owner keeps as many as there may be.
        CatalogError: It cannot be written.
    """
    made = _corrected(settings, owner, title, noun, facets)
    if made.complaints:
        return _shown(made)
    called = made.draft.title
    name = Brought(settings).keep(owner, made.catalog, title=called, name=made.draft.kept_as)
    return KeptDraft(name, called)


def _corrected(
    settings: Settings, owner: str, title: str, noun: str, facets: Mapping[str, Any]
) -> Preview:
    return Drafts(settings).correct(owner, title=title, noun=noun, asked=facets)


def _shown(made: Preview) -> ShownDraft:
    return ShownDraft(show_preview(made), told_of(made))
