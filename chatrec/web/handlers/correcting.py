"""Handlers that correct what is believed of a person without a turn: feedback on items, memory, the editor."""

from __future__ import annotations

from collections.abc import Mapping

from ...dialogue.preferences import FeedbackKind
from ...dialogue.wishes import excluded_items
from ...dialogue.wording import name_item
from ...errors import EditError
from ..call_arguments import Consent, Feedback, OfEntry, OfTurn
from ..swap import Change, Swap, change
from ..views.editor import EDITOR, show_editor
from ..views.panel import PANEL
from ..views.shown import marks_swap, panel_of
from ..views.trace import TRACE, show_trace
from ..visits import Visit

_OPPOSITE: Mapping[FeedbackKind, FeedbackKind] = {"liked": "disliked", "disliked": "liked"}
_SAID = {"liked": "Liked", "disliked": "Disliked", "seen": "Marked as seen"}


def note(call: Feedback, here: Visit) -> Change:
    """Note that an item is liked, disliked or seen; said again, it is taken back."""
    item, given = call.item, call.kind
    found = here.bot.catalog[item]
    taken_back = item in here.chat.preferences.items(given)
    now = here.chat.unnote(item, given) if taken_back else here.chat.note(item, given)
    if not taken_back and given in _OPPOSITE:
        now = here.chat.unnote(item, _OPPOSITE[given])
    title = name_item(found, here.bot.catalog.schema)
    said = f"No longer {given}: {title}" if taken_back else f"{_SAID[given]}: {title}"
    return change(marks_swap(found, now, here.bot.catalog), Swap(PANEL, panel_of(here)), say=said)


def options(call: OfEntry, here: Visit) -> Change:
    """Return the editor of an entry."""
    return change(Swap(EDITOR, _editor(here, call.entry)))


def trace(call: OfTurn, here: Visit) -> Change:
    """Return how the reply of a turn came about."""
    for one in here.chat.turns:
        if one.reply.turn == call.turn:
            return change(Swap(TRACE, show_trace(one.reply, here.bot.catalog)))
    raise EditError(f"there is no turn {call.turn} in this chat")


def consent(call: Consent, here: Visit) -> Change:
    """Say whether preferences may be kept across chats."""
    here.chat.consent(call.given)
    said = (
        "Remembering across chats is on." if call.given else "Nothing is remembered across chats."
    )
    return change(Swap(PANEL, panel_of(here)), say=said)


def _editor(here: Visit, entry_id: str) -> str:
    conversation = here.chat.conversation
    preferences = conversation.preferences
    try:
        entry = preferences[entry_id]
    except KeyError:
        raise EditError("that wish is gone already; the list shows what is left") from None
    retriever = here.bot.engine.retriever
    others = preferences.without([entry_id])
    excluded = excluded_items(others, conversation.profile, here.bot.catalog.rules)
    fitting = retriever.fitting(others.entries, excluded=excluded, user=conversation.profile)
    return show_editor(entry, retriever.table, fitting)
