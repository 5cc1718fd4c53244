"""Composing: the words of a reply from the facts of a brief and nothing else, by the action that was decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ....catalog.catalog import Catalog
from ....dialogue.reply import ActionKind, Draft, Sentence
from ....grounding.disclosing import disclose
from ...brain import Brief
from .abstentions import word_abstention
from .choosing import word_choice
from .compare import word_comparison
from .guidance import Guidance
from .information import word_information
from .items import word_explanation
from .openings import open_picks
from .phrases import Phrasebook
from .picks import word_pick
from .ranking import open_first, word_first
from .shortfalls import missed_by_all, missed_by_most
from .speech import Speech
from .talk import (
    notices,
    word_asking,
    word_confirmation,
    word_hand_off,
    word_question,
    word_talk,
)


def compose(brief: Brief, catalog: Catalog, guidance: Guidance | None = None) -> Draft:
    """Word the reply to one message.

    Args:
        brief: The decision, the state, the slate and its evidence.
        catalog: The catalogue that the items come from.
        guidance: What another brain wants told of the picks.

    Returns:
        Sentences, each with a claim for every fact it states. The same brief and seed give the same words.
    """
    speech = Speech(brief, catalog, Phrasebook(brief.seed), guidance=guidance or Guidance())
    draft = _WORDED[brief.action](speech)
    return disclose(draft, catalog=catalog, user=brief.conversation.profile)


def _recommendation(speech: Speech) -> Draft:
    brief = speech.brief
    if not brief.slate:
        return word_abstention(speech)
    missed = missed_by_all(brief.slate, brief.preferences)
    partly = missed_by_most(brief.slate, speech)
    if not missed and partly is not None:
        missed = frozenset({partly.id})
    speech = replace(speech, missed=missed)
    closing: list[Sentence] = [*notices(speech)]
    if brief.question is not None and brief.rule is None:
        closing.extend(word_question(speech))
    opening = open_first(speech) if brief.lookup.leaders else open_picks(speech)
    return Draft(
        opening=opening,
        picks=tuple(word_pick(judgement, speech) for judgement in brief.slate),
        closing=tuple(closing),
    )


def _of_several(speech: Speech) -> Draft:
    """Word which of several items is first, which to take, or how they differ."""
    inquiry = speech.brief.understanding.inquiry
    if inquiry is not None and inquiry.kind == "first":
        return word_first(speech)
    if inquiry is not None and inquiry.kind == "choice" and len(speech.brief.items) > 1:
        return word_choice(speech)
    return word_comparison(speech)


_WORDED: dict[ActionKind, Callable[[Speech], Draft]] = {
    "recommend": _recommendation,
    "ask": word_asking,
    "explain": word_explanation,
    "compare": _of_several,
    "inform": word_information,
    "chat": word_talk,
    "confirm": word_confirmation,
    "abstain": word_abstention,
    "hand_off": word_hand_off,
}
