"""A change of subject: what was wished of one kind of item is put aside when another kind is asked for.

Headphones for the gym under $100, and then a TV: neither the gym nor the price was meant for the TV. What holds
whatever the kind (a trusted brand) stays. Who comes back to the headphones finds their wishes again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..catalog.facets import LISTED, Schema
from ..retrieval.facet_table import FacetTable, Mask
from ..retrieval.predicates import mask
from .apply import Applied, conflicts, same_value
from .conversation import Aside, Conversation
from .preferences import TEXT, Preference
from .wording import pattern

_LEAST = 0.05
"""A wish that a smaller share of the new kind can answer does not apply to it."""


@dataclass(frozen=True, slots=True)
class Turned:
    """The state after a possible change of kind, and all that is put aside by now."""

    applied: Applied
    aside: tuple[Aside, ...]


def turn_to_kind(
    applied: Applied, conversation: Conversation, *, same_need: bool, table: FacetTable
) -> Turned:
    """Put the wishes of earlier turns aside where a message asks for another kind of item.

    Args:
        applied: The state after the message.
        conversation: The conversation before it.
        same_need: Whether the new kind is to serve the same need ("a tablet would do"): then what applies to it
            stays, less what the message says anew.
        table: The columns of the catalogue.

    Returns:
        The state without what was meant for the former kind, with what was put aside for the new kind earlier;
        what is put aside counts as superseded. Nothing changes in a catalogue without kinds of items.
    """
    kind = next((one for one in applied.added if is_kind(one, table.catalog.schema)), None)
    if kind is None:
        return Turned(applied, conversation.aside)
    of_kind = mask(table, kind)
    former = [
        one
        for one in conversation.preferences.entries
        if is_kind(one, table.catalog.schema) and not (mask(table, one) & of_kind).any()
    ]
    if not former or not of_kind.any():
        return Turned(applied, conversation.aside)
    fresh = [entry.id for entry in applied.added]
    said_anew = {one.facet for one in applied.added if one.polarity == "wanted"} - {TEXT}
    kept_on: list[Preference] = []
    lost: list[Preference] = []
    for entry in applied.preferences.entries:
        stays = entry.id in fresh or entry.scope == "user"
        if not stays and entry not in former:
            new = entry.facet in said_anew and entry.polarity == "wanted"
            carries = same_need or _carries(entry, table.catalog.schema)
            stays = not new and carries and _applies(entry, table, of_kind)
        (kept_on if stays else lost).append(entry)
    back = _put_aside_for(kind, conversation.aside)
    restored = [one for one in back if not _contradicted(one, kept_on, table.catalog.schema)]
    entries = (*kept_on, *restored)
    state = applied.preferences.model_copy(update={"entries": entries})
    put = Aside(kind=former[-1], entries=tuple(one for one in lost if one not in former))
    rest = [one for one in conversation.aside if not _same_kind(one.kind, kind)]
    rest = [one for one in rest if not _same_kind(one.kind, put.kind)]
    changed = replace(applied, preferences=state, superseded=(*applied.superseded, *lost))
    return Turned(changed, (*rest, put) if put.entries else tuple(rest))


def is_kind(entry: Preference, schema: Schema) -> bool:
    """Tell whether an entry says what kind of thing is wanted: a laptop, a pair of headphones."""
    facet = schema.get(entry.facet)
    return (
        facet is not None
        and facet.type in LISTED
        and entry.polarity == "wanted"
        and pattern(facet).place == "noun"
    )


def _carries(entry: Preference, schema: Schema) -> bool:
    """Tell whether a wish holds for any kind of item."""
    facet = schema.get(entry.facet)
    return facet is not None and pattern(facet).carries


def _applies(entry: Preference, table: FacetTable, kind: Mask) -> bool:
    """Tell whether items of a kind can answer a wish: know its facet, and meet it where it is a test."""
    if entry.facet == TEXT or entry.facet not in table.catalog.schema:
        return True
    able = table.known(entry.facet) & mask(table, entry) & kind
    return bool(able.sum() >= _LEAST * kind.sum()) and bool(able.any())


def _put_aside_for(kind: Preference, aside: Iterable[Aside]) -> tuple[Preference, ...]:
    return next((one.entries for one in aside if _same_kind(one.kind, kind)), ())


def _same_kind(one: Preference, other: Preference) -> bool:
    return one.facet == other.facet and same_value(one.value, other.value)


def _contradicted(entry: Preference, entries: Iterable[Preference], schema: Schema) -> bool:
    facet = schema.get(entry.facet)
    return any(conflicts(entry, one, facet) for one in entries)
