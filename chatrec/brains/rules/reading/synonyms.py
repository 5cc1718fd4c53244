"""What people say for the values that many catalogues have: the general lexicon, as data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .words import phrase_key, read_data


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing under the names that catalogues (`values`) and people (`says`, `moods`) give it, as phrase keys."""

    values: tuple[str, ...]
    says: tuple[str, ...]
    moods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Joint:
    """Phrases that name several concepts at once: "rom com" is romance and comedy."""

    says: tuple[str, ...]
    of: tuple[str, ...]


@cache
def concepts() -> tuple[Concept, ...]:
    """Return the concepts of the lexicon, in its order."""
    return tuple(
        Concept(_keys(entry["values"]), _keys(entry["says"]), _keys(entry["moods"]))
        for entry in _tables("concept")
    )


@cache
def joints() -> tuple[Joint, ...]:
    """Return the joint concepts of the lexicon, in its order."""
    return tuple(Joint(_keys(entry["says"]), _keys(entry["of"])) for entry in _tables("joint"))


def _tables(name: str) -> list[dict[str, list[str]]]:
    tables = read_data("synonyms.toml")[name]
    return tables if isinstance(tables, list) else []


def _keys(phrases: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(phrase_key(phrase) for phrase in phrases))
