"""Numbers with their limits, before a facet is chosen: "under two hours", "$300 to $500", "about 90 or less"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .analysis import Analysis
from .bounds import Bound, bound_after, bound_before, bound_words
from .measurements import Measurement, read_measurements

_INHERITS = 5
"""How many tokens back a number takes its unit from: "more than 2 hours but less than 3"."""

_STEP = 10
"""Up to how many times as large or small as that number it may be: "over 1.5 kg and under 1200" is no weight."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One or two numbers with their limit, before a facet is chosen; tokens from `first` up to `last`."""

    first: int
    last: int
    low: Measurement
    high: Measurement | None = None
    bound: Bound | None = None
    listed: bool = False
    """Whether the two numbers are alternatives: "13 or 14 inch"."""


def quantities(analysis: Analysis) -> tuple[Quantity, ...]:
    """Return the numbers of a message with their limits, ranges joined."""
    measured = _with_inherited_units(analysis, read_measurements(analysis))
    found: list[Quantity] = []
    at = 0
    while at < len(measured):
        low = measured[at]
        high = measured[at + 1] if at + 1 < len(measured) else None
        pair = _range(analysis, low, high) if high is not None else None
        if pair is not None:
            at += 1
        follows = high is not None and pair is None
        found.append(pair or _single(analysis, low, high.first if follows and high else None))
        at += 1
    return tuple(found)


def _with_inherited_units(
    analysis: Analysis, measured: tuple[Measurement, ...]
) -> list[Measurement]:
    """Give a limited number without a unit that of the number before it: "more than 2 hours but less than 3"."""
    found: list[Measurement] = []
    for one in measured:
        before = found[-1] if found else None
        if before is not None and before.units and not one.units and one.digits >= before.digits:
            between = analysis.keys[before.last : one.first]
            limited = bound_before(analysis, one.first) is not None
            near = 1 / _STEP <= one.value / before.value <= _STEP if before.value else False
            if near and limited and len(between) <= _INHERITS and {"but", "and"} & set(between):
                one = replace(one, units=before.units)
        found.append(one)
    return found


def _range(analysis: Analysis, low: Measurement, high: Measurement) -> Quantity | None:
    words, keys = bound_words(), analysis.keys
    joint = keys[low.last : high.first]
    if joint not in words.joining:
        return None
    opened = _opening(analysis, low.first)
    plain = joint[0] in ("to", "-", "–", "—", "through", "thru") or _lists_sizes(joint, low, high)
    if opened is None and (not plain or bound_before(analysis, low.first) is not None):
        return None
    if not _same_kind(low, high) or (low.weak and (opened is None or not high.units)):
        return None
    first = low.first if opened is None else opened
    return Quantity(first, high.last, low, high, listed=joint == ("or",))


def _lists_sizes(joint: tuple[str, ...], low: Measurement, high: Measurement) -> bool:
    """Tell whether two numbers share a unit as in "13 or 14 inch"."""
    return joint == ("or",) and not low.units and bool(high.units) and low.value < high.value


def _opening(analysis: Analysis, place: int) -> int | None:
    words = bound_words()
    for size in range(min(3, place), 0, -1):
        if analysis.keys[place - size : place] in words.opening:
            return place - size
    return None


def _same_kind(low: Measurement, high: Measurement) -> bool:
    if not low.units or not high.units:
        return True
    dimensions = {unit.dimension for unit in low.units}
    return any(unit.dimension in dimensions for unit in high.units)


def _single(analysis: Analysis, low: Measurement, following: int | None = None) -> Quantity:
    """Return a number with its limit; one right before the number at `following` is that one's: "14 inch max 1000"."""
    before = bound_before(analysis, low.first)
    after = bound_after(analysis, low.last)
    if after is not None and after.last == following and bound_before(analysis, after.last):
        after = None
    first, last = low.first, low.last
    if low.plus:
        before = before or Bound(">=", low.first, low.last)
    if before is not None:
        first = before.first
    if after is not None and (before is None or "about" in (after.limit, before.limit)):
        last = after.last
        before = after if before is None or after.limit != "about" else before
    if before is not None and before.limit == "about":
        outer = bound_before(analysis, before.first)
        if outer is not None and outer.limit != "about":
            before, first = outer, outer.first
    return Quantity(first, last, low, bound=before)
