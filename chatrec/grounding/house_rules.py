"""The rules of the house, item by item: what may be offered, what must be disclosed, what must be confirmed first.

Retrieval filters by availability already; these are the last checks before a person sees an item.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from ..catalog.items import Item, Value
from ..catalog.rules import HouseRules
from ..dialogue.preferences import Preferences

SEEN = "seen"
"""The attribute of a user's profile that lists the ids of what was consumed before."""

BreachKind = Literal["unavailable", "seen", "unconfirmed", "refused"]


@dataclass(frozen=True, slots=True)
class Breach:
    """Why an item must not be offered."""

    kind: BreachKind
    facet: str = ""
    """The facet that the rule tests; empty for seen."""
    rule: int | None = None
    """The index of the rule among those of its kind."""


def breach(
    item: Item,
    rules: HouseRules,
    *,
    user: Mapping[str, Value],
    preferences: Preferences,
    confirmed: Collection[int] = (),
    refused: Collection[int] = (),
) -> Breach | None:
    """Return the first rule that an item breaks for this user, or None where it may be offered.

    Args:
        item: The item as the catalogue holds it.
        rules: The rules of the house.
        user: The profile that the host gave of the user; `seen` in it lists ids.
        preferences: The state, for what was seen.
        confirmed: Indices of the confirmation rules that the person said yes to.
        refused: Indices of those that the person said no to.
    """
    profile = dict(user)
    for place, rule in enumerate(rules.available):
        if not rule.holds(item, profile):
            return Breach("unavailable", rule.facet, place)
    if rules.hide_seen and item.id in seen_items(profile, preferences):
        return Breach("seen")
    for place, confirmation in enumerate(rules.confirm):
        if place not in confirmed and confirmation.holds(item, profile):
            kind: BreachKind = "refused" if place in refused else "unconfirmed"
            return Breach(kind, confirmation.facet, place)
    return None


def offerable(
    items: Iterable[Item],
    rules: HouseRules,
    *,
    user: Mapping[str, Value],
    preferences: Preferences,
    confirmed: Collection[int] = (),
    refused: Collection[int] = (),
) -> tuple[Item, ...]:
    """Return the items that may be offered to this user now, in the order given."""
    return tuple(
        item
        for item in items
        if breach(
            item, rules, user=user, preferences=preferences, confirmed=confirmed, refused=refused
        )
        is None
    )


def confirmations_needed(
    items: Iterable[Item],
    rules: HouseRules,
    *,
    user: Mapping[str, Value],
    confirmed: Collection[int] = (),
    refused: Collection[int] = (),
) -> tuple[int, ...]:
    """Return the indices of the confirmation rules that these items need and that were not answered yet."""
    profile, shown = dict(user), tuple(items)
    return tuple(
        place
        for place, rule in enumerate(rules.confirm)
        if place not in confirmed
        and place not in refused
        and any(rule.holds(item, profile) for item in shown)
    )


def disclosures(item: Item, rules: HouseRules, *, user: Mapping[str, Value]) -> tuple[str, ...]:
    """Return what a person must be told about an item, each once, in the order of the rules."""
    profile = dict(user)
    said = (rule.say for rule in rules.disclose if rule.holds(item, profile))
    return tuple(dict.fromkeys(said))


def seen_items(user: Mapping[str, Value], preferences: Preferences) -> frozenset[str]:
    """Return the ids of what a user has consumed, by the profile and by what was said."""
    before = user.get(SEEN)
    known = before if isinstance(before, tuple | list) else ()
    return frozenset((*known, *preferences.items("seen")))
