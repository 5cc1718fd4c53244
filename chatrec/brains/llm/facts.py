"""What a model is shown of an item: its title and a few facts under the names by which it may cite them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...catalog.facets import Facet, Schema
from ...catalog.items import Item
from ...dialogue.preferences import FeedbackKind, Preference, Preferences
from ...dialogue.wording import describe_preference, name_item
from ...dialogue.wording.values import value_words
from ...grounding.clean import clean
from .fencing import fenced

_VALUES = 2
_LONGEST = 30
_TITLE = 48
_ABOUT = 32
_DESCRIBED = 120
_WISH = 80
_FELT: tuple[FeedbackKind, ...] = ("liked", "disliked", "rejected")


def shown_facets(schema: Schema, preferences: Preferences) -> list[Facet]:
    """Return the facets whose facts are shown: those wished for, then the first of the schema, people last."""
    wished = {entry.facet for entry in preferences.entries}
    tellable = [one for one in schema if one.show and one.type != "text" and one.measure != "year"]
    first = [one for one in tellable if one.name in wished]
    return [*first, *sorted((one for one in tellable if one not in first), key=_is_people)]


def columns(items: Iterable[Item], schema: Schema, preferences: Preferences) -> list[Facet]:
    """Return the facets that candidates can be compared by: those wished for, then what most of their records hold.

    A fact that all of them have tells none from another.
    """
    shown = list(items)
    wished = {entry.facet for entry in preferences.entries}
    found = []
    for one in shown_facets(schema, preferences):
        facts = [item.fact(one.name) for item in shown]
        known = sum(fact is not None for fact in facts)
        differ = len(shown) < 2 or any(fact != facts[0] for fact in facts)
        if differ and (one.name in wished or 2 * known >= len(shown)):
            found.append(one)
    return found


def _is_people(facet: Facet) -> bool:
    return facet.people


def row(key: str, item: Item, schema: Schema, facets: Iterable[Facet], *, about: bool) -> str:
    """Return an item as a row of a table: key, title, a cell for each facet, and where asked for how it is described."""
    cells = [f"{key} {fenced(name_item(item, schema), limit=_TITLE)}"]
    cells += [_words(item, facet) or "-" for facet in facets]
    return " | ".join([*cells, *([fenced(item.description, limit=_ABOUT)] if about else [])])


def card(key: str, item: Item, schema: Schema, facets: Iterable[Facet], *, most: int) -> str:
    """Return an item in one line: key, title, at most `most` facts by name, and how it is described."""
    parts = [f"{key} {fenced(name_item(item, schema), limit=_TITLE)}"]
    for facet in facets:
        words = _words(item, facet)
        if words:
            parts.append(f"{facet.name}: {words}")
        if len(parts) > most:
            break
    described = fenced(item.description, limit=_DESCRIBED)
    return " | ".join([*parts, *([f"about: {described}"] if described else [])])


def _words(item: Item, facet: Facet) -> str:
    value = item.fact(facet.name)
    if isinstance(value, tuple | list):
        value = tuple(clean(str(one)) for one in value[:_VALUES])
    elif isinstance(value, str):
        value = clean(value)
    return "" if value is None else fenced(value_words(facet, value), limit=_LONGEST)


def wishes(preferences: Preferences, schema: Schema) -> list[str]:
    """Return the state, each entry in one line with its id."""
    return [
        f"{one.id} {_force(one)}: {fenced(describe_preference(one, schema), limit=_WISH)}"
        for one in preferences.entries
    ]


def _force(entry: Preference) -> str:
    """Return how much a wish weighs and to which side: "must", "prefer not"."""
    return entry.strength if entry.polarity == "wanted" else f"{entry.strength} not"


def feelings(preferences: Preferences, items: Mapping[str, Item]) -> list[str]:
    """Return what the person said of items: "liked: Paper Lions"."""
    return [
        f"{kind}: {', '.join(fenced(items[one].title, limit=_TITLE) for one in named)}"
        for kind in _FELT
        if (named := [one for one in preferences.items(kind) if one in items])
    ]
