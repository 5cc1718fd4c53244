"""Everything that is not about items: small talk, questions, abstaining, confirming, handing over."""

from __future__ import annotations

from collections.abc import Sequence

from ....catalog.facets import Facet
from ....catalog.items import Item
from ....dialogue.conversation import Answer, Relaxation
from ....dialogue.preferences import FeedbackKind, Preference
from ....dialogue.reply import Draft, Sentence
from ....dialogue.wording import describe_preference, describe_state, label, word_question_about
from ....dialogue.wording_values import list_words, with_article
from ....grounding.clean import clean, shorten
from .examples import example_requests
from .facts import Clause, shown_value
from .openings import open_matters
from .phrases import capitalised, count_words
from .speech import Speech

_LONGEST_LABEL = 40
_MOST_SHOWN = 6
_LONG_OFFERS = 2
"""How many offers that give up several wishes are told; the buttons have them all."""
_PASSED_ON: tuple[tuple[str, tuple[FeedbackKind, ...]], ...] = (
    ("shown", ("shown",)),
    ("refused", ("rejected",)),
)
_TALK = frozenset(
    {
        "greet",
        "thanks",
        "goodbye",
        "small_talk",
        "help",
        "out_of_domain",
        "reset",
        "unclear",
        "deny",
    }
)


def word_talk(speech: Speech) -> Draft:
    """Word an answer to small talk, help, what is remembered, and to yes and no."""
    intent = speech.brief.understanding.intent
    matters = open_matters(speech)
    slots = _slots(speech)
    if intent == "show_state":
        empty = not speech.brief.preferences.entries and not speech.brief.preferences.feedback
        line = speech.say("chat.show_empty" if empty else "chat.show_state", slots)
    elif intent in ("accept", "reject"):
        line = _on_items(speech, intent)
    elif intent == "greet" and speech.brief.preferences.entries:
        line = speech.say("chat.greet_again", slots)
    elif intent == "help":
        line = (*speech.say("chat.help", slots), *speech.say("chat.help_more", slots))
    elif intent in _TALK:
        lost = intent == "unclear" and bool(speech.brief.understanding.language)
        line = () if lost else speech.say(f"chat.{intent}", slots)
    elif intent == "confirm":
        line = speech.say("chat.confirm")
    else:
        line = speech.say("chat.noted", slots)
    return Draft(opening=(*matters, *line, *notices(speech)))


def word_asking(speech: Speech) -> Draft:
    """Word a question that comes before any item: what is known so far, then the question."""
    brief = speech.brief
    slots = _slots(speech)
    opening = list(open_matters(speech))
    intent = brief.understanding.intent
    if intent == "greet":
        opening.extend(speech.say("ask.hello"))
    elif intent == "reset":
        opening.extend(speech.say("ask.reset"))
    elif brief.preferences.entries and brief.fitting:
        name = "ask.narrow_wish" if slots["wish_many"] else "ask.narrow"
        opening.extend(speech.say(name, slots))
    elif not opening:
        opening.extend(speech.say("ask.begin", slots))
    opening.extend(notices(speech))
    return Draft(opening=tuple(opening), closing=word_question(speech))


def word_question(speech: Speech) -> tuple[Sentence, ...]:
    """Return the question of the brief with some of its answers; nothing where there is none."""
    question = speech.brief.question
    if question is None:
        return ()
    facet = speech.facet(question.facet)
    text = clean(question.text)
    if not text and facet is not None:
        text = word_question_about(facet, noun=speech.catalog.noun)
    if not text:
        return ()
    choices = _choices(facet, question.answers)
    if facet is not None and facet.type == "flag":
        choices = ""
    slots = {
        "question": text,
        "asked": text.removesuffix("?") if text.endswith("?") else "",
        "choices": choices,
        "choices_start": capitalised(choices),
    }
    return speech.say("ask.answers" if choices else "ask.plain", slots)


def word_abstention(speech: Speech) -> Draft:
    """Say openly that nothing new fits, what of the items shown still does, and what would with a little less asked."""
    brief = speech.brief
    slots = _slots(speech)
    shown = brief.items
    if shown:
        line = _still_fitting(shown, speech)
    elif brief.understanding.intent == "more":
        line = speech.say("abstain.more")
    elif brief.conversation.pending is not None and brief.conversation.pending.relaxations:
        line = speech.say("abstain.still")
    else:
        line = speech.say("abstain.wish" if slots["wish_many"] else "abstain.bare", slots)
    closing = _offers(speech, brief.relaxations)
    if not closing and not shown:
        closing = speech.say("abstain.close")
    return Draft(opening=(*open_matters(speech), *line, *notices(speech)), closing=closing)


def _still_fitting(items: Sequence[Item], speech: Speech) -> tuple[Sentence, ...]:
    """Name the items shown before that still fit, with the facts that answer the wishes where it is one."""
    titles = speech.names(items)
    facts = _numbers_asked(items[0], speech) if len(items) == 1 else Clause("")
    slots = {"titles": titles.text, "facts": facts.text, "fits": "fit"}
    if len(items) == 1:
        slots["fits"] = "fits"
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


def word_confirmation(speech: Speech) -> Draft:
    """Ask for the yes that a house rule wants, in its own words."""
    rules, rule = speech.catalog.rules.confirm, speech.brief.rule
    own = rules[rule].ask if rule is not None and rule < len(rules) else ""
    said = notices(speech)
    asked = clean(own)
    if asked and all(one.text != asked for one in said):
        said = (*said, Sentence(text=asked))
    return Draft(opening=open_matters(speech), closing=said or speech.say("confirm.bare"))


def word_hand_off(speech: Speech) -> Draft:
    """Say that a person takes over, and what they are told: the wishes, what was shown, liked and turned down."""
    preferences = speech.brief.preferences
    state = clean(describe_state(preferences, speech.catalog)).replace("You want:", "Wanted:", 1)
    said = list(speech.say("hand_off.summary", {"state": state}))
    for name, kinds in _PASSED_ON:
        ids = preferences.items(*kinds)
        items = [item for item in map(speech.catalog.get, ids) if item is not None]
        if items:
            names = speech.names(items[-_MOST_SHOWN:])
            said.extend(speech.say(f"hand_off.{name}", {"titles": names.text}, of=[names]))
    return Draft(opening=speech.say("hand_off.person"), closing=(*said, *notices(speech)))


def notices(speech: Speech) -> tuple[Sentence, ...]:
    """Return what must be said whatever else is said."""
    said = (clean(one) for one in speech.brief.notices)
    return tuple(Sentence(text=one) for one in dict.fromkeys(said) if one)


def _slots(speech: Speech) -> dict[str, str]:
    catalog, brief = speech.catalog, speech.brief
    return {
        "noun": catalog.noun,
        "nouns": catalog.noun if brief.fitting == 1 else catalog.nouns,
        "a_noun": with_article(catalog.noun),
        "state": clean(describe_state(brief.preferences, catalog)),
        "wish_many": speech.wish(speech.filters, several=True),
        "fitting": f"{brief.fitting:,}" if brief.fitting else "",
        "examples": example_requests(catalog),
    }


def _on_items(speech: Speech, intent: str) -> tuple[Sentence, ...]:
    ids = [
        mention.item_ids[0]
        for mention in speech.brief.understanding.mentions
        if mention.item_ids and mention.stance in ("accepted", "rejected", "named", "liked")
    ]
    items = [item for item in map(speech.catalog.get, dict.fromkeys(ids)) if item is not None]
    if not items:
        items = list(speech.brief.items[:1])
    if not items:
        return speech.say(f"chat.{intent}_bare")
    titles = speech.names(items)
    return speech.say(f"chat.{intent}", {"title": titles.text}, of=[titles])


def _choices(facet: Facet | None, answers: tuple[Answer, ...]) -> str:
    labels = [shorten(clean(answer.label), limit=_LONGEST_LABEL) for answer in answers]
    return list_words([one for one in labels if one], "or")


def _offers(speech: Speech, relaxations: tuple[Relaxation, ...]) -> tuple[Sentence, ...]:
    """Return what giving something up would bring, with counts: "three up to $1,300, or ten if ..."."""
    parts = [_offer(one, speech) for one in relaxations]
    if not any(parts):
        return ()
    known = [part for part in parts if part]
    long = any(", " in part for part in known)
    offers = "; or ".join(known[:_LONG_OFFERS]) if long else list_words(known, "or")
    return speech.say("abstain.relaxations", {"offers": offers})


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
    label = clean(relaxation.label)
    return f"{count} with “{label}”" if label else ""


def _free_of(entry: Preference, speech: Speech) -> str:
    """Return what would not matter any more, "the price", for a wish about one value; else nothing."""
    facet = speech.facet(entry.facet)
    one_value = facet is not None and facet.type in ("category", "number", "money", "date")
    return f"the {label(facet)}" if facet and one_value and entry.polarity == "wanted" else ""


def _given_up(entry: Preference, speech: Speech) -> str:
    words = clean(describe_preference(entry, speech.catalog.schema))
    words = words.replace("“", '"').replace("”", '"')
    return f"not {words}" if entry.polarity == "unwanted" else words
