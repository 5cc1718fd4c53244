"""What a message asks for: the nearest examples, weighed with what the other readers found in it.

Each sentence of a message is scored by itself with the catalogue's own words masked; what was found in it (a
wish, an item and what is said of it, a taken-back wish, a fact asked for) and the state of the conversation (a
question pending, items shown) add to or take from the scores, and of the sentences of a message the one that
asks for work wins over greetings and thanks ("thanks, something shorter?").
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import cast

from ....catalog.catalog import Catalog
from ....dialogue.conversation import Conversation
from ....dialogue.understanding import Intent
from .analysis import Analysis
from .degrees import degree_words
from .findings import Finding
from .intent_examples import MASKS, IntentExamples
from .question_words import is_question, question_words
from .settled_intents import LEAST, IntentReading, settled
from .toml_parts import table_of
from .words import read_data

_SOCIAL: frozenset[Intent] = frozenset(
    {"greet", "thanks", "small_talk", "goodbye", "confirm", "deny", "help"}
)
"""What gives way to a request in another sentence."""
_SOCIAL_DISCOUNT = 0.45
_CERTAIN = 0.6
"""A wish less certain than this, such as a word mended twice, says little of the intent."""
_SHORT = 6
"""The longest sentence, in tokens, that a word of degree makes a wish."""
_NUMERIC = ("<", "<=", ">", ">=", "between", "about")


def read_intent(
    analysis: Analysis,
    findings: tuple[Finding, ...],
    catalog: Catalog,
    conversation: Conversation,
    examples: IntentExamples,
) -> IntentReading:
    """Return what a message asks for; "unclear" where neither examples nor findings tell."""
    parts = list(_sentences(analysis))
    if not parts:
        return IntentReading("unclear", 0.0)
    masked = [mask(analysis, findings, catalog, first, last) for first, last in parts]
    best = IntentReading("unclear", -1.0)
    for (first, last), scores in zip(parts, examples.scores(masked), strict=True):
        inside = _within(analysis, findings, first, last)
        scores = _weighed(scores, analysis, inside, (first, last), conversation)
        intent = max(scores, key=lambda one: scores[one])
        score = scores[intent]
        worth = score - (_SOCIAL_DISCOUNT if intent in _SOCIAL and len(parts) > 1 else 0.0)
        if worth > best.score:
            best = IntentReading(intent, worth)
    if best.score < LEAST - (_SOCIAL_DISCOUNT if best.intent in _SOCIAL else 0.0):
        best = IntentReading("unclear", best.score)
    return settled(analysis, best, findings, conversation)


def mask(
    analysis: Analysis, findings: tuple[Finding, ...], catalog: Catalog, first: int, last: int
) -> str:
    """Return the tokens from `first` up to `last` with what the catalogue holds masked, as the examples are."""
    stand_in: dict[int, str] = {}
    for finding in findings:
        start, end = analysis.tokens_of(finding.span)
        kind = _mask_of(finding)
        # "when did it come out" asks by itself; only the name of a facet differs from catalogue to catalogue.
        if kind == "facet" and analysis.keys[start] in (question_words().wh | question_words().aux):
            continue
        if kind is not None:
            stand_in.update(dict.fromkeys(range(start, end), ""))
            stand_in[start] = MASKS[kind]
    nouns = {catalog.noun.casefold(), catalog.nouns.casefold()}
    spoken = (
        stand_in.get(
            place, MASKS["things"] if analysis.keys[place] in nouns else analysis.keys[place]
        )
        for place in range(first, last)
    )
    return " ".join(word for word in spoken if word and (word[0].isalnum() or word == "?"))


def _mask_of(finding: Finding) -> str | None:
    if finding.kind == "item":
        pointer = len(finding.span.quote.split()) == 1 and finding.certainty < 0.7
        return None if pointer else "item"
    if finding.kind == "preference":
        if finding.operator in ("low", "high"):
            return "facet"
        return (
            "number"
            if finding.operator in _NUMERIC and any(map(str.isdigit, finding.span.quote))
            else "value"
        )
    return "facet" if finding.kind == "asked" else None


def _sentences(analysis: Analysis) -> Iterator[tuple[int, int]]:
    """Yield the sentences, split further where a clause opens after a comma or "but"."""
    start = 0
    following = (*analysis.clauses[1:], None)[: len(analysis.clauses)]
    for clause, after in zip(analysis.clauses, following, strict=True):
        if after is None or after.sentence != clause.sentence or after.connector in (",", "but"):
            first, last, start = start, clause.last, clause.last
            if any(key[:1].isalnum() for key in analysis.keys[first:last]):
                yield first, last


def _within(
    analysis: Analysis, findings: tuple[Finding, ...], first: int, last: int
) -> tuple[Finding, ...]:
    return tuple(one for one in findings if first <= analysis.tokens_of(one.span)[0] < last)


def _weighed(
    scores: dict[Intent, float],
    analysis: Analysis,
    findings: tuple[Finding, ...],
    place: tuple[int, int],
    conversation: Conversation,
) -> dict[Intent, float]:
    total = dict(scores)
    if not any(one.kind == "removal" and one.facet == "*" for one in findings):
        # Starting over destroys what was said: it takes one of its own phrases, never a mere likeness.
        total.pop("reset", None)
    for intent, extra in _boosts(analysis, findings, place, conversation):
        total[intent] = total.get(intent, 0.0) + extra
    return total


def _boosts(
    analysis: Analysis,
    findings: tuple[Finding, ...],
    place: tuple[int, int],
    conversation: Conversation,
) -> Iterator[tuple[Intent, float]]:
    """Yield what the findings of a sentence and the conversation add to each intent (data/intent_cues.toml)."""
    table = _cue_table()
    for cue in _cues(analysis, findings, place, conversation):
        yield from table.get(cue, {}).items()


def _cues(
    analysis: Analysis,
    findings: tuple[Finding, ...],
    place: tuple[int, int],
    conversation: Conversation,
) -> Iterator[str]:
    first, last = place
    question = is_question(analysis, first, last)
    sure = max((one.certainty for one in findings if one.kind == "preference"), default=0.0)
    if sure >= _CERTAIN:
        yield "wish_question" if question else "wish"
    elif sure:
        yield "wish_guessed"
    removed = [one for one in findings if one.kind == "removal"]
    if removed:
        yield "reset" if any(one.facet == "*" for one in removed) else "removal"
    if any(one.kind == "asked" for one in findings):
        which = analysis.keys[first] == "which" and _several(conversation)
        yield "asked_which" if which else "asked_question" if question else "asked"
    items = [one for one in findings if one.kind == "item"]
    shown = frozenset((*conversation.slate, *conversation.focus))
    for item in items:
        here = "shown" if shown.intersection(item.item_ids) else "other"
        yield f"{here}_{item.stance or 'named'}"
    if len(items) > 1:
        yield "items_question" if question else "items"
    if len(items) > 1 and question and any(one.kind == "asked" for one in findings):
        yield "asked_items"
    yield "slate" if shown else "no_slate"
    if conversation.pending is not None:
        yield f"pending_{conversation.pending.kind}"
    if not findings:
        yield "unheld" if _measures(analysis, first, last) else "nothing"


def _several(conversation: Conversation) -> bool:
    return len(conversation.slate) > 1 or len(conversation.focus) > 1


def _measures(analysis: Analysis, first: int, last: int) -> bool:
    """Tell whether a short sentence wishes by a measure that the catalogue lacks: "cheaper" of films."""
    phrases = degree_words().phrases
    return last - first <= _SHORT and any(
        analysis.keys[at : at + size] in phrases
        for at in range(first, last)
        for size in (1, 2, 3)
        if at + size <= last
    )


@cache
def _cue_table() -> dict[str, dict[Intent, float]]:
    return {
        cue: {cast(Intent, intent): float(str(extra)) for intent, extra in table_of(table).items()}
        for cue, table in read_data("intent_cues.toml").items()
    }
