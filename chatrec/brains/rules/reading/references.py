"""Items that are pointed at rather than named: "the second one", "#3", "it", "both", "the black one", "the Norvik".

Everything here is read against the items last shown (the slate) and last spoken of (the focus); without any of
them nothing is a reference. A pointer that can mean several items gives them all, likeliest first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from ....catalog.catalog import Catalog
from ....catalog.items import Item
from ....dialogue.conversation import Conversation
from ....text import stem, words
from .analysis import Analysis
from .bounds import keys_of
from .findings import Finding
from .numbers import read_numbers
from .partial_titles import read_partial_titles, tells
from .question_words import question_words
from .words import read_data

_SHORT = 3
"""A message of at most so many words and numbers can be no more than a place in the list ("2 please")."""


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


def read_references(
    analysis: Analysis, catalog: Catalog, conversation: Conversation
) -> tuple[Finding, ...]:
    """Return the items that a message points at, each with what is said of it where its words settle that."""
    slate = [item for item in map(catalog.get, conversation.slate) if item is not None]
    focus = [item for item in map(catalog.get, conversation.focus) if item is not None]
    if not slate and not focus:
        return ()
    shown = tuple(dict.fromkeys(item.id for item in (*slate, *focus)))
    found = [
        *_ordinals(analysis, tuple(item.id for item in slate) or shown, catalog),
        *_described(analysis, slate or focus),
        *read_partial_titles(analysis, [*slate, *focus]),
        *_pronouns(analysis, conversation, shown),
    ]
    return tuple(_apart(found))


def _item(
    analysis: Analysis,
    first: int,
    last: int,
    ids: tuple[str, ...],
    certainty: float,
    *,
    each: bool = False,
) -> Finding:
    none = analysis.keys[first] in ("none", "neither")
    return Finding(
        span=analysis.span(first, last),
        kind="item",
        item_ids=ids,
        certainty=certainty,
        each=each and len(ids) > 1,
        stance="rejected" if none else None,
    )


def _apart(found: list[Finding]) -> Iterator[Finding]:
    """Keep, of findings that overlap, the one that was found by the earlier, surer way."""
    kept: list[Finding] = []
    for finding in found:
        if not any(finding.span.overlaps(other.span) for other in kept):
            kept.append(finding)
    yield from sorted(kept, key=lambda finding: finding.span.start)


def resume_items(analysis: Analysis, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return pronouns that take up an item named before them in the message: "I liked Heat but it was long".

    What was just named goes before what was shown: "I loved Heat, something like that".
    """
    found: list[Finding] = []
    named: Finding | None = None
    for finding in sorted(findings, key=lambda one: one.span.start):
        if finding.kind != "item":
            continue
        key = analysis.keys[analysis.tokens_of(finding.span)[0]]
        if key not in reference_words().resuming or finding.span.quote.count(" "):
            named = finding
        elif named is not None and finding.item_ids != named.item_ids:
            found.append(replace(finding, item_ids=named.item_ids, certainty=0.9))
    return tuple(found)


def _ordinals(analysis: Analysis, slate: tuple[str, ...], catalog: Catalog) -> Iterator[Finding]:
    """Find "the second one", "number two", "#3", "the last two", "2 please"."""
    words, keys = reference_words(), analysis.keys
    nouns = words.nouns | {catalog.noun, catalog.nouns}
    numerals = {numeral.first: numeral for numeral in read_numbers(analysis)}
    for place, key in enumerate(keys):
        numeral = numerals.get(place)
        named = place and keys[place - 1] in words.place_names
        spot = words.places.get(key)
        last = place + 1
        if numeral is not None and (numeral.ordinal or named):
            spot, last = int(numeral.value), numeral.last
        if (
            spot is None
            and numeral is not None
            and not numeral.weak
            and _is_whole_message(analysis, numeral.first, numeral.last)
        ):
            spot, last, named = int(numeral.value), numeral.last, True
        if spot is None:
            continue
        many, each = numerals.get(last), False
        ids = _at(slate, spot)
        if many is not None and keys[many.last : many.last + 1] not in (("years",), ("months",)):
            if many.value in (2, 3, 4) and spot in (1, -1) and many.value < len(slate):
                ids = slate[: int(many.value)] if spot == 1 else slate[-int(many.value) :]
                last, each = many.last, True
            elif many.value != 1:
                continue
        if not ids or not (named or _points(analysis, place, last, nouns)):
            continue
        while keys[last : last + 1] and keys[last] in nouns:
            last += 1
        first = (
            place - 1 if place and (named or keys[place - 1] == "the") and last - place else place
        )
        yield _item(analysis, max(first, 0), last, ids, 0.95, each=each)


def _at(slate: tuple[str, ...], spot: int) -> tuple[str, ...]:
    if spot == -2:
        return slate[len(slate) // 2 : len(slate) // 2 + 1] if len(slate) % 2 else ()
    place = spot - 1 if spot > 0 else len(slate) + spot
    return slate[place : place + 1] if 0 <= place < len(slate) else ()


def _is_whole_message(analysis: Analysis, first: int, last: int) -> bool:
    others = [
        key for at, key in enumerate(analysis.keys) if not first <= at < last and key.isalnum()
    ]
    return len(others) < _SHORT - 1 and all(
        key in ("please", "then", "the", "thanks", "number", "ok", "okay") for key in others
    )


def _points(analysis: Analysis, place: int, last: int, nouns: frozenset[str]) -> bool:
    """Tell whether an ordinal points at an item: followed by "one" or a noun, or by the end or a verb."""
    words, keys = reference_words(), analysis.keys
    following = keys[last] if last < len(keys) else "."
    if following in nouns:
        # "the first movie I saw" is no place in the list.
        return keys[last + 1 : last + 2] not in (("i",), ("in",)) or following in ("one", "ones")
    if place and keys[place - 1] in ("the", "your", "that"):
        return not following.isalnum() or following in words.after_ordinal
    alone = sum(token.is_word or token.is_number for token in analysis.tokens)
    return alone <= 2 and not following.isalnum()


def _pronouns(
    analysis: Analysis, conversation: Conversation, shown: tuple[str, ...]
) -> Iterator[Finding]:
    words, keys = reference_words(), analysis.keys
    barred = _dummy_places(analysis)
    place = 0
    while place < len(keys):
        for size in range(min(4, len(keys) - place), 0, -1):
            kind = words.pronouns.get(keys[place : place + size])
            if kind is None or (size == 1 and place in barred):
                continue
            if size == 1 and not _is_pronoun(analysis, place):
                continue
            ids = _meant(kind, keys[place : place + size], conversation, shown)
            if ids:
                sure = 0.6 if size == 1 else 0.8
                each = (
                    kind in ("all", "rest", "which", "they")
                    and "either" not in keys[place : place + size]
                )
                yield _item(analysis, place, place + size, ids, sure, each=each)
                place += size - 1
                break
        place += 1


def _dummy_places(analysis: Analysis) -> set[int]:
    words, keys = reference_words(), analysis.keys
    barred: set[int] = set()
    for place in range(len(keys)):
        for size in range(min(5, len(keys) - place), 1, -1):
            if keys[place : place + size] in words.dummies:
                barred.update(range(place, place + size))
                break
    return barred


def _is_pronoun(analysis: Analysis, place: int) -> bool:
    """Tell whether "that", "this", "these", "it" stands for an item rather than before a noun or a clause."""
    words, keys = reference_words(), analysis.keys
    key = keys[place]
    before = keys[place - 1] if place else ""
    after = keys[place + 1] if place + 1 < len(keys) else "."
    ends = not after.isalnum() or after in (
        "and",
        "or",
        "but",
        "instead",
        "please",
        "too",
        "already",
        "again",
        "then",
    )
    if key == "thats":
        return analysis.sentence_at(place)[0] == place
    if key in ("it", "its", "they", "them", "both", "either", "neither"):
        asked = key == "they" and before in question_words().aux
        stands = key not in ("either", "neither", "they") or asked
        return stands or ends or after in ("is", "are", "of")
    if before in question_words().aux and analysis.sentence_at(place)[0] == place - 1:
        # "is this waterproof?", "are those on sale?"
        return True
    if before in words.evidence_before:
        return ends or after in words.evidence_after
    opens = analysis.sentence_at(place)[0] == place
    return opens and (ends or after in words.evidence_after)


def _meant(
    kind: str, phrase: tuple[str, ...], conversation: Conversation, shown: tuple[str, ...]
) -> tuple[str, ...]:
    focus, slate = conversation.focus, conversation.slate or shown
    if kind == "which":
        # Of items that stand in a list a question compares them all; of those only spoken of it must say which.
        return () if conversation.slate or len(focus) < 2 else focus
    if kind == "they":
        return focus if len(focus) > 1 else slate
    if kind == "rest":
        left = tuple(one for one in slate if one not in focus[:1])
        return left if focus else ()
    if kind == "all":
        pair = "both" in phrase or "two" in phrase or "either" in phrase
        return (
            slate[:2]
            if pair and len(slate) > 2 and len(focus) != 2
            else (slate if len(slate) > 1 else shown)
        )
    if focus:
        return focus
    return slate


def _described(analysis: Analysis, items: list[Item]) -> Iterator[Finding]:
    """Find "the black one", "the one with Tom Hanks", "the 1999 one", "the horror movie" among the items shown."""
    keys = analysis.keys
    if len(items) < 2:
        return
    facts: dict[str, frozenset[str]] = {}
    for place, key in enumerate(keys):
        if key not in ("the", "that", "this"):
            continue
        for first, last, end in _descriptions(analysis, place):
            wanted = [analysis.stems[at] for at in range(first, last) if tells(keys[at])]
            if not wanted:
                continue
            facts = facts or {item.id: _fact_stems(item) for item in items}
            ids = tuple(one for one, stems in facts.items() if stems.issuperset(wanted))
            if ids and len(ids) < len(items):
                yield _item(analysis, place, end, ids, 0.9)
                break


def _descriptions(analysis: Analysis, place: int) -> Iterator[tuple[int, int, int]]:
    """Yield what may describe an item after "the": (first, last) of the description and the end of it all."""
    keys = analysis.keys
    _, end = analysis.sentence_at(place)
    nouns = reference_words().nouns
    if keys[place + 1 : place + 2] in (("one",), ("ones",), ("movie",), ("film",), ("book",)):
        linking = (
            "with",
            "from",
            "by",
            "about",
            "in",
            "starring",
            "of",
            "directed",
            "made",
            "where",
            "that",
            "who",
            "set",
            "has",
        )
        if keys[place + 2 : place + 3] and keys[place + 2] in linking:
            for last in range(min(place + 8, end), place + 3, -1):
                yield place + 3, last, last
        return
    for size in (3, 2, 1):
        at = place + 1 + size
        if at < end and keys[at] in nouns and not any(key in nouns for key in keys[place + 1 : at]):
            yield place + 1, at, at + 1


def _fact_stems(item: Item) -> frozenset[str]:
    found: set[str] = set()
    for fact in (item.title, *item.attributes.values()):
        many = fact if isinstance(fact, tuple) else (fact,)
        for one in many:
            if isinstance(one, str) and len(one) < 80:
                found.update(stem(word.replace("'", "")) for word in words(one))
            elif isinstance(one, int | float) and not isinstance(one, bool):
                found.add(f"{one:g}")
    return frozenset(found)


def _words(raw: object) -> frozenset[str]:
    return frozenset(map(str, raw)) if isinstance(raw, list) else frozenset()


def _table(raw: object) -> dict[str, list[str]]:
    return raw if isinstance(raw, dict) else {}
