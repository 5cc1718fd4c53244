"""Three annotated collections as messages with gold pieces, read from the data folder at run time.

- ccpe: the messages of the user; gold are the ENTITY_NAME spans: MOVIE_GENRE_OR_CATEGORY is kind genre,
  MOVIE_OR_SERIES title, PERSON person. It has no polarity and no numbers. Catalogue: catalog.movies-large.
- iard: the messages of the seeker; gold are the slots with a value: GENRE is kind genre, TITLE title, ACTOR person,
  YEAR number; KEYWORDS is kind theme. Polarity: unwanted in the intents REJ and NRE (reject, negative reason),
  wanted in PRO, IQU, ANS, CRI-A, CRI-C, CRI-F and ACC, not judged elsewhere. Catalogue: catalog.movies.
- sgd: the messages of the user; gold are the slot values of the state of that turn which stand word for word in
  the message, counts in figures or in words, years also as "two years ago". One catalogue a service is made of the values in its annotations: names of films, songs, restaurants
  and events are the titles of items (kind title), people slots are facets of people (kind person), years and counts
  number facets (kind number), the rest category facets (kind category) with the value's variants as synonyms.
  Dates and times of day are not scored: no facet type holds them.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from chatrec.brains.rules.reading.vocabulary import Vocabulary
from chatrec.brains.rules.reading.words import phrase_key
from chatrec.catalog.catalog import Catalog
from chatrec.catalog.facets import Facet, FacetType, Schema
from chatrec.catalog.items import Item, Value
from chatrec.dialogue.conversation import Conversation, Line
from chatrec.dialogue.understanding import Understanding


@dataclass(frozen=True, eq=False)
class Piece:
    """One thing that is said: the words, and whether it is wanted (None where that is not judged)."""

    kind: str
    quote: str
    wanted: bool | None = None
    names: tuple[str, ...] = ()
    """Other words for it: the value or title as the catalogue writes it."""


@dataclass(frozen=True)
class Message:
    """One message with its gold, and the kinds that its collection annotates."""

    text: str
    conversation: Conversation
    gold: tuple[Piece, ...]
    kinds: frozenset[str]


@dataclass(frozen=True)
class Collection:
    """An annotated collection: its file and how it is read."""

    file: str
    reader: Callable[[Path, Path], Iterator[tuple[Message, Vocabulary]]]

    def path(self, data: Path) -> Path:
        """Return where the file lies."""
        return data / self.file

    def read(self, data: Path) -> Iterator[tuple[Message, Vocabulary]]:
        """Yield the messages of the collection, each with the vocabulary of its catalogue."""
        return self.reader(data, self.path(data))


_CCPE_KINDS = {"MOVIE_GENRE_OR_CATEGORY": "genre", "MOVIE_OR_SERIES": "title", "PERSON": "person"}
_IARD_KINDS = {
    "GENRE": "genre",
    "KEYWORDS": "theme",
    "TITLE": "title",
    "ACTOR": "person",
    "YEAR": "number",
}
_IARD_UNWANTED = frozenset({"REJ", "NRE"})
_IARD_WANTED = frozenset({"PRO", "IQU", "ANS", "CRI-A", "CRI-C", "CRI-F", "ACC"})
_SGD_TITLES = frozenset({"movie_name", "title", "restaurant_name", "track", "event_name"})
_SGD_PEOPLE = frozenset({"artist", "cast", "directed_by", "starring"})
_SGD_NUMBERS = {"year": "year", "number_of_seats": "seats", "number_of_tickets": "tickets"}
_SGD_COUNTED = ("people", "person", "persons", "seats", "tickets", "ticket", "of us")
_SGD_LEFT_OUT = frozenset({"date", "time", "show_date", "show_time"})
_COUNTS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_LINES = 6


def pieces_of(said: Understanding, vocabulary: Vocabulary) -> list[Piece]:
    """Return what was read, as pieces of the kinds of every collection."""
    pieces = []
    for change in said.changes:
        facet = vocabulary.schema.get(change.facet)
        if change.op != "add" or facet is None:
            continue
        values = change.value if isinstance(change.value, tuple) else (change.value,)
        names = tuple(str(value) for value in values)
        wanted = change.polarity == "wanted"
        for kind in _kinds_of(facet, vocabulary):
            for name in names if change.operator == "any_of" else names[:1]:
                pieces.append(Piece(kind, change.quote, wanted, (name,)))
    for mention in said.mentions:
        titles = tuple(vocabulary.catalog[item].title for item in mention.item_ids[:1])
        wanted = mention.stance not in {"disliked", "rejected"}
        pieces.append(Piece("title", mention.quote, wanted, titles))
    return pieces


def _kinds_of(facet: Facet, vocabulary: Vocabulary) -> tuple[str, ...]:
    if facet.people:
        return ("person",)
    if facet.numeric or facet.type == "date":
        return ("number",)
    if vocabulary.broad(facet.name):
        return ("theme", "genre")
    return ("genre", "category")


def _read_ccpe(data: Path, path: Path) -> Iterator[tuple[Message, Vocabulary]]:
    vocabulary = _films(data / "catalog.movies-large.jsonl")
    for row in _rows(path):
        spans: dict[int, list[Piece]] = defaultdict(list)
        for note in row["annotations"]:
            if note["type"] == "ENTITY_NAME" and note.get("text") and note["entity"] in _CCPE_KINDS:
                spans[note["utt"]].append(Piece(_CCPE_KINDS[note["entity"]], note["text"]))
        lines: list[Line] = []
        for said in row["utterances"]:
            if said["speaker"] == "USER":
                yield (
                    Message(
                        said["text"],
                        _conversation(row["id"], lines),
                        tuple(spans[said["i"]]),
                        frozenset(_CCPE_KINDS.values()),
                    ),
                    vocabulary,
                )
            lines.append(_line(said["speaker"] == "USER", said["text"]))


def _read_iard(data: Path, path: Path) -> Iterator[tuple[Message, Vocabulary]]:
    vocabulary = _films(data / "catalog.movies.jsonl")
    for row in _rows(path):
        lines: list[Line] = []
        for said in row["utterances"]:
            if said["role"] == "seeker":
                gold: dict[tuple[str, str], Piece] = {}
                for act in said["acts"]:
                    for slot in act["slots"]:
                        if slot["slot"] in _IARD_KINDS and slot["value"]:
                            kind, value = _IARD_KINDS[slot["slot"]], slot["value"].strip()
                            gold[kind, value] = Piece(kind, value, _iard_wanted(act["intent"]))
                yield (
                    Message(
                        said["text"],
                        _conversation(row["id"], lines),
                        tuple(gold.values()),
                        frozenset(_IARD_KINDS.values()),
                    ),
                    vocabulary,
                )
            lines.append(_line(said["role"] == "seeker", said["text"]))


def _iard_wanted(intent: str) -> bool | None:
    if intent in _IARD_UNWANTED:
        return False
    return True if intent in _IARD_WANTED else None


def _read_sgd(data: Path, path: Path) -> Iterator[tuple[Message, Vocabulary]]:
    rows = list(_rows(path))
    vocabularies = _services(rows)
    kinds = frozenset({"title", "person", "number", "category"})
    for row in rows:
        lines: list[Line] = []
        for turn in row["turns"]:
            if turn["role"] == "user":
                for service, state in turn["state"].items():
                    gold = []
                    text = f" {phrase_key(turn['text'])} "
                    for slot, values in state["slots"].items():
                        spoken = [form for one in values for form in _spoken(slot, one)]
                        said = next((one for one in spoken if f" {phrase_key(one)} " in text), None)
                        if said is None and slot == "year":
                            said = _years_ago(turn["text"])
                        if said and slot not in _SGD_LEFT_OUT and said not in {"True", "dontcare"}:
                            gold.append(Piece(_sgd_kind(slot), said, None, tuple(values)))
                    message = Message(
                        turn["text"], _conversation(row["id"], lines), tuple(gold), kinds
                    )
                    yield message, vocabularies[service]
            lines.append(_line(turn["role"] == "user", turn["text"]))


def _years_ago(text: str) -> str | None:
    """Return the words that give a year counted back from the day of the conversation, or None."""
    found = re.search(r"\w+ years? (?:ago|back)", text)
    return found.group() if found else None


def _spoken(slot: str, value: str) -> tuple[str, ...]:
    """Return how a value may stand in a message: counts in figures and in words."""
    if slot in _SGD_NUMBERS and value.isdigit() and int(value) < len(_COUNTS):
        return value, _COUNTS[int(value)]
    return (value,)


def _sgd_kind(slot: str) -> str:
    if slot in _SGD_TITLES:
        return "title"
    if slot in _SGD_PEOPLE:
        return "person"
    return "number" if slot in _SGD_NUMBERS else "category"


def _services(rows: list[dict[str, Any]]) -> dict[str, Vocabulary]:
    slots: dict[str, dict[str, dict[str, set[str]]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        for turn in row["turns"]:
            for service, state in (turn.get("state") or {}).items():
                slots[service].update({})
                for slot, values in state["slots"].items():
                    if slot not in _SGD_LEFT_OUT and values[0] not in {"True", "dontcare"}:
                        slots[service][slot].setdefault(values[0], set()).update(values[1:])
    return {name: Vocabulary(_service(name, found)) for name, found in slots.items()}


def _service(name: str, slots: dict[str, dict[str, set[str]]]) -> Catalog:
    facets: list[Facet] = []
    titles: list[str] = []
    facts: list[dict[str, Value]] = []
    for slot, values in slots.items():
        kind = _sgd_kind(slot)
        if kind == "title":
            titles += sorted(
                {title for first, others in values.items() for title in (first, *others)}
            )
        elif kind == "number":
            facets.append(_number(slot))
            facts += [{slot: int(value)} for value in sorted(values) if value.isdigit()]
        else:
            kinds: FacetType = "many" if kind == "person" else "category"
            named = {first: tuple(sorted(others)) for first, others in values.items()}
            facets.append(Facet(name=slot, type=kinds, people=kind == "person", values=named))
    items = tuple(
        Item(f"{name}-{row}", title, "", facts[row % len(facts)] if facts else {})
        for row, title in enumerate(titles)
    )
    return Catalog(name, items, Schema(facets=tuple(facets)))


def _number(slot: str) -> Facet:
    if slot == "year":
        return Facet(name=slot, type="number", measure="year")
    return Facet(name=slot, type="number", label=_SGD_NUMBERS[slot], synonyms=_SGD_COUNTED)


@cache
def _films(path: Path) -> Vocabulary:
    items = []
    for row in _rows(path):
        facts = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in row["attributes"].items()
            if isinstance(value, list | int)
        }
        items.append(Item(row["id"], row["title"], row.get("description") or "", facts))
    facets = (
        Facet(name="year", type="number", measure="year"),
        Facet(name="genres", type="many"),
        Facet(name="directors", type="many", people=True),
        Facet(name="cast", type="many", people=True),
        Facet(name="writers", type="many", people=True),
        Facet(name="keywords", type="many"),
    )
    return Vocabulary(Catalog(path.stem, tuple(items), Schema(facets=facets), noun="film"))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _conversation(name: str, lines: list[Line]) -> Conversation:
    return Conversation(session_id=name, turn=len(lines) // 2, lines=tuple(lines[-_LINES:]))


def _line(user: bool, text: str) -> Line:
    return Line(role="user" if user else "assistant", text=text)


COLLECTIONS = {
    "ccpe": Collection("ccpe.preferences.dev.jsonl", _read_ccpe),
    "iard": Collection("iard.preferences.dev.jsonl", _read_iard),
    "sgd": Collection("sgd.state.dev.jsonl", _read_sgd),
}
