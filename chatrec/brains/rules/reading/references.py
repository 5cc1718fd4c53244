"""Items that are pointed at rather than named: "the second one", "#3", "it", "both", "the black one", "the Norvik".

Everything here is read against the items last shown (the slate) and last spoken of (the focus); without any of
them nothing is a reference. A pointer that can mean several items gives them all, likeliest first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from ....catalog.catalog import Catalog
from ....dialogue.conversation import Conversation
from .analysis import Analysis
from .covered import without_overlaps
from .described_items import read_described
from .findings import Finding
from .numbers import read_numbers
from .partial_titles import read_partial_titles
from .question_words import question_words
from .reference_words import reference_words

_SHORT = 3
"""A message of at most so many words and numbers can be no more than a place in the list ("2 please")."""


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
        *read_described(analysis, slate or focus),
        *read_partial_titles(analysis, [*slate, *focus]),
        *_pronouns(analysis, conversation, shown),
    ]
    # Of findings that overlap, the one that was found by the earlier, surer way stays.
    return tuple(without_overlaps(found))


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
    outside = (key for at, key in enumerate(analysis.keys) if not first <= at < last)
    # No more are looked at than decide it: a long message may hold many numbers.
    others = list(islice((key for key in outside if key.isalnum()), _SHORT - 1))
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
        ends = not following.isalnum() or following in words.after_ordinal
        return ends or _opens_question(analysis, place - 1)
    alone = sum(token.is_word or token.is_number for token in analysis.tokens)
    return alone <= 2 and not following.isalnum()


def _opens_question(analysis: Analysis, place: int) -> bool:
    """Tell whether a sentence asks of what stands at a place: "is the first waterproof?"."""
    opens = analysis.sentence_at(place)[0] == place - 1
    return opens and analysis.keys[place - 1] in question_words().aux


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
