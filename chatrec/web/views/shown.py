"""Parts of the page as they stand for one visit now."""

from __future__ import annotations

from ..visits import Visit
from .panel import show_panel


def panel_of(here: Visit, *, complaint: str = "") -> str:
    """Return the panel of a chat as it stands."""
    conversation = here.chat.conversation
    return show_panel(
        conversation.preferences,
        here.bot.catalog,
        consent=here.bot.store.consent(here.place.owner),
        can_undo=bool(conversation.history),
        complaint=complaint,
    )
