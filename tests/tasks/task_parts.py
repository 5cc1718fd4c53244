"""What the tests of tasks share: a catalogue of books beside the films."""

from __future__ import annotations

from chatrec.catalog.catalog import Catalog
from chatrec.catalog.facets import Facet, Schema
from chatrec.catalog.items import Item

BOOKS = (
    (
        "b1",
        "Dust of Io",
        "Science fiction",
        "space",
        "Miners on a moon of Jupiter lose their radio.",
    ),
    ("b2", "The Quiet Ledger", "Crime", "money", "An accountant finds a murder in the books."),
    ("b3", "Salt and Thyme", "Cooking", "kitchen", "A year of suppers from one small garden."),
    ("b4", "Ice Front", "War", "winter", "Two armies wait for a river to freeze."),
    ("b5", "A Laugh at Sea", "Comedy", "sea", "A cruise goes wrong in every possible way."),
    ("b6", "Verses for Crows", "Poetry", "birds", "Short poems about birds and forgetting."),
)


def books() -> Catalog:
    schema = Schema(
        facets=(
            Facet(name="genre", type="category", ask=True, show=True),
            Facet(name="themes", type="many", show=True),
            Facet(name="language", type="category", show=True),
        )
    )
    items = tuple(
        Item(
            id=id_,
            title=title,
            description=about,
            attributes={"genre": genre, "themes": (theme,), "language": "English"},
        )
        for id_, title, genre, theme, about in BOOKS
    )
    return Catalog(name="books", items=items, schema=schema, noun="book", nouns="books")
