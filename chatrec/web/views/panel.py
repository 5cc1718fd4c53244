"""What the program understood: each entry with the words it was read from, and the items spoken of."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from ...catalog.catalog import Catalog
from ...dialogue.preferences import TEXT, FeedbackKind, Preference, Preferences
from ...dialogue.wording import describe_preference, name_item
from .highlight import marked
from .render import render

PANEL = "panel"
_STRENGTHS = {
    ("wanted", "must"): "must have",
    ("wanted", "prefer"): "nice to have",
    ("unwanted", "must"): "never",
    ("unwanted", "prefer"): "rather not",
}
_FEEDBACK: tuple[tuple[FeedbackKind, str], ...] = (
    ("liked", "Liked"),
    ("disliked", "Disliked"),
    ("seen", "Seen"),
    ("accepted", "Chosen"),
    ("rejected", "Turned down"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One preference as a chip."""

    id: str
    words: str
    shown: Markup
    """Its words, with those that the person used marked."""
    strength: str
    """must or prefer."""
    unwanted: bool
    standing: str
    """The strength in words: "must have"."""
    other: str
    """What a click on the strength makes of it."""
    source: str
    """Where it comes from, in words."""
    quote: str
    """The words it was read from; empty where it was read from none."""
    editable: bool


@dataclass(frozen=True, slots=True)
class Spoken:
    """Items that something was said or noted of."""

    kind: str
    name: str
    items: tuple[tuple[str, str], ...]
    """Ids and titles."""


def show_panel(
    preferences: Preferences,
    catalog: Catalog,
    *,
    consent: bool,
    can_undo: bool,
    complaint: str = "",
) -> str:
    """Return the panel beside the conversation."""
    return render(
        "panel.html",
        id=PANEL,
        entries=[_entry(one, catalog) for one in preferences.entries],
        spoken=_spoken(preferences, catalog),
        consent=consent,
        can_undo=can_undo,
        complaint=complaint[:1].upper() + complaint[1:],
    )


def other_strength(entry: Preference) -> str:
    """Return what a click on the strength of an entry makes of it."""
    return "prefer" if entry.strength == "must" else "must"


def entry_words(entry: Preference, catalog: Catalog) -> str:
    """Return an entry in words: "under $900", "not by Lumio"."""
    words = describe_preference(entry, catalog.schema) or entry.facet
    return f"not {words}" if entry.polarity == "unwanted" else words


def _entry(entry: Preference, catalog: Catalog) -> Entry:
    other = "prefer" if entry.strength == "must" else "must"
    words, quote = entry_words(entry, catalog), entry.source.quote
    return Entry(
        id=entry.id,
        words=words,
        shown=marked(words, [quote]),
        strength=entry.strength,
        unwanted=entry.polarity == "unwanted",
        standing=_STRENGTHS[entry.polarity, entry.strength],
        other=_STRENGTHS[entry.polarity, "must" if other == "must" else "prefer"],
        source=_source(entry),
        quote=quote if entry.source.origin != "edited" else "",
        editable=entry.facet != TEXT and entry.operator not in ("low", "high", "matches"),
    )


def _source(entry: Preference) -> str:
    if entry.source.origin == "edited":
        return "You set this by hand"
    if entry.source.origin == "profile":
        return "Remembered from an earlier chat:" if entry.source.quote else "Remembered"
    return "You said" if entry.source.quote else "From an answer you chose"


def _spoken(preferences: Preferences, catalog: Catalog) -> list[Spoken]:
    found = []
    for kind, name in _FEEDBACK:
        ids = [one for one in preferences.items(kind) if one in catalog]
        if ids:
            items = tuple((one, name_item(catalog[one], catalog.schema)) for one in ids)
            found.append(Spoken(kind, name, items))
    return found
