"""What stands on the page before anything was said: what this is for, and openings from the catalogue itself."""

from __future__ import annotations

from .openings import openings
from .render import render
from .showcase import Showcase


def show_first_screen(showcase: Showcase) -> str:
    """Return the first screen of a catalogue."""
    catalog = showcase.catalog
    count = len(catalog)
    begun = openings(showcase.table)
    pictures = showcase.pictures([one.item for one in begun])
    return render(
        "first_screen.html",
        nouns=catalog.nouns,
        count=f"{count:,} {catalog.noun if count == 1 else catalog.nouns}",
        about=catalog.about,
        openings=list(zip(begun, pictures, strict=True)),
    )
