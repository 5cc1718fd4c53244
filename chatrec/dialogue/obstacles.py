"""Why an item is not offered: the preferences it breaks and the feedback that keeps it away."""

from __future__ import annotations

from ..catalog.catalog import Catalog
from ..catalog.items import Item
from ..grounding.house_rules import seen_items
from .conversation import Conversation
from .preferences import FeedbackKind, Preferences

_WORDS: dict[FeedbackKind, str] = {
    "shown": "I have already shown you {title}.",
    "seen": "You told me you know {title} already.",
    "liked": "You told me you like {title}, so I look for others like it.",
    "disliked": "You told me you did not like {title}.",
    "rejected": "You turned {title} down.",
    "accepted": "You have already chosen {title}.",
}


def obstacles(
    item: Item, preferences: Preferences, conversation: Conversation, catalog: Catalog
) -> tuple[str, ...]:
    """Return what keeps an item from being offered besides preferences, one sentence each."""
    found = [
        words.format(title=item.title)
        for kind, words in _WORDS.items()
        if item.id in preferences.items(kind)
    ]
    by_profile = seen_items(conversation.profile, Preferences())
    if item.id in by_profile and item.id not in preferences.items("seen"):
        found.append(f"Your profile says you know {item.title} already.")
    user = conversation.profile
    for rule in catalog.rules.available:
        if not rule.holds(item, user):
            facet = catalog.schema.get(rule.facet)
            words = facet.words if facet is not None else rule.facet
            found.append(f"{item.title} is not available to you ({words}).")
    return tuple(found)
