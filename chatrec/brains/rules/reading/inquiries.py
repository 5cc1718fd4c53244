"""Questions beyond the facts of an item: which reader of questions has the answer to a message.

what genres do you have? how many comedies?            catalogue_questions.py
which is the cheapest? what's your lightest laptop?    first_questions.py
is the second one on Hulu? are they under $100?        whether_questions.py
do they work with an iPhone? any discounts?            unheld_questions.py
which would you pick?                                  read here, by its intent
"""

from __future__ import annotations

from ....dialogue.conversation import Conversation
from ....dialogue.understanding import Inquiry, Intent
from .analysis import Analysis
from .asking import Asking
from .catalogue_questions import read_catalogue_question
from .findings import Finding
from .first_questions import asks_for_the_best, read_first_question
from .question_words import is_question, sentences
from .settled_intents import IntentReading
from .unheld_questions import read_unheld_question
from .vocabulary import Vocabulary
from .whether_questions import read_whether_question

_OTHERWISE: frozenset[Intent] = frozenset(
    {"reset", "hand_off", "explain", "why_not", "show_state", "goodbye", "accept", "reject"}
)
"""The intents of which no question is read, whatever the words are."""
INTENTS: dict[str, Intent] = {"first": "compare", "choice": "choose"}
"""The intent of a question by its kind; any other informs."""


def read_inquiry(
    analysis: Analysis,
    findings: tuple[Finding, ...],
    reading: IntentReading,
    vocabulary: Vocabulary,
    conversation: Conversation,
) -> Inquiry | None:
    """Return what a message asks, where one of its sentences asks and no other wishes anything."""
    if reading.intent in _OTHERWISE:
        return None
    for place in sentences(analysis):
        if not (is_question(analysis, *place) or reading.intent == "choose"):
            continue
        asking = Asking.of(analysis, place, findings, vocabulary, conversation)
        others = {
            one.kind
            for one in findings
            if not place[0] <= analysis.tokens_of(one.span)[0] < place[1]
        }
        if others & {"preference", "removal"} or any(
            one.kind == "removal" for one in asking.findings
        ):
            return None
        found = _read(asking, reading)
        if found is not None:
            return found
    return None


def _read(asking: Asking, reading: IntentReading) -> Inquiry | None:
    several = len(asking.slate) > 1 or len({one.item_ids for one in asking.items}) > 1
    if asking.vocabulary.catalog.rules.slate_size == 1:
        several = len(asking.conversation.preferences.items("shown")) > 1
    if several and asks_for_the_best(asking):
        return Inquiry(kind="choice")
    return (
        read_first_question(asking)
        or (Inquiry(kind="choice") if several and reading.intent == "choose" else None)
        or read_catalogue_question(asking)
        or read_whether_question(asking)
        or read_unheld_question(asking, reading)
    )
