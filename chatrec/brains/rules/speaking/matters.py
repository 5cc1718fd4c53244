"""What must be said before anything else: what could not be read or held, and what became of earlier wishes."""

from __future__ import annotations

from ....dialogue.preferences import Preference
from ....dialogue.reply import Sentence
from ....dialogue.wording import describe_preference
from ....dialogue.wording.values import list_words
from ....grounding.clean import clean, shorten
from .changes import acknowledge
from .speech import Speech

_LONGEST = 60
_MOST_QUOTED = 3


def open_matters(speech: Speech) -> tuple[Sentence, ...]:
    """Return, in at most two sentences, what could not be read or held, and what became of earlier wishes."""
    understanding = speech.brief.understanding
    said: list[Sentence] = []
    if understanding.language:
        said.extend(_language(speech))
    names = quoted_words(understanding.unknown_names)
    if names:
        several = "unknown_several" if len(understanding.unknown_names) > 1 else "unknown_names"
        said.extend(speech.say(f"open.{several}", {"names": names}))
    unread_words = _unsaid(understanding.unread, speech)
    unread = quoted_words(unread_words)
    searched = speech.brief.action in ("recommend", "abstain")
    # A model that worded the opening has weighed such wishes by their meaning.
    weighed = bool(speech.guidance.line)
    if unread and not understanding.language and searched and not weighed:
        lost = _all_missed(unread_words, speech)
        slots = {"unread": unread, "it": "it" if len(unread_words) == 1 else "them"}
        said.extend(speech.say("open.unread_lost" if lost else "open.unread", slots))
    unheld = quoted_words(understanding.unheld)
    if unheld and not understanding.language:
        it = "it" if len(understanding.unheld) == 1 else "them"
        said.extend(speech.say("open.unheld", {"unheld": unheld, "it": it}))
    said.extend(acknowledge(speech))
    if understanding.notes:
        said.extend(speech.say("open.note", {"note": clean(list_words(understanding.notes))}))
    return _in_two(said)


def quoted_words(words: tuple[str, ...]) -> str:
    """Return some words as a list of quotes: “a” and “b”."""
    shown = [
        shorten(clean(one).replace("“", '"').replace("”", '"'), limit=_LONGEST) for one in words
    ]
    return list_words([f"“{one}”" for one in dict.fromkeys(shown) if one][:_MOST_QUOTED])


def wished_words(entry: Preference, speech: Speech) -> str:
    """Return a wish in words, with a "not" where it is unwanted."""
    words = describe_preference(entry, speech.catalog.schema)
    return f"not {words}" if entry.polarity == "unwanted" else words


def is_free(entry: Preference) -> bool:
    """Tell whether a wish is free words that no facet holds."""
    return entry.operator == "matches"


def _all_missed(unread: tuple[str, ...], speech: Speech) -> bool:
    """Tell whether none of the picks holds any of the words that were searched for."""
    turn = [one for one in speech.entries if is_free(one) and one.source.turn == speech.turn]
    free = [one for one in turn if one.value in unread]
    return bool(free) and all(one.id in speech.missed for one in free)


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
    return quoted_words(tuple(wished_words(entry, speech) for entry in entries))


def _unsaid(words: tuple[str, ...], speech: Speech) -> tuple[str, ...]:
    """Return the words that no earlier reply has spoken of: that they are no facet is said once."""
    replies = [line.text for line in speech.brief.conversation.lines if line.role == "assistant"]
    return tuple(one for one in words if not any(f"“{clean(one)}”" in text for text in replies))


def _in_two(said: list[Sentence]) -> tuple[Sentence, ...]:
    """Join all but the first into one sentence, so that the opening stays short."""
    if len(said) <= 2:
        return tuple(said)
    rest = "; ".join(one.text.rstrip(".") for one in said[1:])
    return (said[0], Sentence(text=f"{rest}."))
