"""How a reply opens: first what must be said openly, then a line that reflects the request."""

from __future__ import annotations

from ...dialogue.preferences import Preference
from ...dialogue.reply import Sentence
from ...dialogue.wording import describe_preference, describe_state
from ...dialogue.wording_values import list_words
from ...grounding.clean import clean, shorten
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
    if unread and not understanding.language and speech.brief.action == "recommend":
        said.extend(speech.say("open.unread", {"unread": unread}))
    dropped = _quoted(speech.brief.dropped)
    if dropped:
        kind = "dropped_several" if len(speech.brief.dropped) > 1 else "dropped"
        said.extend(speech.say(f"open.{kind}", {"dropped": dropped}))
    if understanding.notes:
        said.extend(speech.say("open.note", {"note": clean(list_words(understanding.notes))}))
    return _in_two(said)


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
    if changed and brief.conversation.turn > 0 and brief.conversation.slate:
        return speech.say("opening.change", {**slots, "change": changed})
    words = _quoted_wishes(speech)
    if words and not slots["wish"]:
        return speech.say("opening.words", {**slots, "words": words})
    if slots["wish"]:
        scarce = brief.fitting == len(brief.slate) and not slots["fitting"]
        return speech.say("opening.only" if scarce else "opening.wish", slots)
    return speech.say("opening.start", slots)


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
        "wish": speech.wish(several=not one),
        "wish_many": speech.wish(several=True),
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
    """Return what this message added to the wanted entries, in words."""
    turn = speech.brief.conversation.turn + 1
    before = {entry.id for entry in speech.brief.conversation.preferences.entries}
    fresh = [
        entry
        for entry in speech.brief.preferences.entries
        if entry.id not in before and entry.source.turn in (0, turn) and entry.operator != "matches"
    ]
    words = [_wished(entry, speech) for entry in fresh[:_MOST_QUOTED]]
    phrase = clean(list_words(words))
    return phrase if len(phrase) <= 2 * _LONGEST else ""


def _wished(entry: Preference, speech: Speech) -> str:
    words = describe_preference(entry, speech.catalog.schema)
    return f"not {words}" if entry.polarity == "unwanted" else words


def _language(speech: Speech) -> tuple[Sentence, ...]:
    brief = speech.brief
    language = clean(brief.understanding.language or "")
    if brief.understanding.changes or brief.understanding.mentions:
        state = describe_state(brief.preferences, speech.catalog)
        slots = {"language": language, "state": clean(state)}
        return speech.say("open.language", slots)
    return speech.say("open.language_lost", {"language": language})


def _quoted(words: tuple[str, ...]) -> str:
    shown = [
        shorten(clean(one).replace("“", '"').replace("”", '"'), limit=_LONGEST) for one in words
    ]
    return list_words([f"“{one}”" for one in shown if one][:_MOST_QUOTED])


def _in_two(said: list[Sentence]) -> tuple[Sentence, ...]:
    """Join all but the first into one sentence, so that the opening stays short."""
    if len(said) <= 2:
        return tuple(said)
    rest = "; ".join(one.text.rstrip(".") for one in said[1:])
    return (said[0], Sentence(text=f"{rest}."))
