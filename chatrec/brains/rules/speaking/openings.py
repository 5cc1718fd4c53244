"""How a reply opens: first what must be said openly, then a line that reflects the request."""

from __future__ import annotations

from ....dialogue.reply import Sentence
from ....dialogue.understanding import Stance
from ....dialogue.wording import describe_preference, pattern
from ....dialogue.wording.values import noun_phrase
from ....grounding.clean import clean, shorten
from .changes import fresh_wishes
from .facts import Clause
from .matters import open_matters, wished_words
from .phrases import capitalised, count_words
from .shortfalls import missed_by_all, say_missed
from .speech import Speech

_LONGEST = 60
_LONGEST_LINE = 90
_MOST_QUOTED = 3
_MOST_MATTERS = 2
_NOTED: tuple[tuple[str, frozenset[Stance]], ...] = (
    ("like_this", frozenset({"like_this"})),
    ("liked", frozenset({"liked"})),
    ("disliked", frozenset({"disliked"})),
    ("seen", frozenset({"seen"})),
    ("rejected", frozenset({"rejected"})),
)


def open_picks(speech: Speech) -> tuple[Sentence, ...]:
    """Return what stands above the picks: what must be said openly, what they do not meet, and the line."""
    matters = open_matters(speech)
    missed = say_missed(speech)
    noted = _noted(speech) if len(matters) < _MOST_MATTERS else ()
    changed = () if matters or noted else _added(speech)
    again = _again(speech)
    nowhere = bool(missed_by_all(speech.brief.slate, speech.brief.preferences))
    said = bool(matters or noted or changed or again or missed)
    after = "near" if missed and nowhere else "then" if said else ""
    own = speech.guidance.line
    line = (Sentence(text=own),) if own else _line(speech, after=after)
    return (*matters, *noted, *changed, *again, *missed, *line)


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
    words = shorten(clean(wished_words(fresh[0], speech)), limit=2 * _LONGEST)
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
            slots = {"title": named.text, "is": "are" if len(items) > 1 else "is"}
            return speech.say(f"noted.{name}", slots, of=[named])
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
        "few_wish": _few(wish, count, speech),
        "asked": asked if len(asked) <= _LONGEST_LINE else "",
        "must_many": speech.wish(speech.filters, several=True),
        "fitting": count_words(brief.fitting) if enough else "",
    }


def _few(wish: str, count: int, speech: Speech) -> str:
    """Return a wish with its count: "one phone under $600", "one pair of headphones", "two laptops"."""
    if not wish:
        return ""
    pair = count == 1 and noun_phrase(speech.nouns(several=False)).startswith("a pair of ")
    return f"one pair of {wish}" if pair else f"{count_words(count)} {wish}"


def _quoted_wishes(speech: Speech) -> str:
    """Return the free wishes, in the person's words."""
    wishes = [
        clean(describe_preference(entry, speech.catalog.schema))
        for entry in speech.entries
        if entry.operator == "matches" and entry.polarity == "wanted"
    ]
    return shorten("”, “".join(wishes[:_MOST_QUOTED]), limit=2 * _LONGEST)
