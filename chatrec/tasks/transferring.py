"""Carrying a taste over to another catalogue: books for somebody whose films are known.

What was liked and wished for there becomes words to search by here, and values that both catalogues know become
wishes, so that each pick says by its own facts what it has in common. A model, where one is set, is told what was
liked there and orders what was found here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ..brains.brain import Brief, Record
from ..brains.llm.facts import card, shown_facets
from ..catalog.catalog import Catalog
from ..catalog.facets import LISTED, Facet
from ..catalog.items import Item
from ..chat import Chat
from ..chatbot import Chatbot
from ..dialogue.conversation import Conversation
from ..dialogue.preferences import Preference, Preferences, Source
from ..dialogue.reply import Pick
from ..dialogue.slate import choose_slate
from ..dialogue.understanding import Understanding
from ..dialogue.wishes import wanted_words
from ..grounding.verify import verified
from ..retrieval.candidates import Query
from ..text import fold, stem

_LIKED = 5
"""How many of the items that were liked there count, the newest."""
_SHARED = 6
"""How many values that both know become wishes, those of most of the liked items first."""
_COMMON = 0.5
_FOUND = 50
_FACTS = 4


@dataclass(frozen=True, slots=True)
class Transfer:
    """What suits a taste in another catalogue."""

    picks: tuple[Pick, ...]
    text: str
    """In words that were checked against the records."""
    shared: tuple[Preference, ...]
    """The values that both catalogues know, as wishes here."""
    record: Record


def transfer_taste(chat: Chat, of: Chatbot, to: Chatbot, *, count: int = 3) -> Transfer:
    """Recommend from one catalogue by the taste of a chat about another; the chat stays as it is.

    Args:
        chat: Whose likes and wishes count; it is about the catalogue of `of`.
        of: The chatbot that the chat was held with.
        to: The chatbot over the other catalogue.
        count: How many picks, 1 or more.

    Raises:
        StoreError: The database failed.
    """
    before = chat.conversation
    liked = [
        item
        for item in map(of.catalog.get, before.preferences.items("liked", "accepted"))
        if item is not None
    ][-_LIKED:]
    shared = _shared(before.preferences, liked, of.catalog, to.catalog)
    state = Preferences(entries=shared)
    here = Conversation(session_id=chat.id, catalog=to.catalog.name, profile=before.profile)
    found = to.engine.retriever.find(
        Query(
            text=_words(before.preferences, liked, of.catalog),
            preferences=state.entries,
            user=before.profile,
            limit=_FOUND,
        )
    )
    brain = to.engine.brain.for_task(
        wanted_words(before.preferences), [_line(item, of.catalog) for item in liked]
    )
    judged = brain.judge(found.candidates, state, here)
    brief = Brief(
        action="recommend" if judged else "abstain",
        understanding=Understanding(intent="recommend"),
        conversation=here,
        preferences=state,
        slate=choose_slate(judged, size=count, retriever=to.engine.retriever),
        fitting=found.fitting,
    )
    checked = verified(brain.compose(brief), brief, catalog=to.catalog)
    to.store.note_calls(chat.id, brain.record.calls)
    return Transfer(checked.picks, checked.text, shared, brain.record)


def _words(preferences: Preferences, liked: list[Item], catalog: Catalog) -> str:
    """Return what was wished for and liked as one text: the wishes, what the items are about, their values."""
    parts = [wanted_words(preferences)]
    for item in liked:
        parts += [item.description, *(value for _, value in _values(item, catalog))]
    return " ".join(dict.fromkeys(part for part in parts if part))


def _shared(
    preferences: Preferences, liked: list[Item], of: Catalog, to: Catalog
) -> tuple[Preference, ...]:
    """Return the values wished for and liked there that the other catalogue knows, those named most often first."""
    known = _known_values(to)
    named: dict[str, int] = {}
    for entry in preferences.entries:
        facet = of.schema.get(entry.facet)
        values = entry.value if isinstance(entry.value, tuple) else (entry.value,)
        if facet is not None and not facet.people and entry.polarity == "wanted":
            for value in values:
                if isinstance(value, str):
                    named[value] = named.get(value, 0) + _LIKED
    for item in liked:
        for _, value in _values(item, of):
            named[value] = named.get(value, 0) + 1
    found: dict[tuple[str, str], Preference] = {}
    for value in sorted(named, key=lambda one: -named[one]):
        for facet, same in known.get(_key(value), ()):
            wish = Preference(
                id=f"t{len(found) + 1}",
                facet=facet.name,
                operator="contains" if facet.type == "many" else "is",
                value=same,
                strength="prefer",
                source=Source(quote=value, origin="profile"),
            )
            found.setdefault((facet.name, same), wish)
    return tuple(found.values())[:_SHARED]


def _values(item: Item, catalog: Catalog) -> Iterator[tuple[Facet, str]]:
    """Yield the listed values that say what an item is about; people and where it is to be had say nothing elsewhere."""
    places = {rule.facet for rule in catalog.rules.available}
    for facet in catalog.schema:
        if facet.type in LISTED and not facet.people and facet.show and facet.name not in places:
            fact = item.fact(facet.name)
            for value in fact if isinstance(fact, tuple | list) else (fact,):
                if isinstance(value, str):
                    yield facet, value


def _known_values(catalog: Catalog) -> dict[str, list[tuple[Facet, str]]]:
    """Return the listed values of a catalogue by what they mean, less those that most items have: they tell no taste."""
    held: Counter[tuple[str, str]] = Counter()
    for item in catalog.items:
        held.update({(facet.name, value) for facet, value in _values(item, catalog)})
    found: dict[str, list[tuple[Facet, str]]] = {}
    for (name, value), count in held.items():
        facet = catalog.schema.get(name)
        if facet is not None and count <= _COMMON * len(catalog):
            found.setdefault(_key(value), []).append((facet, value))
    return found


def _key(value: str) -> str:
    return " ".join(stem(word) for word in fold(value).replace("-", " ").split())


def _line(item: Item, catalog: Catalog) -> str:
    """Return an item that was liked there in one line for a model."""
    facets = shown_facets(catalog.schema, Preferences())
    return card(f"liked {catalog.noun}:", item, catalog.schema, facets, most=_FACTS)
