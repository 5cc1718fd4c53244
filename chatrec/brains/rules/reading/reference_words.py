"""The words by which people point at items: the phrases of data/references.toml, as keys."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .bounds import keys_of
from .words import read_data


@dataclass(frozen=True, slots=True)
class ReferenceWords:
    """The words of data/references.toml, as keys."""

    nouns: frozenset[str]
    place_names: frozenset[str]
    after_ordinal: frozenset[str]
    places: dict[str, int]
    pronouns: dict[tuple[str, ...], str]
    resuming: frozenset[str]
    """Pronouns that take up what was named before them in the same message."""
    dummies: frozenset[tuple[str, ...]]
    evidence_before: frozenset[str]
    evidence_after: frozenset[str]


@cache
def reference_words() -> ReferenceWords:
    """Return the words of data/references.toml."""
    raw = read_data("references.toml")
    pronouns = _table(raw["pronouns"])
    evidence = _table(raw["evidence"])
    places = raw["places"] if isinstance(raw["places"], dict) else {}
    return ReferenceWords(
        nouns=_words(raw["nouns"]),
        place_names=_words(raw["place_names"]),
        after_ordinal=_words(raw["after_ordinal"]),
        places={str(word): int(place) for word, place in places.items()},
        pronouns={
            keys_of(phrase): kind for kind, phrases in pronouns.items() for phrase in phrases
        },
        resuming=frozenset(pronouns["it"]),
        dummies=frozenset(keys_of(phrase) for phrase in _table(raw["dummies"])["phrases"]),
        evidence_before=frozenset(evidence["before"]),
        evidence_after=frozenset(evidence["after"]),
    )


def _words(raw: object) -> frozenset[str]:
    return frozenset(map(str, raw)) if isinstance(raw, list) else frozenset()


def _table(raw: object) -> dict[str, list[str]]:
    return raw if isinstance(raw, dict) else {}
