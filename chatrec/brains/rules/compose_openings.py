"""How a reply opens: first what must be said openly, then a line that reflects the request."""

from __future__ import annotations

from collections.abc import Sequence

from ...dialogue.preferences import Preference, Preferences
from ...dialogue.reply import Sentence
from ...dialogue.wording import describe_preference, pattern
from ...dialogue.wording_values import list_words
from ...grounding.clean import clean, shorten
from ..brain import Judgement
from .compose_speech import Speech
from .facts import Clause
from .phrases import capitalised, count_words

_LONGEST = 60
_MOST_QUOTED = 3


def open_matters(speech: Speech) -> tuple[Sentence, ...]:
    """Return, in at most two sentences, what could not be read or held, and what was replaced."""
    understanding = speech.brief.understanding
    said: list[Sentence] = []
    if understanding.language:
        said.extend(_language(speech))
    names = _quoted(understanding.unknown_names)
    if names:
        several = "unknown_several" if len(understanding.unknown_names) > 1 else "unknown_names"
        said.extend(speech.say(f"open.{several}", {"names": names}))
    unread = _quoted(understanding.unread)
    searched = speech.brief.action in ("recommend", "abstain")
    if unread and not understanding.language and searched:
        said.extend(speech.say("open.unread", {"unread": unread}))
    gone = dropped_wishes(speech)
    dropped = "" if _swapped(speech) else _quoted(gone)
    if dropped:
        kind = "dropped_several" if len(gone) > 1 else "dropped"
        said.extend(speech.say(f"open.{kind}", {"dropped": dropped}))
    if understanding.notes:
        said.extend(speech.say("open.note", {"note": clean(list_words(understanding.notes))}))
    return _in_two(said)


def dropped_wishes(speech: Speech) -> tuple[str, ...]:
    """Return what was superseded and is not wished in the same words again."""
    now = {describe_preference(entry, speech.catalog.schema) for entry in speech.entries}
    return tuple(words for words in speech.brief.dropped if words not in now)


def _swapped(speech: Speech) -> str:
    """Return the one wish that one new wish replaced, where the line above the picks says so itself."""
    gone = dropped_wishes(speech)
    alone = len(gone) == 1 and len(_fresh(speech)) == 1
    return gone[0] if alone and speech.brief.action == "recommend" and _refines(speech) else ""


def _refines(speech: Speech) -> bool:
    brief = speech.brief
    plain = brief.understanding.intent not in ("more", "just_show", "no_preference")
    return plain and brief.conversation.turn > 0 and bool(brief.conversation.slate)


def opening_for_picks(speech: Speech) -> tuple[Sentence, ...]:
    """Return the line above the picks."""
    brief = speech.brief
    intent = brief.understanding.intent
    slots = _slots(speech)
    if intent in ("more", "just_show", "no_preference"):
        return speech.say(f"opening.{intent}", slots)
    liked = _liked(speech)
    if liked:
        return speech.say("opening.liked", {**slots, "liked": liked.text}, of=[liked])
    changed = _changed(speech)
    if changed and _refines(speech):
        swapped = _swapped(speech)
        if swapped:
            return speech.say("opening.swapped", {**slots, "change": changed, "gone": swapped})
        return speech.say("opening.change", {**slots, "change": changed})
    words = _quoted_wishes(speech)
    if words and not slots["asked"]:
        return speech.say("opening.words", {**slots, "words": words})
    if slots["asked"]:
        scarce = brief.fitting == len(brief.slate) and not slots["fitting"]
        return speech.say("opening.only" if scarce else "opening.wish", slots)
    return speech.say("opening.start", slots)


def missed_by_all(slate: Sequence[Judgement], preferences: Preferences) -> frozenset[str]:
    """Return the ids of the wishes that none of several picks meets."""
    if len(slate) < 2:
        return frozenset()
    unmet = [{one.preference for one in judged.caveats} for judged in slate]
    return frozenset(entry.id for entry in preferences.entries if all(entry.id in u for u in unmet))


def say_missed(speech: Speech) -> tuple[Sentence, ...]:
    """Say which wishes none of the picks meets."""
    entries = [one for one in speech.brief.preferences.entries if one.id in speech.missed]
    words = [_wished(entry, speech) for entry in entries]
    if entries and speech.brief.understanding.unread and all(_is_free(one) for one in entries):
        return speech.say("opening.missed_words")
    missed = _quoted(tuple(words))
    return speech.say("opening.missed", {"missed": missed})


def _is_free(entry: Preference) -> bool:
    return entry.operator == "matches"


def _slots(speech: Speech) -> dict[str, str]:
    brief = speech.brief
    count = len(brief.slate)
    one = count == 1
    these = "this one" if one else f"these {count_words(count)}"
    noun = speech.catalog.noun if one else speech.catalog.nouns
    enough = brief.fitting > count
    return {
        "count": count_words(count),
        "are": "is" if one else "are",
        "fit": "fit" if enough else ("fits" if one else "fit"),
        "come": "comes" if one else "come",
        "these": these,
        "these_start": capitalised(these),
        "nouns": noun,
        "wish": speech.wish(speech.met_by_all, several=not one),
        "asked": speech.wish(speech.entries, several=not one),
        "asked_many": speech.wish(speech.entries, several=True),
        "must_many": speech.wish(speech.filters, several=True),
        "fitting": count_words(brief.fitting) if enough else "",
    }


def _quoted_wishes(speech: Speech) -> str:
    """Return the free wishes, in the person's words."""
    wishes = [
        clean(describe_preference(entry, speech.catalog.schema))
        for entry in speech.brief.preferences.entries
        if entry.operator == "matches" and entry.polarity == "wanted"
    ]
    return shorten("”, “".join(wishes[:_MOST_QUOTED]), limit=2 * _LONGEST)


def _liked(speech: Speech) -> Clause | None:
    """Return the items that this message says were liked, or asks for others like."""
    ids = [
        mention.item_ids[0]
        for mention in speech.brief.understanding.mentions
        if mention.stance in ("liked", "like_this") and mention.item_ids
    ]
    items = [item for item in map(speech.catalog.get, dict.fromkeys(ids)) if item is not None]
    return speech.names(items[:_MOST_QUOTED]) if items else None


def _changed(speech: Speech) -> str:
    """Return the one wish that this message added to the state, in words; empty for none, several, or a new kind."""
    fresh = _fresh(speech)
    facet = speech.facet(fresh[0].facet) if len(fresh) == 1 else None
    if facet is None or pattern(facet).place == "noun":
        return ""
    phrase = clean(_wished(fresh[0], speech))
    return phrase if len(phrase) <= 2 * _LONGEST else ""


def _fresh(speech: Speech) -> list[Preference]:
    """Return the entries that this message added."""
    turn = speech.brief.conversation.turn + 1
    before = {entry.id for entry in speech.brief.conversation.preferences.entries}
    return [
        entry
        for entry in speech.brief.preferences.entries
        if entry.id not in before and entry.source.turn in (0, turn) and not _is_free(entry)
    ]


def _wished(entry: Preference, speech: Speech) -> str:
    words = describe_preference(entry, speech.catalog.schema)
    return f"not {words}" if entry.polarity == "unwanted" else words


def _language(speech: Speech) -> tuple[Sentence, ...]:
    brief = speech.brief
    language = clean(brief.understanding.language or "")
    if brief.understanding.changes or brief.understanding.mentions:
        slots = {"language": language, "read": _read(speech)}
        return speech.say("open.language", slots) or speech.say("open.language_some", slots)
    return speech.say("open.language_lost", {"language": language})


def _read(speech: Speech) -> str:
    """Return what was read in this message, in words."""
    changes = [change for change in speech.brief.understanding.changes if change.op == "add"]
    entries = [
        Preference(
            id="read",
            facet=change.facet,
            operator=change.operator,
            value=change.value,
            polarity=change.polarity,
        )
        for change in changes
    ]
    return _quoted(tuple(_wished(entry, speech) for entry in entries))


def _quoted(words: tuple[str, ...]) -> str:
    shown = [
        shorten(clean(one).replace("“", '"').replace("”", '"'), limit=_LONGEST) for one in words
    ]
    return list_words([f"“{one}”" for one in dict.fromkeys(shown) if one][:_MOST_QUOTED])


def _in_two(said: list[Sentence]) -> tuple[Sentence, ...]:
    """Join all but the first into one sentence, so that the opening stays short."""
    if len(said) <= 2:
        return tuple(said)
    rest = "; ".join(one.text.rstrip(".") for one in said[1:])
    return (said[0], Sentence(text=f"{rest}."))
