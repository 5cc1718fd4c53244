"""Reading a message by rules: every reader finds what it can, and this settles what was said."""

from __future__ import annotations

from dataclasses import replace

from ....dialogue.conversation import Conversation
from ....dialogue.understanding import Inquiry, Intent, Mention, Stance, Understanding
from .analysis import Analysis, Span, analyse
from .answers import read_answer
from .asking import is_noun
from .changes import changes_of, free_changes
from .children import read_children
from .contexts import without_asked, without_descriptions
from .currencies import currency_notes
from .dates import read_dates, without_titles
from .dependent_readers import read_dependent
from .findings import Finding
from .free_wishes import facet_names, read_names, read_wishes, unheld_comparisons, unheld_limits
from .hobbies import with_kinds_of_hobbies
from .inquiries import INTENTS, read_inquiry
from .intent_examples import IntentExamples
from .intents import read_intent
from .languages import language_of
from .links import read_links
from .near_names import read_near_names
from .ordered import read_ordered
from .overlaps import settle, without_figures_of_names, without_swallowed_negations
from .owned import owned_words, without_owned
from .parts import with_parts
from .quantities import read_quantities
from .question_words import is_question
from .references import read_references
from .replacements import replaced, serves_same_need
from .retractions import retracted_words
from .settled_intents import IntentReading
from .stances import stances
from .vocabulary import Vocabulary
from .words import phrase_key, word_list

_WISHFUL: frozenset[Intent] = frozenset(
    {"recommend", "refine", "more", "reject", "unclear", "no_preference"}
)
"""The intents under which words that no facet holds are kept as free wishes."""

_ABOUT_ITEMS: frozenset[Intent] = frozenset({"inform", "explain", "why_not", "compare"})
"""The intents that ask something about items."""

_TALK: frozenset[Intent] = frozenset({"small_talk", "out_of_domain", "help"})
"""The intents of talk that is about nothing in the catalogue."""

_BARE = 8
"""The longest message, in words, that can be a wish as it stands: "time travel"."""

_DOUBTFUL = 0.6
"""A finding of at most this certainty, as of a surname alone, may be a part of a misspelled name."""

_DECIDED: frozenset[Stance] = frozenset({"accepted", "rejected"})

_TOLD: frozenset[Stance | None] = frozenset(
    {"liked", "disliked", "seen", "not_seen", "accepted", "rejected"}
)
"""The stances that tell something of an item."""


def understand(
    message: str,
    conversation: Conversation,
    vocabulary: Vocabulary,
    *,
    examples: IntentExamples | None = None,
) -> Understanding:
    """Read a message, in time linear in its (cut) length. Without `examples` the intent is read from what was found alone.

    Raises:
        IndexingError: the embedder of the examples failed; nothing else does.
    """
    analysis = analyse(message)
    if not analysis.words:
        return Understanding(intent="unclear", notes=analysis.notes)
    findings = find(analysis, conversation, vocabulary)
    analysis = analysis.unbroken(_covered(analysis, tuple(one.span for one in findings)))
    reading = _intent(analysis, findings, conversation, vocabulary, examples)
    inquiry = read_inquiry(analysis, findings, reading, vocabulary, conversation)
    if inquiry is not None:
        return _asking(analysis, findings, inquiry, vocabulary)
    intent: Intent = "recommend" if reading.intent == "choose" else reading.intent
    if intent in _ABOUT_ITEMS:
        findings = without_asked(analysis, findings)
    taken = _covered(analysis, tuple(finding.span for finding in findings))
    named = tuple(one for one in read_names(analysis, taken) if not _in_titles(one, vocabulary))
    # Who is known and was left unread is spoken of and not wished for: "I've seen most Nolan films".
    names = tuple(one for one in named if not _is_person(one, vocabulary))
    taken |= _covered(analysis, named) | retracted_words(analysis) | owned_words(analysis)
    if names and _asks_for_them(analysis, intent):
        intent = "refine" if conversation.slate else "recommend"
    language = language_of(analysis, findings)
    wishes: tuple[Span, ...] = ()
    unheld: tuple[Span, ...] = ()
    if language is None and intent in _WISHFUL:
        limits = unheld_limits(analysis, taken)
        taken |= _covered(analysis, limits)
        unheld = (*limits, *unheld_comparisons(analysis, taken | _covered(analysis, limits)))
        taken |= _covered(analysis, unheld)
        wishes = _free_wishes(
            analysis, findings, taken, vocabulary, bare=intent == "unclear" or not findings
        )
    if intent in {"unclear", "no_preference"} and (wishes or unheld):
        intent = "refine" if conversation.slate else "recommend"
    changes = changes_of(analysis, findings, vocabulary)
    removed = replaced(analysis, findings, changes, conversation.preferences, vocabulary.schema)
    return Understanding(
        intent=intent,
        changes=(*removed, *changes, *free_changes(analysis, wishes)),
        mentions=_mentions(findings, intent),
        asked_facets=_facets_asked(findings),
        unread=tuple(span.quote for span in wishes),
        unheld=tuple(span.quote for span in unheld),
        unknown_names=tuple(span.quote for span in names),
        same_need=serves_same_need(analysis),
        count=_count(findings),
        language=language,
        notes=(*analysis.notes, *currency_notes(analysis, vocabulary.scales)),
    )


def _asking(
    analysis: Analysis, findings: tuple[Finding, ...], inquiry: Inquiry, vocabulary: Vocabulary
) -> Understanding:
    """Make an understanding of a question: it wishes for nothing, unless it asks for what leads the catalogue."""
    seeks = inquiry.kind == "first" and inquiry.about == "catalogue"
    intent: Intent = "recommend" if seeks else INTENTS.get(inquiry.kind, "inform")
    wished = tuple(
        one for one in findings if seeks and one.kind != "asked" and not is_noun(one, vocabulary)
    )
    return Understanding(
        intent=intent,
        changes=changes_of(analysis, wished, vocabulary),
        mentions=_mentions(findings, "inform"),
        asked_facets=() if seeks else _facets_asked(findings),
        inquiry=inquiry,
        language=language_of(analysis, findings),
        notes=analysis.notes,
    )


def _free_wishes(
    analysis: Analysis,
    findings: tuple[Finding, ...],
    taken: frozenset[int],
    vocabulary: Vocabulary,
    *,
    bare: bool,
) -> tuple[Span, ...]:
    taken |= facet_names(analysis, findings, vocabulary.schema)
    told = _covered(analysis, tuple(one.span for one in findings if one.stance in _TOLD))
    bare = bare and analysis.words <= _BARE and not is_question(analysis, 0, len(analysis.tokens))
    return read_wishes(analysis, taken, told, bare=bare)


def find(
    analysis: Analysis, conversation: Conversation, vocabulary: Vocabulary
) -> tuple[Finding, ...]:
    """Run every reader and return the findings that stay, with the stance of each item."""
    links = read_links(analysis, vocabulary, conversation)
    numbers = (
        *read_quantities(analysis, vocabulary.scales, vocabulary.facet_words, conversation),
        *read_dates(analysis, vocabulary.scales),
    )
    numbers = without_figures_of_names(numbers, links)
    if conversation.pending is None:
        numbers = without_titles(analysis, numbers, links)
    first = settle(
        analysis,
        (
            *read_ordered(analysis, vocabulary.schema, links),
            *read_answer(analysis, vocabulary.schema, conversation),
            *read_references(analysis, vocabulary.catalog, conversation),
            *numbers,
            *links,
        ),
    )
    sure = tuple(one.span for one in first if one.certainty > _DOUBTFUL)
    near = read_near_names(analysis, _covered(analysis, sure), vocabulary)
    if near:
        first = settle(analysis, (*first, *near))
    dependent = read_dependent(analysis, vocabulary, vocabulary.questions, conversation, first)
    settled = without_swallowed_negations(analysis, settle(analysis, (*dependent, *first)))
    settled = with_parts(analysis, settled, vocabulary)
    settled = with_kinds_of_hobbies(without_owned(analysis, settled, vocabulary), vocabulary)
    wished = without_descriptions(analysis, settled, vocabulary)
    children = read_children(analysis, vocabulary)
    if children:
        wished = settle(analysis, (*children, *wished))
    analysis = analysis.unbroken(_covered(analysis, tuple(one.span for one in wished)))
    items = tuple(finding for finding in wished if finding.kind == "item")
    shown = frozenset((*conversation.slate, *conversation.focus))
    said = dict(zip(map(id, items), stances(analysis, items, shown=shown), strict=True))
    return tuple(
        replace(finding, stance=said[id(finding)]) if finding.kind == "item" else finding
        for finding in wished
    )


def _intent(
    analysis: Analysis,
    findings: tuple[Finding, ...],
    conversation: Conversation,
    vocabulary: Vocabulary,
    examples: IntentExamples | None,
) -> IntentReading:
    if examples is None:
        return IntentReading("recommend" if findings else "unclear", 0.0)
    return read_intent(analysis, findings, vocabulary.catalog, conversation, examples)


def _asks_for_them(analysis: Analysis, intent: Intent) -> bool:
    """Tell whether a message asks for something by a name that is not held: the rest of the wish goes on."""
    if intent == "unclear":
        return True
    asked = " ".join(analysis.keys)
    return intent in _TALK and any(phrase in asked for phrase in word_list("stock.toml", "asking"))


def _count(findings: tuple[Finding, ...]) -> int | None:
    for finding in findings:
        if finding.kind == "count" and isinstance(finding.value, int | float):
            return int(finding.value)
    return None


def _facets_asked(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.facet for one in findings if one.kind == "asked"))


def _in_titles(name: Span, vocabulary: Vocabulary) -> bool:
    """Tell whether some title has all words of a name: such a name is searched for, not reported as unknown."""
    return bool(vocabulary.title_words.with_all(phrase_key(name.quote).split(" ")))


def _is_person(name: Span, vocabulary: Vocabulary) -> bool:
    key, people = phrase_key(name.quote), vocabulary.people
    return key in people.names or key in people.surnames


def _covered(analysis: Analysis, spans: tuple[Span, ...]) -> frozenset[int]:
    return frozenset(place for span in spans for place in range(*analysis.tokens_of(span)))


def _mentions(findings: tuple[Finding, ...], intent: Intent) -> tuple[Mention, ...]:
    """Make one mention of each item: what is said of it last counts, a mere name says nothing.

    A question about an item turns nothing down and takes nothing: "why not Heat?" asks.
    """
    found: dict[str, Mention] = {}
    for one in findings:
        if one.kind != "item":
            continue
        stance = one.stance or "named"
        if intent in _ABOUT_ITEMS and stance in _DECIDED:
            stance = "asked"
        for ids in [(single,) for single in one.item_ids] if one.each else [one.item_ids]:
            if not ids:
                continue
            before = found.get(ids[0])
            if before is None:
                found[ids[0]] = Mention(item_ids=ids, quote=one.span.quote, stance=stance)
            elif stance != "named":
                found[ids[0]] = before.model_copy(update={"stance": stance})
    return tuple(found.values())
