"""Parts of the page as they stand for one visit now."""

from __future__ import annotations

from ...catalog.catalog import Catalog
from ...catalog.items import Item
from ...dialogue.conversation import Conversation
from ...dialogue.preferences import Preferences
from ...dialogue.wording import name_item
from ..swap import Swap
from ..visits import Visit
from .cards import marks_of
from .panel import show_panel
from .render import render


def panel_of(here: Visit, *, conversation: Conversation | None = None, complaint: str = "") -> str:
    """Return the panel of a chat as it stands; its conversation is read where it is not given."""
    conversation = conversation or here.chat.conversation
    return show_panel(
        conversation.preferences,
        here.bot.catalog,
        consent=here.bot.store.consent(here.place.owner),
        can_undo=bool(conversation.history),
        complaint=complaint,
    )


def marks_swap(item: Item, preferences: Preferences, catalog: Catalog) -> Swap:
    """Return what shows on every card of an item that it is liked, disliked or seen."""
    title = name_item(item, catalog.schema)
    marks = render("marks.html", item=item.id, title=title, marks=marks_of(item.id, preferences))
    return Swap(f"marks-{item.id}", marks)


def marks_between(before: Preferences, now: Preferences, catalog: Catalog) -> list[Swap]:
    """Return the marks of the items of which something else is noted now than before."""
    spoken = dict.fromkeys(one.item_id for one in (*before.feedback, *now.feedback))
    return [
        marks_swap(item, now, catalog)
        for one in spoken
        if marks_of(one, before) != marks_of(one, now) and (item := catalog.get(one)) is not None
    ]
