"""Looking up what a question about items or the catalogue asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..brains.brain import Judgement
from ..catalog.items import Item
from .conversation import Conversation
from .firsts import in_order
from .lookup import Lookup
from .passages import passage
from .preferences import Preferences
from .surveys import survey
from .understanding import Inquiry
from .verdicts import as_musts, verdict

if TYPE_CHECKING:
    from .engine import Engine


def look_up(
    inquiry: Inquiry | None,
    items: Sequence[Item],
    judged: Mapping[str, Judgement],
    *,
    preferences: Preferences,
    conversation: Conversation,
    engine: Engine,
) -> tuple[tuple[Item, ...], Lookup]:
    """Return the items of an answer in the order to speak of them, and what was looked up for it."""
    schema, shown = engine.catalog.schema, tuple(items)
    if inquiry is None:
        return shown, Lookup()
    match inquiry.kind:
        case "values" | "count":
            return (), Lookup(survey=survey(inquiry, preferences, conversation, engine))
        case "first":
            shown, leaders = in_order(shown, inquiry)
            return shown, Lookup(leaders=leaders)
        case "choice":
            shown = tuple(sorted(shown, key=lambda one: -_score(judged.get(one.id))))
            return shown, Lookup(leaders=tuple(item.id for item in shown[:1]))
        case "whether":
            tests = as_musts(inquiry.tests)
            return shown, Lookup(verdicts=tuple(verdict(item, tests, schema) for item in shown))
        case "mention":
            found = (passage(item, inquiry.words, schema) for item in shown)
            return shown, Lookup(passages=tuple(one for one in found if one is not None))


def _score(judgement: Judgement | None) -> float:
    return 0.0 if judgement is None else judgement.score
