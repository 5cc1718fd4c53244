"""Everything that is not about items: small talk, questions, abstaining, confirming, handing over."""

from __future__ import annotations

from ....catalog.facets import Facet
from ....dialogue.conversation import Answer
from ....dialogue.preferences import FeedbackKind
from ....dialogue.reply import Draft, Sentence
from ....dialogue.wording import describe_state, word_question_about
from ....dialogue.wording.values import list_words, with_article
from ....grounding.clean import clean, shorten
from .examples import example_requests
from .matters import open_matters
from .phrases import capitalised
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
    text = speech.guidance.question or clean(question.text)
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
