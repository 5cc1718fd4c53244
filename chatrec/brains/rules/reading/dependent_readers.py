"""The readers that build on what others found: degrees, comparisons, facts asked for, counts, wishes taken back.

They need the items and values of the message: "shorter than Heat" compares with an item, "is it scary?" asks
for a value instead of wishing it, "drop the comedy" takes a value back.
"""

from __future__ import annotations

from ....dialogue.conversation import Conversation
from .analysis import Analysis
from .comparatives import read_comparatives
from .counts import read_counts
from .covered import Covered
from .degree_references import read_degree_references
from .degrees import read_degrees
from .earlier import read_earlier
from .findings import Finding
from .questions import Questions, read_asked
from .range_ends import read_range_ends
from .references import resume_items
from .retractions import read_retractions
from .vocabulary import Vocabulary


def read_dependent(
    analysis: Analysis,
    vocabulary: Vocabulary,
    questions: Questions,
    conversation: Conversation,
    findings: tuple[Finding, ...],
) -> tuple[Finding, ...]:
    """Return what builds on the settled findings of the other readers; settle both together afterwards.

    Put these before `findings` when settling, so that they win where they are as long and as sure.
    """
    scales, words = vocabulary.scales, vocabulary.facet_words
    pointed = (
        *read_degree_references(analysis, scales, conversation),
        *resume_items(analysis, findings),
    )
    items = (*(one for one in findings if one.kind == "item"), *pointed)
    wishes = (
        *read_comparatives(
            analysis, scales, words, conversation, phrases=vocabulary.phrases, items=items
        ),
        *read_degrees(analysis, scales),
    )
    shown = len(conversation.slate) > 1 or len(conversation.focus) > 1
    asked = read_asked(analysis, questions, scales, findings=(*findings, *pointed), shown=shown)
    covered = Covered(one.span for one in asked)
    free = tuple(one for one in wishes if not covered.overlaps(one.span))
    return (
        *read_retractions(analysis, words, conversation, findings=(*findings, *free)),
        *asked,
        *pointed,
        *free,
        *read_earlier(analysis, words, conversation),
        *read_range_ends(analysis, findings),
        *read_counts(analysis, vocabulary.catalog),
    )
