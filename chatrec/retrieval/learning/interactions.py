"""Logs of interactions: who rated what, or who was recommended what in which words."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Literal

from ...errors import InteractionsError

Role = Literal["seeker", "recommender"]

_USER = ("user", "user_id", "userid", "customer", "customer_id", "visitor", "visitorid", "session")
_ITEM = (
    *("item", "item_id", "itemid", "movieid", "movie_id", "product", "product_id", "productid"),
    *("book_id", "article_id", "sku", "asin"),
)
_RATING = ("rating", "score", "stars", "value", "overall")
_TIME = ("timestamp", "time", "date", "datetime", "ts")
_SEEKERS = frozenset({"seeker", "user", "customer", "human"})
_RECOMMENDERS = frozenset({"recommender", "assistant", "agent", "system", "bot", "shop", "wizard"})
_REASONS_KEPT = 5


@dataclass(frozen=True, slots=True)
class Rating:
    """One rating; a log without ratings (purchases, views) gives 1.0 for each."""

    user: str
    item: str
    rating: float = 1.0
    timestamp: str = ""
    """As it stands in the log; empty where the log has none."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one side said, and the ids of the items it named."""

    role: Role
    text: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dialogue:
    """One conversation of a person with somebody who recommends."""

    id: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class InteractionLog:
    """What was read from a log: ratings, dialogues, or both, and what could not be read."""

    ratings: tuple[Rating, ...] = ()
    dialogues: tuple[Dialogue, ...] = ()
    bad_lines: int = 0
    """How many lines were left out."""
    reasons: tuple[str, ...] = ()
    """Why the first of them were left out, with their line numbers."""


def read_interactions(path: str | Path) -> InteractionLog:
    """Read a log: CSV, TSV or JSONL of ratings, JSONL of dialogues, or a MovieLens folder.

    A line that cannot be read is counted and left out.

    Raises:
        InteractionsError: the file is missing, of another kind, or no line of it could be read.
    """
    file = Path(path)
    if file.is_dir():
        file = file / "ratings.csv"
    reader = _READERS.get(file.suffix.lower())
    if reader is None:
        raise InteractionsError(
            f"cannot read interactions from {str(path)!r}: the file must end in .csv, .tsv or .jsonl; "
            "convert it to one of these"
        )
    ratings: list[Rating] = []
    dialogues: list[Dialogue] = []
    bad: list[str] = []
    try:
        for number, record in reader(file):
            if isinstance(record, Rating):
                ratings.append(record)
            elif isinstance(record, Dialogue):
                dialogues.append(record)
            else:
                bad.append(f"line {number}: {record}")
    except (OSError, UnicodeDecodeError) as error:
        raise InteractionsError(
            f"cannot read the interactions {str(file)!r}: {error}; check the path and that it is UTF-8"
        ) from error
    if not ratings and not dialogues:
        why = f" ({bad[0]})" if bad else ""
        raise InteractionsError(
            f"no line of {str(file)!r} could be read as a rating or a dialogue{why}; a rating needs a user "
            "and an item, a dialogue needs turns with a role, a text and items"
        )
    return InteractionLog(tuple(ratings), tuple(dialogues), len(bad), tuple(bad[:_REASONS_KEPT]))


Record = Rating | Dialogue | str
"""What a line gives: a rating, a dialogue, or why it could not be read."""


def _read_csv(file: Path, delimiter: str = ",") -> Iterator[tuple[int, Record]]:
    with file.open(encoding="utf-8-sig", newline="", errors="strict") as handle:
        rows = csv.reader(handle, delimiter=delimiter)
        header = next(rows, None)
        if header is None:
            return
        columns = _columns(header)
        if columns is None:
            raise InteractionsError(
                f"the first line of {str(file)!r} names no user and item column: {header!r}; name them "
                "'user' and 'item' (and 'rating', 'timestamp' where there are)"
            )
        for number, row in enumerate(rows, start=2):
            if row:
                fields = {name: row[at] for name, at in columns.items() if at < len(row)}
                yield number, _rating(fields)


def _read_tsv(file: Path) -> Iterator[tuple[int, Record]]:
    return _read_csv(file, "\t")


def _read_jsonl(file: Path) -> Iterator[tuple[int, Record]]:
    with file.open(encoding="utf-8-sig") as handle:
        for number, line in enumerate(handle, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError as error:
                yield number, f"not JSON: {error}"
                continue
            if not isinstance(row, dict):
                yield number, "not a JSON object"
            elif "turns" in row:
                yield number, _dialogue(row, number)
            else:
                columns = _columns(list(row)) or {}
                names = list(row)
                yield number, _rating({name: row[names[at]] for name, at in columns.items()})


_READERS: Mapping[str, Callable[[Path], Iterator[tuple[int, Record]]]] = {
    ".csv": _read_csv,
    ".tsv": _read_tsv,
    ".jsonl": _read_jsonl,
    ".ndjson": _read_jsonl,
}


def _columns(header: Iterable[str]) -> dict[str, int] | None:
    names = [name.strip().casefold() for name in header]
    found: dict[str, int] = {}
    for key, aliases in (("user", _USER), ("item", _ITEM), ("rating", _RATING), ("time", _TIME)):
        place = next((names.index(alias) for alias in aliases if alias in names), None)
        if place is not None:
            found[key] = place
    return found if "user" in found and "item" in found else None


def _rating(fields: Mapping[str, object]) -> Record:
    user, item = _text(fields.get("user")), _text(fields.get("item"))
    if not user or not item:
        return "no user or no item"
    given = fields.get("rating", 1.0)
    try:
        rating = float(_text(given))
    except ValueError:
        return f"the rating {given!r} is not a number"
    if rating != rating:
        return f"the rating {given!r} is not a number"
    return Rating(user, item, rating, _text(fields.get("time")))


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def _dialogue(row: Mapping[str, object], number: int) -> Record:
    turns = row.get("turns")
    if not isinstance(turns, list):
        return "the turns are not a list"
    read: list[Turn] = []
    for turn in turns:
        if not isinstance(turn, dict):
            return "a turn is not an object"
        role = _text(turn.get("role")).casefold()
        if role not in _SEEKERS and role not in _RECOMMENDERS:
            return f"the role {role!r} is neither seeker nor recommender"
        items = turn.get("items") or []
        if not isinstance(items, list):
            return "the items of a turn are not a list"
        side: Role = "seeker" if role in _SEEKERS else "recommender"
        read.append(Turn(side, _text(turn.get("text")), tuple(_text(item) for item in items)))
    if not any(turn.items for turn in read):
        named = ", ".join(sorted(set(chain(row))))
        return f"no turn names an item (fields: {named})"
    return Dialogue(_text(row.get("id")) or f"line-{number}", tuple(read))
