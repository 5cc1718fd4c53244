"""Preferences in words: one entry, and several as a noun phrase."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ...catalog.facets import Facet, FacetType, Schema
from ...catalog.heads import common_head, heads
from ...catalog.plurals import singular
from ...text import words as words_of
from ..preferences import TEXT, Preference
from .facts import value_of_facet
from .frames import fill, plain
from .limits import FIELDS, describe_bound, values_of
from .patterns import Pattern, label, pattern
from .values import list_words, plural, spelled_noun, value_words

_ENDS = (" or lower", " or higher")
"""What follows a value that stands for one end of an order."""


def describe_preference(preference: Preference, schema: Schema) -> str:
    """Return what a preference asks for, without its polarity: "on Hulu", "under 100 minutes", "wireless".

    A flag that is wished to be off reads "not wireless". Free wishes are given as they were said.
    """
    facet = schema.get(preference.facet)
    if preference.operator == "matches" or preference.facet == TEXT:
        return plain(list_words([value_words(None, one) for one in _listed(preference)], "or"))
    if facet is None:
        facet = Facet(name=preference.facet, type=_type_of(preference))
    words = pattern(facet)
    if preference.operator in ("low", "high"):
        return _leaning(facet, words, preference.operator)
    if facet.type == "flag":
        return _flag(facet, preference)
    if facet.numeric or facet.type == "date":
        return describe_bound(facet, preference.operator, preference.value)
    return plain(fill(words.wish or "{label} {value}", facet, _several(facet, preference)))


def _several(facet: Facet, preference: Preference) -> str:
    """Return the values of a wish: "comedy or drama", "PG-13 or lower" where they are one end of an order."""
    listed = _listed(preference)
    parts = [value_of_facet(facet, one) for one in listed]
    if preference.operator != "any_of":
        return list_words(parts)
    if len(parts) > 1 and facet.order[: len(parts)] == listed:
        return parts[-1] + _ENDS[0]
    if len(parts) > 1 and facet.order[-len(parts) :] == listed:
        return parts[0] + _ENDS[1]
    return _kinds_in_short(preference) or list_words(parts, "or")


def _kinds_in_short(preference: Preference) -> str:
    """Return what several kinds are called together: "cases" for the cases of all phones; empty for one or unlike kinds."""
    kinds = [one for one in _listed(preference) if isinstance(one, str)]
    if preference.operator != "any_of" or len(kinds) < 2:
        return ""
    head = common_head(kinds)
    return plain(plural(head)) if head else ""


def describe_wish(
    preferences: Iterable[Preference], schema: Schema, *, noun: str, several: bool
) -> str:
    """Return the wanted entries as one noun phrase: "funny comedy films under 100 minutes, on Hulu".

    `noun` is what an item is called, already singular or plural as `several` says. Unwanted entries follow
    with "without" or "not". Free wishes and unknown facets are left out; an empty state gives the noun.
    """
    before: list[tuple[int, str]] = []
    after: list[str] = []
    without: list[str] = []
    for entry in preferences:
        facet = schema.get(entry.facet)
        if facet is None or entry.operator == "matches" or facet.type == "text":
            continue
        words = describe_preference(entry, schema)
        if isinstance(entry.value, str) and noun in (entry.value, plural(entry.value)):
            continue
        place = _place(facet, entry, words)
        if entry.polarity == "unwanted":
            without.append(words)
        elif place == "noun":
            noun = _as_noun(words, entry, several)
        elif place == "before" and words.endswith(_ENDS):
            after.append(f"with {facet.words} {words}")
        elif place == "before":
            leaning = entry.operator in ("low", "high")
            before.append((0 if leaning else adjective_rank(facet), words))
        else:
            after.append(words)
    adjectives = [words for _, words in sorted(before, key=lambda one: one[0])]
    head = " ".join((*dict.fromkeys(adjectives), noun))
    tail = list_words(_with_once(dict.fromkeys(after)))
    phrase = f"{head} {tail}" if tail else head
    return f"{phrase}, not {list_words(list(dict.fromkeys(without)), 'or')}" if without else phrase


def adjective_rank(facet: Facet) -> int:
    """Return where the values of a facet stand before a noun: "funny waterproof red comedy", least first."""
    verb = pattern(facet).verb
    if facet.type == "flag":
        return 2
    if verb == "is {value}":
        return 1
    return 4 if "{noun}" in verb else 3


def _with_once(parts: Collection[str]) -> list[str]:
    """Put the parts that start with "with" last, with that word said once."""
    plain = [part for part in parts if not part.startswith("with ")]
    withs = [part for part in parts if part.startswith("with ")]
    return [*plain, *withs[:1], *(part.removeprefix("with ") for part in withs[1:])]


def _listed(preference: Preference) -> tuple[str | float | bool, ...]:
    return values_of(preference.value)


def _type_of(preference: Preference) -> FacetType:
    if isinstance(preference.value, bool):
        return "flag"
    numbers = preference.operator in (*FIELDS, "between")
    return "number" if numbers else "category"


def _leaning(facet: Facet, words: Pattern, operator: str) -> str:
    given = words.low if operator == "low" else words.high
    return given or f"{operator} {label(facet)}"


def _flag(facet: Facet, preference: Preference) -> str:
    wished = preference.value not in (False, "false", "no")
    return label(facet) if wished else f"not {label(facet)}"


def _place(facet: Facet, entry: Preference, words: str) -> str:
    if entry.operator in ("low", "high"):
        return "after" if words.startswith("with ") else "before"
    if facet.type == "flag":
        return "before"
    return "after" if facet.numeric or facet.type == "date" else pattern(facet).place


def _as_noun(words: str, entry: Preference, several: bool) -> str:
    """Return kinds as a noun in the number asked for; of joined kinds ("Batteries & Power") the one that was said."""
    nouns = [_said_of(spelled_noun(one), entry) for one in words.split(" or ")]
    return " or ".join(plural(one) if several else singular(one) for one in nouns)


def _said_of(kind: str, entry: Preference) -> str:
    named = heads(kind)
    if len(named) < 2:
        return kind
    said = {singular(word) for word in words_of(entry.source.quote)}
    return next((one for one in named if one.rpartition(" ")[2] in said), named[0])
