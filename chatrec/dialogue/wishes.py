"""What retrieval is asked for: the query of a state."""

from __future__ import annotations

from ..catalog.items import Value
from ..catalog.rules import HouseRules
from ..grounding.house_rules import seen_items
from ..retrieval.candidates import Query
from .conversation import Conversation
from .preferences import Preferences
from .understanding import Understanding

_LIMIT = 50


def query_of(
    preferences: Preferences,
    conversation: Conversation,
    *,
    understanding: Understanding,
    rules: HouseRules,
    limit: int = _LIMIT,
) -> Query:
    """Return the query of a state.

    Its text is what is wanted in the person's own words, without what they do not want, so that "no zombies"
    finds no zombies.
    """
    named = [mention.item_ids[0] for mention in understanding.mentions if mention.item_ids]
    disliked = preferences.items("disliked", "rejected")
    liked = [*preferences.items("liked", "accepted"), *named]
    return Query(
        text=wanted_words(preferences),
        preferences=preferences.entries,
        liked=tuple(one for one in dict.fromkeys(liked) if one not in disliked),
        disliked=disliked,
        excluded=excluded_items(preferences, conversation.profile, rules),
        user=conversation.profile,
        limit=limit,
    )


def wanted_words(preferences: Preferences) -> str:
    """Return the wanted entries as one text: the values and the words they were read from."""
    parts: list[str] = []
    for entry in preferences.entries:
        if entry.polarity == "unwanted":
            continue
        values = entry.value if isinstance(entry.value, tuple) else (entry.value,)
        parts.extend(value for value in values if isinstance(value, str))
        parts.append(entry.source.quote)
    return " ".join(dict.fromkeys(part for part in parts if part))


def excluded_items(
    preferences: Preferences, profile: dict[str, Value], rules: HouseRules
) -> frozenset[str]:
    """Return the ids that must not come back: shown, liked, disliked, rejected or accepted, and seen by house rule."""
    gone = set(preferences.items("shown", "liked", "disliked", "rejected", "accepted"))
    if rules.hide_seen:
        gone |= seen_items(profile, preferences)
    return frozenset(gone)
