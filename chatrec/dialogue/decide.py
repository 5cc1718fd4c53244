"""What to do with a message: the action, decided by code from what was understood and the state."""

from __future__ import annotations

from dataclasses import dataclass

from .conversation import Conversation
from .preferences import Preferences
from .reply import ActionKind
from .understanding import Inquiry, Intent, Understanding

_TALK: frozenset[Intent] = frozenset(
    {"greet", "thanks", "goodbye", "small_talk", "help", "out_of_domain", "show_state", "accept"}
)
_ABOUT_ITEMS: dict[Intent, ActionKind] = {
    "inform": "inform",
    "explain": "explain",
    "why_not": "explain",
    "compare": "compare",
    "choose": "compare",
}
MOST_COMPARED = 4
_MOST_ASKED = 10
"""The most items that one question is answered for."""


@dataclass(frozen=True, slots=True)
class Action:
    """What the turn will do."""

    kind: ActionKind
    items: tuple[str, ...] = ()
    """Ids of the items to inform about, explain or compare."""
    may_ask: bool = True
    """Whether the reply may end with a clarifying question."""


def decide(
    understanding: Understanding, preferences: Preferences, conversation: Conversation
) -> Action:
    """Choose the action of a turn.

    A message that changes what is wanted is answered with a recommendation whatever else it says. With nothing
    known yet the reply asks first, unless the person said to just show something.
    """
    intent = understanding.intent
    if intent == "hand_off":
        return Action("hand_off", may_ask=False)
    if understanding.inquiry is not None:
        return _answer(understanding.inquiry, understanding, preferences, conversation)
    if intent in _ABOUT_ITEMS and (items := _items_meant(understanding, conversation)):
        kind = _ABOUT_ITEMS[intent]
        return Action("inform" if kind == "compare" and len(items) < 2 else kind, items, False)
    if intent == "inform" and understanding.asked_facets:
        return Action("inform", may_ask=False)
    if _only_names_items(understanding):
        return Action("inform", _items_meant(understanding, conversation), False)
    if intent in _TALK and not understanding.changes:
        return Action("chat", _items_meant(understanding, conversation), False)
    if intent in {"just_show", "no_preference", "more", "reject"}:
        return Action("recommend", may_ask=intent != "just_show")
    if intent == "unclear" and not understanding.changes and not understanding.mentions:
        return Action("ask" if not _knows_something(preferences) else "chat")
    # Who asks for a name that is not here is shown what is.
    known = _knows_something(preferences) or bool(understanding.unknown_names)
    return Action("recommend" if known else "ask")


def _answer(
    inquiry: Inquiry,
    understanding: Understanding,
    preferences: Preferences,
    conversation: Conversation,
) -> Action:
    """Answer a question: of the catalogue, of all items shown where it asks for one of them, or of those meant."""
    if inquiry.about == "catalogue":
        return Action("recommend" if inquiry.kind == "first" else "inform", may_ask=False)
    named = tuple(one for mention in understanding.mentions for one in mention.item_ids)
    if inquiry.kind in {"first", "choice"}:
        slate = conversation.slate
        # A house that shows one item at a time has shown a slate of them in all.
        shown = slate if len(slate) > 1 else preferences.items("shown")[-MOST_COMPARED:]
        items = tuple(dict.fromkeys(named if len(named) > 1 else shown or named))
        return Action("compare" if len(items) > 1 else "inform", items[:_MOST_ASKED], False)
    slate = conversation.slate if inquiry.about == "slate" else ()
    items = slate or named or _items_meant(understanding, conversation)
    return Action("inform", tuple(dict.fromkeys(items))[:_MOST_ASKED], False)


def why_not_where_never_shown(
    understanding: Understanding, action: Action, preferences: Preferences
) -> Understanding:
    """Take the question why, asked of items that were never shown, as why they are not.

    "Why can't I buy it?" of an item that is out of stock asks what keeps it away, not what speaks for it.
    """
    shown = preferences.items("shown")
    if understanding.intent != "explain" or not action.items:
        return understanding
    if any(item_id in shown for item_id in action.items):
        return understanding
    return understanding.model_copy(update={"intent": "why_not"})


def _knows_something(preferences: Preferences) -> bool:
    return bool(preferences.entries or preferences.items("liked", "accepted"))


def _only_names_items(understanding: Understanding) -> bool:
    """Tell whether a message says no more than the name of an item or asks about it."""
    stances = {mention.stance for mention in understanding.mentions}
    return (
        bool(stances)
        and stances <= {"named", "asked"}
        and not understanding.changes
        and understanding.intent in {"recommend", "unclear", "inform"}
    )


def _items_meant(understanding: Understanding, conversation: Conversation) -> tuple[str, ...]:
    """Return the items a message is about: those it speaks of, else those spoken of last, else the slate."""
    named = [
        item_id
        for mention in understanding.mentions
        for item_id in (mention.item_ids if len(mention.item_ids) <= 2 else mention.item_ids[:1])
    ]
    several = understanding.intent in {"compare", "explain"}
    if several and len(named) == 1 and understanding.intent == "compare":
        named += [one for one in (*conversation.focus, *conversation.slate) if one not in named][:1]
    if not named:
        named = list(
            conversation.slate if several else conversation.focus or conversation.slate[:1]
        )
    return tuple(dict.fromkeys(named))[:MOST_COMPARED]
