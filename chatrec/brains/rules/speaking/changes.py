"""What a message changed of the wishes, said back plainly: replaced, taken back, or dropped with what it belonged to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ....dialogue.preferences import Preference
from ....dialogue.reply import Sentence
from ....dialogue.wording import describe_preference, label, pattern
from ....dialogue.wording.values import list_words, noun_phrase, plural, spelled_noun
from ....grounding.clean import clean, shorten
from .speech import Speech

_LONGEST = 60
_MOST = 3


def fresh_wishes(speech: Speech) -> list[Preference]:
    """Return the entries that this message added, free wishes left out."""
    before = {entry.id for entry in speech.brief.conversation.preferences.entries}
    return [
        entry
        for entry in speech.entries
        if entry.id not in before
        and entry.source.turn in (0, speech.turn)
        and entry.operator != "matches"
    ]


def gone_wishes(speech: Speech) -> list[Preference]:
    """Return the entries that this message ended, less those wished in the same words again."""
    ids = {entry.id for entry in speech.entries}
    now = {_words(entry, speech) for entry in speech.entries}
    return [
        entry
        for entry in speech.brief.conversation.preferences.entries
        if entry.id not in ids and _words(entry, speech) not in now
    ]


def acknowledge(speech: Speech) -> tuple[Sentence, ...]:
    """Return what became of earlier wishes, in at most two sentences; nothing where all of them stand."""
    gone = gone_wishes(speech)
    if not gone or speech.brief.understanding.intent == "reset":
        return ()
    fresh = fresh_wishes(speech)
    added = {entry.facet for entry in fresh}
    taken_back = {one.facet for one in speech.brief.understanding.changes if one.op == "remove"}
    replaced = [entry for entry in gone if entry.facet in added]
    rest = [entry for entry in gone if entry.facet not in added]
    removed = [entry for entry in rest if entry.facet in taken_back or "*" in taken_back]
    lost = [entry for entry in rest if entry not in removed]
    if any(_is_kind(entry, speech) for entry in replaced):
        return _turned(replaced, [*lost, *replaced], fresh, speech)
    return (*_replaced(replaced, fresh, speech), *_removed(removed, speech))[:2]


def _turned(
    kinds: Sequence[Preference],
    gone: Sequence[Preference],
    fresh: Sequence[Preference],
    speech: Speech,
) -> tuple[Sentence, ...]:
    """Say what kind of item it is now, what was put aside with the former kind, and what counts again with this one."""
    former = [entry for entry in kinds if _is_kind(entry, speech)]
    new = [_thing(one, speech) for one in fresh if _is_kind(one, speech)]
    aside = _quoted([one for one in gone if not _is_kind(one, speech)], speech)
    back = _quoted(restored_wishes(speech), speech)
    old = list_words([plural(spelled_noun(_words(one, speech))) for one in former], "or")
    slots = {
        "new": list_words(new[:_MOST]),
        "old": list_words([_thing(one, speech) for one in former], "or"),
        "kind": old,
        "aside": list_words(aside[:_MOST]) if len(aside) <= _MOST else "",
        "some": list_words([*aside[: _MOST - 1], "the rest"]) if len(aside) > _MOST else "",
        "back": list_words(back[:_MOST]),
        "were": "was" if len(aside) == 1 else "were",
        "count": "counts" if len(back) == 1 else "count",
        "them": "it" if len(aside) == 1 else "them",
    }  # fmt: skip
    slots["aside"] = slots["aside"] or slots["some"]
    name = "turned" if aside else "replaced"
    said = speech.say(f"changed.{name}", slots)
    return (*said, *speech.say("changed.back", slots))


def restored_wishes(speech: Speech) -> list[Preference]:
    """Return the entries of earlier turns that count again with this message."""
    before = {entry.id for entry in speech.brief.conversation.preferences.entries}
    return [
        entry
        for entry in speech.entries
        if entry.id not in before and entry.source.turn not in (0, speech.turn)
    ]


def _quoted(entries: Iterable[Preference], speech: Speech) -> list[str]:
    return [f"“{_thing(one, speech)}”" for one in entries]


def _replaced(
    gone: Sequence[Preference], fresh: Sequence[Preference], speech: Speech
) -> tuple[Sentence, ...]:
    """Say what stands instead: of a number only what it is now."""
    listed = [one for one in gone if (facet := speech.facet(one.facet)) and not facet.numeric]
    kinds = [one for one in listed if _is_kind(one, speech)]
    listed = kinds or listed
    facets = _facets(listed or gone)
    new = [_thing(one, speech) for one in fresh if one.facet in facets]
    old = [_thing(one, speech) for one in listed]
    slots = {"new": list_words(new[:_MOST]), "old": list_words(old[:_MOST], "or")}
    return speech.say("changed.replaced" if old else "changed.now", slots) if new else ()


def _removed(gone: Sequence[Preference], speech: Speech) -> tuple[Sentence, ...]:
    """Say what does not count any more: any price, any decade, not "on Netflix" any longer."""
    if not gone:
        return ()
    if len(gone) > 1:
        words = [f"“{_thing(one, speech)}”" for one in gone[:_MOST]]
        return speech.say("changed.removed", {"wish": list_words(words)})
    entry = gone[0]
    facet = speech.facet(entry.facet)
    if entry.polarity == "unwanted":
        return speech.say("changed.allowed", {"wish": _thing(entry, speech)})
    if facet is None or facet.type in ("many", "text"):
        return speech.say("changed.removed", {"wish": f"“{_thing(entry, speech)}”"})
    if facet.type == "flag":
        return speech.say("changed.need_not", {"wish": _words(entry, speech)})
    return speech.say("changed.any", {"label": clean(label(facet))})


def _facets(entries: Iterable[Preference]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry.facet for entry in entries))


def _is_kind(entry: Preference, speech: Speech) -> bool:
    facet = speech.facet(entry.facet)
    return facet is not None and pattern(facet).place == "noun"


def _words(entry: Preference, speech: Speech) -> str:
    return clean(describe_preference(entry, speech.catalog.schema))


def _thing(entry: Preference, speech: Speech) -> str:
    """Return a wish as a thing: "a laptop", "not by Mokuro", "on Netflix"."""
    words = shorten(_words(entry, speech), limit=_LONGEST)
    words = words.replace("“", '"').replace("”", '"')
    if _is_kind(entry, speech):
        words = noun_phrase(spelled_noun(words)).removeprefix("a pair of ")
    return f"not {words}" if entry.polarity == "unwanted" else words
