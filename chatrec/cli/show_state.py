"""How the preference state looks in a terminal: numbered entries with the words they were read from."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..catalog.catalog import Catalog
from ..dialogue.preferences import FeedbackKind, Preference, Preferences
from ..dialogue.wording import describe_preference, name_items
from .screen import printable

_FEEDBACK: tuple[tuple[FeedbackKind, str], ...] = (
    ("liked", "liked"),
    ("disliked", "disliked"),
    ("seen", "seen"),
    ("accepted", "chosen"),
    ("rejected", "turned down"),
)


def show_state(console: Console, preferences: Preferences, catalog: Catalog) -> None:
    """Print what is understood so far, so that it can be corrected by number."""
    if not preferences.entries and not preferences.feedback:
        console.print(Text("Nothing is understood yet.", style="hint"))
        return
    table = Table.grid(padding=(0, 2, 0, 0))
    for number, entry in enumerate(preferences.entries, start=1):
        table.add_row(
            Text(f"{number:>2}", style="number"),
            Text(_kind(entry), style="understood" if entry.polarity == "wanted" else "caveat"),
            Text(printable(describe_preference(entry, catalog.schema))),
            Text(_source(entry), style="hint"),
        )
    console.print(table)
    for kind, words in _FEEDBACK:
        titles = name_items(preferences.items(kind), catalog)
        if titles:
            console.print(Text(f"    {words}: {printable(', '.join(titles))}"))


def _kind(entry: Preference) -> str:
    if entry.polarity == "unwanted":
        return "not"
    return "must" if entry.strength == "must" else "wish"


def _source(entry: Preference) -> str:
    if entry.source.origin == "edited":
        return "set by hand"
    if entry.source.origin == "profile":
        return "from your profile"
    return f'"{printable(entry.source.quote)}"' if entry.source.quote else ""
