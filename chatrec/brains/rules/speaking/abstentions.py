"""Nothing new fits: said openly, with what of the items shown still does, what comes near, and what could give."""

from __future__ import annotations

from collections.abc import Sequence

from ....catalog.items import Item
from ....dialogue.conversation import Relaxation
from ....dialogue.preferences import Preference
from ....dialogue.reply import Draft, Sentence
from ....dialogue.wording import describe_preference, label
from ....dialogue.wording.values import list_words, noun_phrase
from ....grounding.clean import clean
from .facts import Clause, shown_value
from .matters import open_matters
from .nearness import word_near
from .phrases import count_words
from .speech import Speech
from .talk import notices

_LONG_OFFERS = 2
"""How many offers that give up several wishes are told; the buttons have them all."""


def word_abstention(speech: Speech) -> Draft:
    """Say that nothing new fits, what of the items shown does, what comes near, and what a little less asked brings.

    At the same dead end a second time one thing to give up is proposed, as a question that a yes answers.
    """
    brief = speech.brief
    pending = brief.conversation.pending
    stuck = pending is not None and bool(pending.relaxations)
    line: tuple[Sentence, ...]
    if brief.again:
        line = _still_fitting(brief.again, speech)
    elif brief.understanding.intent == "more":
        line = speech.say("abstain.more")
    elif stuck:
        line = speech.say("abstain.still")
    else:
        wish = speech.wish(speech.filters, several=True)
        line = speech.say("abstain.wish" if wish else "abstain.bare", {"wish_many": wish})
    closing = (*word_near(speech), *_offers(speech, brief.relaxations, stuck=stuck))
    if brief.declined:
        line, closing = speech.say("abstain.declined"), _which(speech)
    if not closing and not brief.again:
        closing = speech.say("abstain.close")
    return Draft(opening=(*open_matters(speech), *line, *notices(speech)), closing=closing)


def _which(speech: Speech) -> tuple[Sentence, ...]:
    """Ask which of the wishes in force may give, where every way out was turned down."""
    ids = {entry_id for one in speech.brief.relaxations for entry_id in one.drop}
    wishes = [f"“{_given_up(one, speech)}”" for one in speech.entries if one.id in ids]
    if not wishes:
        return ()
    name = "abstain.which" if len(wishes) > 1 else "abstain.only"
    return speech.say(name, {"wishes": list_words(wishes, "or")})


def _still_fitting(items: Sequence[Item], speech: Speech) -> tuple[Sentence, ...]:
    """Name the items shown before that still fit, with the facts that answer the wishes where it is one."""
    titles = speech.names(items)
    facts = _numbers_asked(items[0], speech) if len(items) == 1 else Clause("")
    fits = "fits" if len(items) == 1 else "fit"
    slots = {"titles": titles.text, "facts": facts.text, "fits": fits}
    return speech.say("abstain.again", slots, of=[titles, facts])


def _numbers_asked(item: Item, speech: Speech) -> Clause:
    """Return the facts of the limits that were set, as a list: "$799 and 16 GB of memory"."""
    clauses = []
    for name in dict.fromkeys(entry.facet for entry in speech.filters):
        facet = speech.facet(name)
        if facet is not None and facet.numeric and facet.measure != "year":
            clauses.append(shown_value(item, facet))
    claims = tuple(claim for clause in clauses for claim in clause.claims)
    return Clause(list_words([clause.text for clause in clauses]), claims)


def _offers(
    speech: Speech, relaxations: tuple[Relaxation, ...], *, stuck: bool
) -> tuple[Sentence, ...]:
    """Return what giving something up would bring, with counts: "three up to $1,300, or ten if ..."."""
    if relaxations and (stuck or len(relaxations) == 1):
        asked = _proposal(relaxations[0], speech)
        if asked:
            return asked
    known = [part for part in (_offer(one, speech) for one in relaxations) if part]
    if not known:
        return ()
    long = any(", " in part for part in known)
    offers = "; or ".join(known[:_LONG_OFFERS]) if long else list_words(known, "or")
    return speech.say("abstain.relaxations", {"offers": offers})


def _proposal(relaxation: Relaxation, speech: Speech) -> tuple[Sentence, ...]:
    """Ask for one thing to give up: "Shall I leave out “wireless”? Then six would fit."."""
    slots = {"count": _counted(relaxation.count, speech)}
    if relaxation.replace:
        words = [describe_preference(entry, speech.catalog.schema) for entry in relaxation.replace]
        return speech.say("abstain.loosen", {**slots, "bound": clean(list_words(words))})
    given_up = [entry for entry in speech.entries if entry.id in relaxation.drop]
    wishes = [f"“{_given_up(entry, speech)}”" for entry in given_up]
    slots["wishes"] = list_words(wishes)
    return speech.say("abstain.leave", slots) if given_up else ()


def _counted(count: int, speech: Speech) -> str:
    """Return a count with the kind of item that is wanted: "six laptops", "one pair of headphones"."""
    if count != 1:
        return f"{count_words(count)} {speech.nouns(several=True)}"
    noun = speech.nouns(several=False)
    return f"one pair of {noun}" if noun_phrase(noun).startswith("a pair of ") else f"one {noun}"


def _offer(relaxation: Relaxation, speech: Speech) -> str:
    schema = speech.catalog.schema
    count = count_words(relaxation.count)
    if relaxation.replace:
        words = [describe_preference(one, schema) for one in relaxation.replace]
        return f"{count} {clean(list_words(words))}"
    given_up = [one for one in speech.entries if one.id in relaxation.drop]
    freed = {one.id: _free_of(one, speech) for one in given_up}
    things = [thing for thing in freed.values() if thing]
    wishes = [f"“{_given_up(one, speech)}”" for one in given_up if not freed[one.id]]
    slots = {
        "count": count,
        "things": list_words(list(dict.fromkeys(things))),
        "wishes": list_words(wishes),
        "are": "is" if len(wishes) == 1 else "are",
    }
    if given_up:
        name = "both" if things and wishes else "whatever" if things else "drop"
        return speech.book.say_bare(f"abstain.{name}", slots)
    words_of = clean(relaxation.label)
    return f"{count} with “{words_of}”" if words_of else ""


def _free_of(entry: Preference, speech: Speech) -> str:
    """Return what would not matter any more, "the price", for a wish about one value; else nothing."""
    facet = speech.facet(entry.facet)
    one_value = facet is not None and facet.type in ("category", "number", "money", "date")
    return f"the {label(facet)}" if facet and one_value and entry.polarity == "wanted" else ""


def _given_up(entry: Preference, speech: Speech) -> str:
    words = clean(describe_preference(entry, speech.catalog.schema))
    words = words.replace("“", '"').replace("”", '"')
    return f"not {words}" if entry.polarity == "unwanted" else words
