"""The preference state in words: one entry, a wish as a noun phrase, and the whole state.

Everything that shows a person what the program believes of them words it here, so that the chat, the pages
and the terminal say the same. No raw key, no None and no float artefact ever comes out.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping

from ..catalog.catalog import Catalog
from ..catalog.facets import Facet, FacetType, Schema
from ..catalog.heads import common_head, heads
from ..catalog.items import Item
from ..catalog.plurals import singular
from ..text import words as words_of
from .preferences import TEXT, Operator, Preference, Preferences, PreferenceValue
from .wording_patterns import Pattern, label, pattern
from .wording_values import (
    compound_words,
    list_words,
    noun_phrase,
    number_words,
    plural,
    quantity_words,
    spelled_noun,
    value_words,
    with_article,
)

_FIELDS = {"<": "under", "<=": "at_most", ">": "over", ">=": "at_least", "about": "about"}
_TITLES_SHOWN = 6
_ENDS = (" or lower", " or higher")
"""What follows a value that stands for one end of an order."""


def describe_preference(preference: Preference, schema: Schema) -> str:
    """Return what a preference asks for, without its polarity: "on Hulu", "under 100 minutes", "wireless".

    A flag that is wished to be off reads "not wireless". Free wishes are given as they were said.
    """
    facet = schema.get(preference.facet)
    if preference.operator == "matches" or preference.facet == TEXT:
        return _plain(list_words([value_words(None, one) for one in _listed(preference)], "or"))
    if facet is None:
        facet = Facet(name=preference.facet, type=_type_of(preference))
    words = pattern(facet)
    if preference.operator in ("low", "high"):
        return _leaning(facet, words, preference.operator)
    if facet.type == "flag":
        return _flag(facet, preference)
    if facet.numeric or facet.type == "date":
        return describe_bound(facet, preference.operator, preference.value)
    return _plain(fill(words.wish or "{label} {value}", facet, _several(facet, preference)))


def _several(facet: Facet, preference: Preference) -> str:
    """Return the values of a wish: "comedy or drama", "PG-13 or lower" where they are one end of an order."""
    listed = _listed(preference)
    parts = [_value(facet, one) for one in listed]
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
    return _plain(plural(head)) if head else ""


def describe_bound(facet: Facet, operator: Operator, value: PreferenceValue) -> str:
    """Return a limit on a number or date: "under $900", "from the 1990s", "with at least 16 GB of memory"."""
    return _plain(_bound(facet, pattern(facet), operator, _values(value)))


def describe_state(preferences: Preferences, catalog: Catalog) -> str:
    """Return the whole state in plain English.

    "You want: comedy, under 100 minutes. Not: horror. Ideally: funny. Liked: Heat. Seen: Airplane!" An empty
    state gives "Nothing noted yet."
    """
    groups: dict[str, list[str]] = {"You want": [], "Not": [], "Ideally": []}
    for entry in preferences.entries:
        name = "Not" if entry.polarity == "unwanted" else "Ideally"
        if name == "Ideally" and entry.strength == "must":
            name = "You want"
        words = describe_preference(entry, catalog.schema)
        groups[name].extend([words] if words else [])
    for name, kind in (("Liked", "liked"), ("Disliked", "disliked"), ("Seen", "seen")):
        ids = [one.item_id for one in preferences.feedback if one.kind == kind]
        groups[name] = name_items(ids, catalog)
    parts = [
        f"{name}: {', '.join(dict.fromkeys(words))}" for name, words in groups.items() if words
    ]
    return _sentences(parts) if parts else "Nothing noted yet."


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


def word_question_about(facet: Facet, *, noun: str) -> str:
    """Return the question about a facet: "Which genre are you in the mood for?"."""
    ask = pattern(facet).ask
    if ask:
        return fill(ask, facet, "", noun=noun)
    if facet.type == "flag":
        return f"Should it be {label(facet)}?"
    return f"Do you have a preference for the {label(facet)}?"


def describe_fact(facet: Facet, item: Item, *, noun: str = "item") -> str:
    """Return a fact of an item as a predicate: "runs 102 minutes", "is on Hulu"; empty where it is unknown."""
    value = item.fact(facet.name)
    return "" if value is None else describe_value(facet, value, noun=noun)


def describe_value(facet: Facet, value: object, *, noun: str = "item") -> str:
    """Return a value of a facet as a predicate; empty for an empty value."""
    words = pattern(facet)
    if isinstance(value, bool):
        return _plain(f"is {label(facet)}" if value else f"is not {label(facet)}")
    if isinstance(value, tuple | list):
        shown = [_value(facet, one) for one in value if str(one).strip()]
        frame = words.verbs if len(shown) > 1 and words.verbs else words.verb
        return _plain(fill(frame, facet, list_words(shown), noun=noun)) if shown else ""
    if isinstance(value, int | float):
        compound = compound_words(facet, float(value))
        one = {"label": singular(label(facet))} if value == 1 else {}
        return fill(words.verb, facet, value_words(facet, value), noun=noun, adj=compound, more=one)
    text = value_words(facet, str(value))
    return _plain(fill(words.verb, facet, text, noun=noun)) if text else ""


def fill(
    frame: str,
    facet: Facet,
    value: str,
    *,
    noun: str = "item",
    adj: str = "",
    more: Mapping[str, str] | None = None,
) -> str:
    """Put words into the slots of a pattern; the words themselves are never read as a pattern."""
    slots = {"value": value, "adj": adj or value, "label": label(facet), "noun": noun}
    if "{a_" in frame:
        slots["a_value"] = noun_phrase(value)
        slots["a_adj"] = with_article(adj or value)
        slots["a_label"] = with_article(label(facet))
    return frame.format_map(slots | dict(more or {}))


def name_item(item: Item, schema: Schema) -> str:
    """Return the title of an item with its year where one is known: "Heat (1995)"."""
    facet = schema.measuring("year")
    year = None if facet is None else item.fact(facet.name)
    title = _plain(item.title) or "Untitled"
    if isinstance(year, bool) or not isinstance(year, int | float) or str(int(year)) in title:
        return title
    return f"{title} ({number_words(year, grouped=False)})"


def name_items(item_ids: Iterable[str], catalog: Catalog) -> list[str]:
    """Return the titles of the items that the catalogue holds, each once, the last few and a count of the rest."""
    items = [catalog.get(one) for one in dict.fromkeys(item_ids)]
    titles = [_plain(item.title) for item in items if item is not None]
    if len(titles) <= _TITLES_SHOWN:
        return titles
    return [*titles[-_TITLES_SHOWN:], f"{len(titles) - _TITLES_SHOWN} more"]


def _sentences(parts: Iterable[str]) -> str:
    return " ".join(part if part.endswith(("!", "?", ".")) else f"{part}." for part in parts)


def _listed(preference: Preference) -> tuple[str | float | bool, ...]:
    return _values(preference.value)


def _values(value: PreferenceValue) -> tuple[str | float | bool, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _type_of(preference: Preference) -> FacetType:
    if isinstance(preference.value, bool):
        return "flag"
    numbers = preference.operator in (*_FIELDS, "between")
    return "number" if numbers else "category"


def _leaning(facet: Facet, words: Pattern, operator: str) -> str:
    given = words.low if operator == "low" else words.high
    return given or f"{operator} {label(facet)}"


def _flag(facet: Facet, preference: Preference) -> str:
    wished = preference.value not in (False, "false", "no")
    return label(facet) if wished else f"not {label(facet)}"


def _value(facet: Facet, value: object) -> str:
    text = value_words(facet, value if isinstance(value, bool | int | float) else str(value))
    return _plain(text)


def _quantity(facet: Facet, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value_words(facet, str(value))
    if facet.type == "date":
        return number_words(value, grouped=False)
    return quantity_words(facet, float(value))


def _bound(
    facet: Facet, words: Pattern, operator: Operator, values: tuple[str | float | bool, ...]
) -> str:
    if operator == "between" and len(values) == 2:
        low, high = values
        if isinstance(low, int | float) and low in (0, -math.inf):
            return _limit(facet, words, "at_most", high)
        if high == math.inf:
            return _limit(facet, words, "at_least", low)
        return _between(facet, words, low, high)
    if operator in _FIELDS and values:
        return _limit(facet, words, _FIELDS[operator], values[0])
    shown = list_words([_quantity(facet, one) for one in values], "or")
    single = values[0] if len(values) == 1 else None
    adj = compound_words(facet, float(single)) if isinstance(single, int | float) else shown
    frame = words.exactly or words.bound or "{label} {bound}"
    return fill(frame, facet, shown, adj=adj, more={"bound": shown})


def _limit(facet: Facet, words: Pattern, field: str, value: object) -> str:
    shown = _quantity(facet, value)
    bound = fill(getattr(words, field), facet, shown)
    if words.own(field) or not words.bound:
        return bound
    return fill(words.bound, facet, shown, more={"bound": bound})


def _between(facet: Facet, words: Pattern, low: object, high: object) -> str:
    ends = {"low": _quantity(facet, low), "high": _quantity(facet, high)}
    if " " in ends["high"] and ends["low"].endswith(ends["high"].partition(" ")[2]):
        ends["low"] = ends["low"].partition(" ")[0] or ends["low"]
    decade = _decade(facet, low, high)
    if decade:
        return decade
    if ends["low"] == ends["high"]:
        return fill(words.exactly or "{value}", facet, ends["low"], more={"bound": ends["low"]})
    bound = fill(words.between, facet, "", more=ends)
    if words.own("between") or not words.bound:
        return bound
    return fill(words.bound, facet, "", more={"bound": bound})


def _decade(facet: Facet, low: object, high: object) -> str:
    if facet.measure != "year" or not isinstance(low, int | float):
        return ""
    if isinstance(high, int | float) and low % 10 == 0 and high - low == 9:
        return f"from the {int(low)}s"
    return ""


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


def _plain(text: str) -> str:
    return " ".join(text.split())


__all__ = [
    "adjective_rank",
    "describe_bound",
    "describe_fact",
    "describe_preference",
    "describe_state",
    "describe_value",
    "describe_wish",
    "fill",
    "label",
    "name_item",
    "name_items",
    "pattern",
    "word_question_about",
]
