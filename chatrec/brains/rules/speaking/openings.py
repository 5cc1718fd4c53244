"""How a reply opens: first what must be said openly, then a line that reflects the request."""

from __future__ import annotations

from collections.abc import Sequence

from ....dialogue.preferences import Preference, Preferences
from ....dialogue.reply import Sentence
from ....dialogue.understanding import Stance
from ....dialogue.wording import describe_preference, describe_wish, pattern
from ....dialogue.wording_values import list_words, noun_phrase
from ....grounding.clean import clean, shorten
from ...brain import Judgement
from .changes import acknowledge, fresh_wishes
from .facts import Clause
from .phrases import capitalised, count_words
from .speech import Speech

_LONGEST = 60
_LONGEST_LINE = 90
_MOST_QUOTED = 3
_MOST_MATTERS = 2
_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_NOTED: tuple[tuple[str, frozenset[Stance]], ...] = (
    ("like_this", frozenset({"like_this"})),
    ("liked", frozenset({"liked"})),
    ("disliked", frozenset({"disliked"})),
    ("seen", frozenset({"seen"})),
    ("rejected", frozenset({"rejected"})),
)


def open_matters(speech: Speech) -> tuple[Sentence, ...]:
    """Return, in at most two sentences, what could not be read or held, and what became of earlier wishes."""
    understanding = speech.brief.understanding
    said: list[Sentence] = []
    if understanding.language:
        said.extend(_language(speech))
    names = _quoted(understanding.unknown_names)
    if names:
        several = "unknown_several" if len(understanding.unknown_names) > 1 else "unknown_names"
        said.extend(speech.say(f"open.{several}", {"names": names}))
    unread_words = _unsaid(understanding.unread, speech)
    unread = _quoted(unread_words)
    searched = speech.brief.action in ("recommend", "abstain")
    if unread and not understanding.language and searched:
        lost = _all_missed(speech)
        slots = {"unread": unread, "it": "it" if len(unread_words) == 1 else "them"}
        said.extend(speech.say("open.unread_lost" if lost else "open.unread", slots))
    said.extend(acknowledge(speech))
    if understanding.notes:
        said.extend(speech.say("open.note", {"note": clean(list_words(understanding.notes))}))
    return _in_two(said)


def open_picks(speech: Speech) -> tuple[Sentence, ...]:
    """Return what stands above the picks: what must be said openly, what they do not meet, and the line."""
    matters = open_matters(speech)
    missed = _say_missed(speech)
    noted = _noted(speech) if len(matters) < _MOST_MATTERS else ()
    changed = () if matters or noted else _added(speech)
    again = _again(speech)
    nowhere = bool(missed_by_all(speech.brief.slate, speech.brief.preferences))
    after = (
        "near"
        if missed and nowhere
        else "then"
        if missed
        else "then"
        if matters or noted or changed or again
        else ""
    )
    line = _line(speech, after=after)
    return (*matters, *noted, *changed, *again, *missed, *line)


def missed_by_all(slate: Sequence[Judgement], preferences: Preferences) -> frozenset[str]:
    """Return the ids of the wishes that none of several picks meets."""
    if len(slate) < 2:
        return frozenset()
    unmet = [{one.preference for one in judged.caveats} for judged in slate]
    return frozenset(entry.id for entry in preferences.entries if all(entry.id in u for u in unmet))


def missed_by_most(slate: Sequence[Judgement], preferences: Preferences) -> Preference | None:
    """Return the first tested wish that some but fewer than half of the picks meet, or None."""
    for entry in preferences.entries:
        if entry.polarity == "unwanted" or entry.operator in ("low", "high", "matches"):
            continue
        met = sum(entry.id not in {one.preference for one in j.caveats} for j in slate)
        if 0 < met < len(slate) / 2:
            return entry
    return None


def _say_missed(speech: Speech) -> tuple[Sentence, ...]:
    """Say which wishes none of the picks meets, or which only a few do.

    What was said a few messages ago is not said again, and free words are spoken of only in the reply to the
    message that had them.
    """
    missed = missed_by_all(speech.brief.slate, speech.brief.preferences)
    entries = [one for one in speech.entries if one.id in missed]
    tested = [one for one in entries if not _is_free(one)]
    slots = _slots(speech)
    if tested:
        kinds = _kind(tested, speech, several=True)
        if any(kinds in line.text for line in speech.brief.conversation.lines):
            return ()
        rest = any(one not in entries and one.polarity == "wanted" for one in speech.entries)
        shown = speech.brief.preferences.items("shown")
        name = "missed" if rest else "missed_more" if shown else "missed_alone"
        no = "no more" if shown else "no"
        return speech.say(f"opening.{name}", {**slots, "kinds": kinds, "no": no})
    free = [clean(_wished(one, speech)) for one in entries if one.source.turn in (0, speech.turn)]
    if free and not speech.brief.understanding.unread:
        return speech.say("opening.missed_words", {**slots, "words": _quoted(tuple(free))})
    partly = missed_by_most(speech.brief.slate, speech.brief.preferences)
    if partly is None:
        return ()
    met = [
        _ORDINALS[place]
        for place, judged in enumerate(speech.brief.slate[: len(_ORDINALS)])
        if partly.id not in {one.preference for one in judged.caveats}
    ]
    slots["ones"] = list_words([f"the {one}" for one in met])
    slots["is"] = "is" if len(met) == 1 else "are"
    slots["kind"] = _kind([partly], speech, several=len(met) > 1)
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


def _all_missed(speech: Speech) -> bool:
    free = [one for one in speech.entries if _is_free(one) and one.source.turn == speech.turn]
    return bool(free) and all(one.id in speech.missed for one in free)


def _line(speech: Speech, *, after: str) -> tuple[Sentence, ...]:
    """Return the line above the picks; after other sentences a short one ("then", "near" after what they miss)."""
    brief = speech.brief
    slots = _slots(speech)
    if brief.understanding.intent in ("more", "just_show", "no_preference"):
        return speech.say(f"opening.{brief.understanding.intent}", slots)
    scarce = brief.fitting == len(brief.slate)
    if after == "then" and brief.again:
        return speech.say("opening.besides_only" if scarce else "opening.besides", slots)
    if after:
        name = "then_only" if scarce and after == "then" else after
        return speech.say(f"opening.{name}", slots)
    words = _quoted_wishes(speech)
    if words and not slots["asked"]:
        return speech.say("opening.words", {**slots, "words": words})
    if slots["asked"]:
        return speech.say("opening.only" if scarce else "opening.wish", slots)
    return speech.say("opening.start" if not speech.entries else "opening.then", slots)


def _added(speech: Speech) -> tuple[Sentence, ...]:
    """Say back the one wish that was added to earlier ones; nothing for several or a first one."""
    fresh = fresh_wishes(speech)
    earlier = speech.brief.conversation.slate and len(speech.entries) > len(fresh)
    facet = speech.facet(fresh[0].facet) if len(fresh) == 1 and earlier else None
    if facet is None or pattern(facet).place == "noun" or fresh[0] not in speech.met_by_all:
        return ()
    words = shorten(clean(_wished(fresh[0], speech)), limit=2 * _LONGEST)
    return speech.say("changed.now", {"new": words})


def _again(speech: Speech) -> tuple[Sentence, ...]:
    """Say which of the items shown last keep to what this message added: they are an answer, too."""
    items = speech.brief.again
    if not items or speech.brief.understanding.intent in ("more", "just_show"):
        return ()
    names = speech.names(items)
    every = len(items) == len(speech.brief.conversation.slate) and len(items) > 1
    slots = {"count": count_words(len(items)), "titles": names.text}
    slots["fits"] = "fits" if len(items) == 1 else "fit"
    name = "again_all" if every else "again"
    return speech.say(f"opening.{name}", slots, of=() if every else [names])


def _noted(speech: Speech) -> tuple[Sentence, ...]:
    """Say back what was said of items: liked, seen, turned down."""
    mentions = speech.brief.understanding.mentions
    for name, stances in _NOTED:
        ids = [one.item_ids[0] for one in mentions if one.item_ids and one.stance in stances]
        items = [item for item in map(speech.catalog.get, dict.fromkeys(ids)) if item is not None]
        if len(items) > 1 and name == "rejected":
            return speech.say("noted.rejected_all")
        if items:
            named: Clause = speech.names(items[:_MOST_QUOTED])
            return speech.say(f"noted.{name}", {"title": named.text}, of=[named])
    return ()


def _slots(speech: Speech) -> dict[str, str]:
    brief = speech.brief
    count = len(brief.slate)
    one = count == 1
    these = "this one" if one else f"these {count_words(count)}"
    enough = brief.fitting > count
    asked = speech.wish(speech.entries, several=not one)
    wish = speech.wish(speech.met_by_all, several=not one)
    return {
        "count": count_words(count),
        "are": "is" if one else "are",
        "fit": "fits" if one else "fit",
        "come": "comes" if one else "come",
        "these": these,
        "these_start": capitalised(these),
        "nouns": speech.catalog.noun if one else speech.catalog.nouns,
        "wish": wish,
        "a_wish": noun_phrase(wish) if one else f"{count_words(count)} {wish}" if wish else "",
        "few_wish": _few(wish, count),
        "asked": asked if len(asked) <= _LONGEST_LINE else "",
        "must_many": speech.wish(speech.filters, several=True),
        "fitting": count_words(brief.fitting) if enough else "",
    }


def _few(wish: str, count: int) -> str:
    """Return a wish with its count: "one phone under $600", "one pair of headphones", "two laptops"."""
    if not wish or count != 1:
        return f"{count_words(count)} {wish}" if wish else ""
    pair = noun_phrase(wish).startswith("a pair of ")
    return f"one pair of {wish}" if pair else f"one {wish}"


def _quoted_wishes(speech: Speech) -> str:
    """Return the free wishes, in the person's words."""
    wishes = [
        clean(describe_preference(entry, speech.catalog.schema))
        for entry in speech.entries
        if entry.operator == "matches" and entry.polarity == "wanted"
    ]
    return shorten("”, “".join(wishes[:_MOST_QUOTED]), limit=2 * _LONGEST)


def _is_free(entry: Preference) -> bool:
    return entry.operator == "matches"


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
