"""English plurals of the names of facets and items."""

from __future__ import annotations

_SAME = frozenset(["series", "species", "news", "os", "gps", "status", "bus", "lens", "gas", "analysis", "basis", "canvas", "atlas", "business", "access"])  # fmt: skip


def singular(words: str) -> str:
    """Return words whose last is a plural with that one in the singular."""
    first, _, last = words.rpartition(" ")
    return f"{first} {_singular(last)}".strip()


def plural(words: str) -> str:
    """Return words with the last in the plural; a last word that ends in "s" stays."""
    if words.endswith("y") and words[-2:-1] not in "aeiou" and not words.endswith("ity"):
        return words[:-1] + "ies"
    if words.endswith(("s", "hardware", "software", "ing", "ity")) and not words.endswith("ss"):
        return words
    if words.endswith(("ss", "x", "ch", "sh", "z")):
        return words + "es"
    return words + "s"


def _singular(word: str) -> str:
    if word in _SAME or word.endswith("ss") or not word.endswith("s") or len(word) < 4:
        return word
    if word.endswith("ies"):
        return "movie" if word == "movies" else word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses", "zes")):
        return word[:-2]
    return word[:-1]
