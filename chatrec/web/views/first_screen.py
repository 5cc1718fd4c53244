"""What stands on the page before anything was said: what this is for, and openings from the catalogue itself."""

from __future__ import annotations

from ...retrieval.facet_table import FacetTable
from .openings import openings
from .render import render


def show_first_screen(table: FacetTable) -> str:
    """Return the first screen of a catalogue."""
    catalog = table.catalog
    count = len(catalog)
    return render(
        "first_screen.html",
        nouns=catalog.nouns,
        count=f"{count:,} {catalog.noun if count == 1 else catalog.nouns}",
        about=catalog.about,
        openings=openings(table),
    )
