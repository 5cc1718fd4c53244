"""Two small catalogues, a state in one line, and a brief as a turn would make it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chatrec.brains.brain import Brief
from chatrec.brains.rules.judging.judge import judge
from chatrec.catalog.catalog import Catalog
from chatrec.catalog.facets import Facet, Schema
from chatrec.catalog.items import Item
from chatrec.catalog.rules import Condition, Confirmation, Disclosure, HouseRules
from chatrec.dialogue.conversation import Conversation
from chatrec.dialogue.preferences import Preferences, Source
from chatrec.dialogue.reply import ActionKind
from chatrec.dialogue.understanding import Intent, Understanding
from chatrec.grounding.matching import breaks
from chatrec.retrieval.candidates import Candidate

FILM_SCHEMA = Schema(
    facets=(
        Facet(
            name="genres",
            type="many",
            label="genre",
            values={"science fiction": ("sci-fi", "scifi")},
        ),
        Facet(name="moods", type="many", label="mood"),
        Facet(name="themes", type="many", label="theme"),
        Facet(name="services", type="many", label="streaming service"),
        Facet(name="year", type="number", measure="year"),
        Facet(name="runtime", type="number", unit="min", measure="duration", label="running time"),
        Facet(name="directors", type="many", label="director", people=True),
        Facet(name="rated", type="category", label="age rating"),
        Facet(name="released", type="date", label="release date", show=False),
    )
)


def film(item_id: str, title: str, description: str = "", **facts: Any) -> Item:
    """Return a film."""
    return Item(item_id, title, description, facts)


FILMS = Catalog(
    "films",
    (
        film(
            "f1",
            "Paper Lanterns",
            "A baker hides a runaway in the loft above his shop. Nobody in town asks why.",
            genres=("drama", "comedy"),
            moods=("warm", "funny"),
            themes=("friendship",),
            services=("Hulu",),
            year=1994,
            runtime=96,
            directors=("Ada Lindqvist",),
            rated="PG",
            released="1994-05-20",
        ),
        film(
            "f2",
            "Night Ferry",
            "A storm, a ferry, and nine passengers with a secret each.",
            genres=("thriller",),
            moods=("tense", "dark"),
            themes=("revenge", "the sea"),
            services=("Netflix", "Hulu"),
            year=1999,
            runtime=128,
            directors=("Tomas Reyes",),
            rated="R",
            released="1999-11-02",
        ),
        film(
            "f3",
            "The Copper Moon",
            "Two miners race a machine across the desert.",
            genres=("science fiction", "comedy"),
            moods=("silly",),
            themes=("machines",),
            services=("Netflix",),
            year=2011,
            runtime=88,
            directors=("Ada Lindqvist", "Bo Chen"),
            rated="PG",
            released="2011-01-14",
        ),
        film("f4", "Heat", "", genres=("crime",), year=1995, runtime=170, rated="NC-17"),
        film("f5", "It", genres=("horror",), moods=("scary",), year=1990, runtime=187),
        film("f6", "Untold"),
    ),
    FILM_SCHEMA,
    HouseRules(
        available=(Condition(facet="services", in_user="services"),),
        confirm=(Confirmation(facet="rated", equals="NC-17", ask="Adults only. Are you 18?"),),
    ),
    noun="film",
    nouns="films",
    about="Six invented films.",
)

SHOP_SCHEMA = Schema(
    facets=(
        Facet(name="category", type="category"),
        Facet(name="brand", type="category"),
        Facet(name="price", type="money", unit="USD", measure="price"),
        Facet(name="weight_kg", type="number", unit="kg", measure="weight", label="weight"),
        Facet(
            name="screen_inches", type="number", unit="in", measure="screen", label="screen size"
        ),
        Facet(name="memory_gb", type="number", unit="GB", measure="memory", label="memory"),
        Facet(name="rating", type="number", unit="star", measure="rating"),
        Facet(name="wireless", type="flag"),
        Facet(name="drawbacks", type="many", label="drawback"),
        Facet(name="stock", type="number", measure="stock", show=False),
        Facet(name="sponsored", type="flag", show=False),
    )
)
SPONSORED = "Sponsored: the maker pays for this place."


def product(item_id: str, title: str, description: str = "", **facts: Any) -> Item:
    """Return a product of which there are some in stock, unless said otherwise."""
    return Item(item_id, title, description, {"stock": 3, **facts})


SHOP = Catalog(
    "shop",
    (
        product(
            "l1",
            "Tern 13",
            "A quiet machine for the train. It has no fan.",
            category="laptop",
            brand="Tern",
            price=849.0,
            weight_kg=1.12,
            screen_inches=13.3,
            memory_gb=16,
            rating=4.4,
            drawbacks=("only two ports",),
        ),
        product(
            "l2",
            "Wren 14",
            "Cheap and cheerful.",
            category="laptop",
            brand="Wren",
            price=499.99,
            weight_kg=1.6,
            screen_inches=14.0,
            memory_gb=8,
            rating=3.9,
            sponsored=True,
        ),
        product(
            "h1",
            "Tern Hush",
            "Silence for your ears.",
            category="headphones",
            brand="Tern",
            price=149.0,
            weight_kg=0.25,
            wireless=True,
            rating=4.6,
        ),
        product("l3", "Gone 15", category="laptop", price=700.0, weight_kg=2.0, stock=0),
    ),
    SHOP_SCHEMA,
    HouseRules(
        available=(Condition(facet="stock", at_least=1),),
        disclose=(Disclosure(facet="sponsored", equals=True, say=SPONSORED),),
    ),
    noun="product",
    nouns="products",
)

Wish = tuple[Any, ...]
"""facet, operator, value, the person's words, and then strength and polarity where they are not the usual ones."""


def state(*wishes: Wish, liked: Sequence[str] = (), seen: Sequence[str] = ()) -> Preferences:
    """Return a state; every wish is of turn 1."""
    preferences = Preferences()
    for facet, operator, value, quote, *rest in wishes:
        more = dict(zip(("strength", "polarity"), rest, strict=False))
        preferences = preferences.adding(
            facet, operator, value, source=Source(turn=1, quote=quote), **more
        )
    for item_id in liked:
        preferences = preferences.noting(item_id, "liked")
    for item_id in seen:
        preferences = preferences.noting(item_id, "seen")
    return preferences


def brief(
    catalog: Catalog,
    preferences: Preferences,
    *,
    action: ActionKind = "recommend",
    intent: Intent = "recommend",
    items: Sequence[str] = (),
    conversation: Conversation | None = None,
    understanding: Understanding | None = None,
    size: int = 3,
    **rest: Any,
) -> Brief:
    """Return the brief of a turn over the items that keep to the state and the rules."""
    before = conversation or Conversation(session_id="s")
    fitting = [
        item
        for item in catalog
        if not any(breaks(entry, item, catalog.schema) for entry in preferences.entries)
        and all(rule.holds(item, before.profile) for rule in catalog.rules.available)
        and not any(rule.holds(item, before.profile) for rule in catalog.rules.confirm)
        and item.id not in preferences.items("liked", "seen")
    ]
    candidates = [Candidate(item, 1.0 - place / 100) for place, item in enumerate(fitting)]
    judged = judge(candidates, preferences, before, catalog)
    about = tuple(catalog[item_id] for item_id in items)
    weighed = {
        one.candidate.item.id: (*one.because, *one.caveats)
        for one in judge([Candidate(item, 0.0) for item in about], preferences, before, catalog)
    }
    return Brief(
        action=action,
        understanding=understanding or Understanding(intent=intent),
        conversation=before,
        preferences=preferences,
        slate=judged[:size] if action == "recommend" else (),
        items=about,
        evidence=tuple(weighed[item.id] for item in about),
        fitting=len(fitting),
        **rest,
    )
