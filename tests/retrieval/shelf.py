"""A small shelf of films that the tests of retrieval share."""

from __future__ import annotations

from chatrec.catalog.catalog import Catalog
from chatrec.catalog.facets import Facet, Schema
from chatrec.catalog.items import Item, Value

SCHEMA = Schema(
    facets=(
        Facet(name="genres", type="many", values={"science fiction": ("sci-fi",)}),
        Facet(name="cast", type="many", people=True),
        Facet(name="year", type="number", measure="year"),
        Facet(name="runtime", type="number", unit="min", measure="duration"),
        Facet(name="released", type="date"),
        Facet(name="rated", type="category"),
        Facet(name="in_colour", type="flag"),
    )
)


def film(item_id: str, title: str, description: str = "", **attributes: Value) -> Item:
    """Return a film with these facts."""
    return Item(item_id, title, description, attributes)


def shelf(*items: Item) -> Catalog:
    """Return a catalogue of films."""
    return Catalog("shelf", items, SCHEMA)


FILMS = shelf(
    film(
        "airplane",
        "Airplane!",
        "Passengers fall ill aboard a jet and a nervous pilot must land it.",
        genres=("Comedy",),
        cast=("Leslie Nielsen", "Julie Hagerty"),
        year=1980,
        runtime=88,
        released="1980-07-02",
        rated="PG",
        in_colour=True,
    ),
    film(
        "gun",
        "The Naked Gun",
        "A clumsy policeman stumbles into a plot against a royal visitor.",
        genres=("Comedy", "Crime"),
        cast=("Leslie Nielsen", "Priscilla Presley"),
        year=1988,
        runtime=85,
        released="1988-12-02",
        rated="PG-13",
        in_colour=True,
    ),
    film(
        "alien",
        "Alien",
        "The crew of a tug in deep space wakes a creature that hunts them.",
        genres=("Horror", "Sci-Fi"),
        cast=("Sigourney Weaver",),
        year=1979,
        runtime=117,
        released="1979-05-25",
        rated="R",
        in_colour=True,
    ),
    film(
        "nosferatu",
        "Nosferatu",
        "A count who drinks blood moves to a small town.",
        genres=("horror",),
        year=1922,
        runtime=94,
        released="1922-03-04",
        in_colour=False,
    ),
    film("amelie", "Amélie", "A shy waitress does good by stealth.", genres=("Comedy", "Romance")),
)
