"""The whole preference state in words."""

from __future__ import annotations

from collections.abc import Iterable

from ...catalog.catalog import Catalog
from ..preferences import Preferences
from .names import name_items
from .wishes import describe_preference


def describe_state(preferences: Preferences, catalog: Catalog) -> str:
    """Return the whole state in plain English.

    "You want: comedy, under 100 minutes. Not: horror. Ideally: funny. Liked: Heat. Seen: Airplane!" An empty
    state gives "Nothing noted yet."
    """
    groups: dict[str, list[str]] = {"You want": [], "Not": [], "Ideally": []}
    for entry in preferences.entries:
        name = "Not" if entry.polarity == "unwanted" else "Ideally"
        if name == "Ideally" and entry.strength == "must":
            name = "You want"
        words = describe_preference(entry, catalog.schema)
        groups[name].extend([words] if words else [])
    for name, kind in (("Liked", "liked"), ("Disliked", "disliked"), ("Seen", "seen")):
        ids = [one.item_id for one in preferences.feedback if one.kind == kind]
        groups[name] = name_items(ids, catalog)
    parts = [
        f"{name}: {', '.join(dict.fromkeys(words))}" for name, words in groups.items() if words
    ]
    return _sentences(parts) if parts else "Nothing noted yet."


def _sentences(parts: Iterable[str]) -> str:
    return " ".join(part if part.endswith(("!", "?", ".")) else f"{part}." for part in parts)
