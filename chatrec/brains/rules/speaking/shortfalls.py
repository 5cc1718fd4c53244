"""What the picks do not meet: said above them once, where none or few of them do."""

from __future__ import annotations

from collections.abc import Sequence

from ....dialogue.preferences import Preference, Preferences
from ....dialogue.reply import Sentence
from ....dialogue.wording import describe_preference, describe_wish, pattern
from ....dialogue.wording.values import list_words, noun_phrase
from ....grounding.clean import clean
from ...brain import Judgement
from .matters import is_free, quoted_words, wished_words
from .speech import Speech

_ORDINALS = ("first", "second", "third", "fourth", "fifth")


def missed_by_all(slate: Sequence[Judgement], preferences: Preferences) -> frozenset[str]:
    """Return the ids of the wishes that none of several picks meets."""
    if len(slate) < 2:
        return frozenset()
    unmet = [{one.preference for one in judged.caveats} for judged in slate]
    return frozenset(entry.id for entry in preferences.entries if all(entry.id in u for u in unmet))


def missed_by_most(slate: Sequence[Judgement], speech: Speech) -> Preference | None:
    """Return the first wish for a value that fewer than half of the picks meet, or None.

    Only where the record of each of the others tells that it does not, and where words say so without numbers: a
    limit that is missed is told with each pick, by how much.
    """
    for entry in speech.entries:
        facet = speech.facet(entry.facet)
        if facet is None or facet.numeric or facet.type in ("date", "text"):
            continue
        if entry.polarity == "unwanted" or entry.operator in ("low", "high", "matches"):
            continue
        met = _met_by(entry, slate)
        known = all(judged.candidate.item.fact(entry.facet) is not None for judged in slate)
        if known and 0 < sum(met) < len(met) / 2 and len(met) <= len(_ORDINALS):
            return entry
    return None


def _met_by(entry: Preference, slate: Sequence[Judgement]) -> list[bool]:
    return [entry.id not in {one.preference for one in judged.caveats} for judged in slate]


def say_missed(speech: Speech) -> tuple[Sentence, ...]:
    """Say which wishes none of the picks meets, or which only a few do.

    What was said a few messages ago is not said again, and free words are spoken of only in the reply to the
    message that had them.
    """
    missed = missed_by_all(speech.brief.slate, speech.brief.preferences)
    entries = [one for one in speech.entries if one.id in missed]
    tested = [one for one in entries if not is_free(one)]
    if tested:
        kinds = _kind(tested, speech, several=True)
        if any(kinds in line.text for line in speech.brief.conversation.lines):
            return ()
        rest = any(one not in entries and one.polarity == "wanted" for one in speech.entries)
        shown = speech.brief.preferences.items("shown")
        name = "missed" if rest else "missed_more" if shown else "missed_alone"
        no = "no more" if shown else "no"
        return speech.say(f"opening.{name}", {"kinds": kinds, "no": no})
    free = [
        clean(wished_words(one, speech)) for one in entries if one.source.turn in (0, speech.turn)
    ]
    if free and not speech.brief.understanding.unread:
        return speech.say("opening.missed_words", {"words": quoted_words(tuple(free))})
    partly = missed_by_most(speech.brief.slate, speech)
    return () if partly is None else _say_who_misses(partly, speech)


def _say_who_misses(entry: Preference, speech: Speech) -> tuple[Sentence, ...]:
    """Say which of the picks meet a wish and which do not: "Only the first is scary; the others are not"."""
    met = _met_by(entry, speech.brief.slate)
    ones = [f"the {_ORDINALS[place]}" for place, meets in enumerate(met) if meets]
    others = [f"the {_ORDINALS[place]}" for place, meets in enumerate(met) if not meets]
    facet = speech.facet(entry.facet)
    after = facet is not None and facet.type != "flag" and pattern(facet).place == "after"
    wish = clean(describe_preference(entry, speech.catalog.schema))
    slots = {
        "ones": list_words(ones),
        "is": "is" if len(ones) == 1 else "are",
        "others": list_words(others),
        "are": "is" if len(others) == 1 else "are",
        "kind": wish if after else _kind([entry], speech, several=len(ones) > 1),
        "come": "comes" if len(others) == 1 else "come",
    }
    return speech.say("opening.partly", slots)


def _kind(entries: Sequence[Preference], speech: Speech, *, several: bool) -> str:
    noun = speech.catalog.nouns if several else speech.catalog.noun
    for entry in speech.entries:
        facet = speech.facet(entry.facet)
        told = facet is not None and pattern(facet).place == "noun" and entry not in entries
        if told and entry.polarity == "wanted":
            entries = [entry, *entries]
    phrase = clean(describe_wish(entries, speech.catalog.schema, noun=noun, several=several))
    return phrase if several else noun_phrase(phrase)
