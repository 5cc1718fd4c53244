"""What to give up when nothing fits: the smallest sets of musts to drop or loosen, with how many items fit then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from ..catalog.facets import Facet
from ..retrieval.facet_table import FacetTable, Mask
from .conversation import Relaxation
from .kinds import is_kind
from .preferences import Preference
from .wording import describe_preference, label

MOST_OFFERED = 3
MOST_DROPPED = 3
"""Giving up more wishes than this at once is no longer what was asked for."""
_ENOUGH = 3
"""A bound is loosened until this many items fit, or as many as there are."""
_FARTHEST = 0.5
"""A bound is loosened by at most this share of it; farther, dropping it is the honest offer."""
_FARTHEST_YEARS = 10.0


def relax(
    table: FacetTable, masks: Mapping[str, Mask], base: Mask, predicates: tuple[Preference, ...]
) -> tuple[Relaxation, ...]:
    """Return the smallest relaxations of some predicates that let something fit, best first.

    Args:
        table: The columns of the catalogue.
        masks: What each predicate lets through, by the id of its preference.
        base: What availability and exclusions let through; never relaxed.
        predicates: The preferences that filter.

    Returns:
        At most three relaxations of the same smallest size: those that keep what was said last first, loosened
        bounds before dropped wishes, then by how many items fit. None where even giving up three wishes lets nothing fit.
    """
    missed = _missed(table, masks, base, predicates)
    sizes = [size for size in map(len, missed) if size <= MOST_DROPPED]
    if not sizes:
        return ()
    found = []
    for places in _smallest(missed, min(sizes), predicates, table):
        given_up = tuple(predicates[place] for place in places)
        rest = np.zeros_like(base)
        rest[[*missed.get(places, ()), *missed.get((), ())]] = True
        found.append(_dropped(given_up, int(rest.sum()), table))
        if len(places) == 1:
            loosened = _loosened(table, given_up[0], rest)
            if loosened is not None:
                found.append(loosened)
    found.sort(key=lambda one: (gives_up_latest(one, predicates), not one.replace, -one.count))
    return tuple(_one_each(found)[:MOST_OFFERED])


def _missed(
    table: FacetTable, masks: Mapping[str, Mask], base: Mask, predicates: tuple[Preference, ...]
) -> dict[tuple[int, ...], list[int]]:
    """Return the rows of the base by the places of the predicates that they miss, those that miss a kind left out.

    Who needs a laptop is not helped by headphones. Looking at what each item misses, not at what each set of
    wishes lets through, takes no longer for three of two hundred wishes than for one.
    """
    left = base.copy()
    count = np.zeros(len(base), dtype=np.intp)
    for entry in predicates:
        if is_kind(entry, table.catalog.schema):
            left &= masks[entry.id]
        else:
            count += ~masks[entry.id]
    rows = np.flatnonzero(left & (count <= MOST_DROPPED))
    lacking: dict[int, list[int]] = {int(row): [] for row in rows}
    for place, entry in enumerate(predicates):
        for row in rows[~masks[entry.id][rows]]:
            lacking[int(row)].append(place)
    missed: dict[tuple[int, ...], list[int]] = {}
    for row, places in lacking.items():
        missed.setdefault(tuple(places), []).append(row)
    return missed


def _smallest(
    missed: Mapping[tuple[int, ...], list[int]],
    size: int,
    predicates: tuple[Preference, ...],
    table: FacetTable,
) -> list[tuple[int, ...]]:
    """Return the sets of predicates of the least size that let something fit, in their order.

    Where something fits as it is, each one that may be given up is such a set.
    """
    if size:
        return sorted(places for places in missed if len(places) == size)
    schema = table.catalog.schema
    return [(place,) for place, one in enumerate(predicates) if not is_kind(one, schema)]


def each_dropped(
    table: FacetTable, masks: Mapping[str, Mask], base: Mask, predicates: tuple[Preference, ...]
) -> tuple[Relaxation, ...]:
    """Return giving up each wish by itself, in the order said, with how many items would fit, which may be none.

    The kind of thing that is wanted stands.
    """
    missed = np.zeros(len(base), dtype=np.intp)
    for one in predicates:
        missed += ~masks[one.id]
    return tuple(
        _dropped((one,), int((base & (missed == ~masks[one.id])).sum()), table)
        for one in predicates
        if not is_kind(one, table.catalog.schema)
    )


def gives_up_latest(relaxation: Relaxation, predicates: Iterable[Preference]) -> bool:
    """Tell whether a relaxation drops what was said last, where other wishes are older: it is what is wanted now."""
    turns = {one.id: one.source.turn for one in predicates}
    latest = max(turns.values(), default=0)
    older = any(turn < latest for turn in turns.values())
    return older and any(turns.get(one) == latest for one in relaxation.drop)


def _one_each(found: list[Relaxation]) -> list[Relaxation]:
    """Keep a loosened bound and leave out the offer to drop the same wish."""
    loosened = {entry.id for one in found for entry in one.replace}
    return [one for one in found if one.replace or not (set(one.drop) & loosened)] or found


def _dropped(given_up: tuple[Preference, ...], count: int, table: FacetTable) -> Relaxation:
    return Relaxation(
        drop=tuple(one.id for one in given_up),
        count=count,
        label=_button(given_up, table),
    )


def _button(given_up: tuple[Preference, ...], table: FacetTable) -> str:
    """Return giving up some wishes as a button says it: "Any brand", "Drop “good for travel”, any price"."""
    schema = table.catalog.schema
    free: list[str] = []
    dropped: list[str] = []
    for entry in given_up:
        facet = schema.get(entry.facet)
        single = facet is not None and facet.type in ("category", "number", "money", "date")
        if facet is not None and single and entry.polarity == "wanted":
            free.append(f"any {label(facet)}")
        else:
            words = describe_preference(entry, schema)
            dropped.append(f"“{'not ' if entry.polarity == 'unwanted' else ''}{words}”")
    parts = [f"drop {' and '.join(dropped)}"] if dropped else []
    parts.extend([" and ".join(dict.fromkeys(free))] if free else [])
    return _capitalised(", ".join(parts))


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def _loosened(table: FacetTable, entry: Preference, rest: Mask) -> Relaxation | None:
    facet = table.catalog.schema.get(entry.facet)
    if facet is None or not facet.numeric or entry.polarity == "unwanted":
        return None
    facts = table.numbers(facet.name)[rest]
    facts = facts[~np.isnan(facts)]
    bound = _bound(entry)
    if bound is None or not len(facts):
        return None
    side, limit = bound
    beyond = np.sort(facts[facts >= limit]) if side == "upper" else -np.sort(-facts[facts <= limit])
    if not len(beyond):
        return None
    reach = float(beyond[min(_ENOUGH, len(beyond)) - 1])
    farthest = _FARTHEST_YEARS if facet.measure == "year" else _FARTHEST * abs(limit)
    if abs(reach - limit) > farthest:
        reach = float(beyond[0])
        if abs(reach - limit) > farthest:
            return None
    return _with_bound(table, facet, entry, side, reach, facts)


def _bound(entry: Preference) -> tuple[str, float] | None:
    value = entry.value
    if isinstance(value, bool) or not isinstance(value, float | int):
        return None
    if entry.operator in ("<", "<="):
        return "upper", float(value)
    if entry.operator in (">", ">="):
        return "lower", float(value)
    return None


def _with_bound(
    table: FacetTable,
    facet: Facet,
    entry: Preference,
    side: str,
    reach: float,
    facts: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
) -> Relaxation:
    round_reach = _rounded_outwards(reach, side) if facet.type == "money" else reach
    inside = facts <= round_reach if side == "upper" else facts >= round_reach
    loosened = entry.model_copy(
        update={"operator": "<=" if side == "upper" else ">=", "value": round_reach}
    )
    return Relaxation(
        replace=(loosened,),
        count=int(inside.sum()),
        label=_capitalised(describe_preference(loosened, table.catalog.schema)),
    )


def _rounded_outwards(reach: float, side: str) -> float:
    """Return a place with two or three figures just beyond a number, so that the offer is easy to say."""
    if reach == 0:
        return 0.0
    step = 10.0 ** (np.floor(np.log10(abs(reach))) - 1)
    for size in (step / 2, step / 10):
        place = np.ceil(reach / size) if side == "upper" else np.floor(reach / size)
        rounded = round(float(place * size), 6)
        if abs(rounded - reach) <= 0.03 * abs(reach):
            return rounded
    return reach
