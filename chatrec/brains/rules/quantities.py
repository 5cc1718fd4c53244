"""Limits and amounts on the numeric facets of a catalogue: "under $900", "90 to 120 minutes", "16 GB of memory".

The facet of a number is chosen by, in this order of weight: its unit, the facet's name or another word for what
it measures near the number, a pending question, what the limit itself measures ("cheaper than", "after"), and
how well the number suits the values that the items have, so that of two facets with the same unit (memory and
storage, two prices) the one that holds such values is meant. Without any of these a limited number is a price,
a year or a duration, where the catalogue has one that it suits; a number without unit, name and limit is none.

A number without a limit means, by measure (data/bounds.toml): at least, for capacities and ratings ("16 GB" is
content with more); about, for prices, durations and weights; the year itself; and for a screen named in whole
inches the sizes sold under that name, half an inch less to 0.9 more (13 is 12.5 to 13.9), or 0.1 around a
fraction.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from ...dialogue.conversation import Conversation
from ...dialogue.preferences import Operator, PreferenceValue
from .analysis import Analysis
from .bounds import Bound, Limit, bound_after, bound_before, bound_words
from .facet_words import FacetWords, named_near
from .findings import Finding
from .measurements import Measurement, read_measurements
from .scales import Scale, Scales
from .units import convert

_UNIT, _NAME, _PENDING, _OWN_WORDS = 4.0, 3.0, 3.0, 2.5
_PRIOR = {"price": 1.0, "year": 0.9, "duration": 0.6, "pages": 0.4, "rating": 0.3}
"""What a limited number without unit or name most likely is."""
_ENOUGH = 1.2
_TOP_MARK = 0.5
"""A thing "with five stars" has at least this little less than five on average."""
_YEARS = (1850.0, 2100.0)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One or two numbers with their limit, before a facet is chosen; tokens from `first` up to `last`."""

    first: int
    last: int
    low: Measurement
    high: Measurement | None = None
    bound: Bound | None = None
    approximate: bool = False
    """Whether a second word makes it rough: "under about 50"."""


def read_quantities(
    analysis: Analysis, scales: Scales, words: FacetWords, conversation: Conversation
) -> tuple[Finding, ...]:
    """Return what a message says in numbers about the numeric and date facets of a catalogue.

    Values are in the facet's own unit. Strength and, except after a flipped limit, polarity are left open.
    """
    pending = _pending_facet(conversation)
    ranked = [
        (quantity, _ranked(analysis, quantity, scales, words, pending))
        for quantity in quantities(analysis)
    ]
    taken: dict[str, float] = {}
    for _, choices in ranked:
        for scale, score in choices[:1]:
            taken[scale.facet.name] = max(score, taken.get(scale.facet.name, 0.0))
    found: list[Finding] = []
    for quantity, choices in ranked:
        chosen = _first_free(choices, taken)
        if chosen is not None:
            finding = _finding(analysis, quantity, chosen[0], certainty=min(1.0, 0.5 + chosen[1] / 10))
            if finding is not None:
                found.append(_with_name(analysis, finding, words))
    return tuple(found)


def _first_free(
    choices: list[tuple[Scale, float]], taken: dict[str, float]
) -> tuple[Scale, float] | None:
    """Return the best scale of a number that no other number of the message has a better claim to."""
    for scale, score in choices:
        if score >= taken.get(scale.facet.name, 0.0):
            return scale, score
    return choices[0] if choices else None


def _with_name(analysis: Analysis, finding: Finding, words: FacetWords) -> Finding:
    """Widen the span of a finding over the name of its facet beside it: "16 GB of RAM", "price below 500"."""
    first, last = analysis.tokens_of(finding.span)
    start, end = analysis.sentence_at(first)
    joints = bound_words().joints
    for at, until, facets in words.places(analysis, max(start, first - 6), min(end, last + 6)):
        if finding.facet not in facets:
            continue
        if at >= last and all(key in joints for key in analysis.keys[last:at]):
            last = until
        elif until <= first and all(key in joints for key in analysis.keys[until:first]):
            first = at
    return replace(finding, span=analysis.span(first, last))


def quantities(analysis: Analysis) -> tuple[Quantity, ...]:
    """Return the numbers of a message with their limits, ranges joined."""
    measured = read_measurements(analysis)
    found: list[Quantity] = []
    at = 0
    while at < len(measured):
        low = measured[at]
        high = measured[at + 1] if at + 1 < len(measured) else None
        pair = _range(analysis, low, high) if high is not None else None
        if pair is not None:
            at += 1
        found.append(pair or _single(analysis, low))
        at += 1
    return tuple(found)


def _range(analysis: Analysis, low: Measurement, high: Measurement) -> Quantity | None:
    words, keys = bound_words(), analysis.keys
    joint = keys[low.last : high.first]
    if joint not in words.joining:
        return None
    opened = _opening(analysis, low.first)
    plain = joint[0] in ("to", "-", "–", "—", "through", "thru")
    if opened is None and (not plain or bound_before(analysis, low.first) is not None):
        return None
    if opened is not None and joint == ("or",):
        return None
    if not _same_kind(low, high) or low.weak:
        return None
    first = low.first if opened is None else opened
    return Quantity(first, high.last, low, high)


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


def _single(analysis: Analysis, low: Measurement) -> Quantity:
    before = bound_before(analysis, low.first)
    after = bound_after(analysis, low.last)
    first, last, rough = low.first, low.last, False
    if low.plus:
        before = before or Bound(">=", low.first, low.last)
    if before is not None:
        first = before.first
    if after is not None and (before is None or "about" in (after.limit, before.limit)):
        last, rough = after.last, before is not None
        before = after if before is None or after.limit != "about" else before
    if before is not None and before.limit == "about":
        outer = bound_before(analysis, before.first)
        if outer is not None and outer.limit != "about":
            before, first, rough = outer, outer.first, True
    return Quantity(first, last, low, bound=before, approximate=rough)


def _pending_facet(conversation: Conversation) -> str | None:
    pending = conversation.pending
    if pending is None or pending.kind != "question" or pending.question is None:
        return None
    return pending.question.facet


def _ranked(
    analysis: Analysis, quantity: Quantity, scales: Scales, words: FacetWords, pending: str | None
) -> list[tuple[Scale, float]]:
    """Return the scales that a number can be on with their scores, best first."""
    named = named_near(analysis, words, quantity.first, quantity.last)
    scored = [
        (scale, _score(analysis, quantity, scale, named.get(scale.facet.name, 0.0), pending))
        for scale in scales.scales
    ]
    return sorted((one for one in scored if one[1] >= _ENOUGH), key=lambda one: -one[1])


def _score(
    analysis: Analysis, quantity: Quantity, scale: Scale, named: float, pending: str | None
) -> float:
    measurement = quantity.high if quantity.high and not quantity.low.units else quantity.low
    value = _value(measurement, scale)
    if value is None:
        return 0.0
    fits = scale.fits(value)
    measure, bound = scale.measure.name, quantity.bound
    own = bound is not None and measure in bound.measures
    if bound is not None and bound.measures == ("year",) and not scale.is_year:
        return 0.0
    score = _NAME * named + (_PENDING if pending == scale.facet.name else 0.0)
    if measurement.units:
        exact = measurement.units[0].name == scale.facet.unit
        score += _UNIT + 0.3 * exact
    elif own:
        score += _OWN_WORDS
    elif scale.is_year and _is_year(measurement) and fits > 0.3:
        score += 2.0
    elif not score and (bound is not None or quantity.high is not None):
        divides = _divides(scale, value, bound.limit if bound else "about")
        if measure in _PRIOR and fits > 0.25:
            score += _PRIOR[measure] + 0.5 * divides
    elif not score and _bare_limit(analysis, quantity, scale) is not None and fits > 0.5:
        score += 0.6
    if not score or (measurement.weak and not measurement.units and pending is None):
        return 0.0
    return score + fits


def _divides(scale: Scale, value: float, limit: Limit) -> bool:
    """Tell whether a limit leaves some items of a scale and drops some: one that drops none is on another."""
    below = scale.share_below(value)
    if limit in (">", ">="):
        return 0.02 < below < 1.0
    return below > 0.0 and (below < 0.98 or limit == "about")


def _is_year(measurement: Measurement) -> bool:
    low, high = _YEARS
    return measurement.whole and not measurement.units and low <= measurement.value <= high


def _value(measurement: Measurement, scale: Scale) -> float | None:
    """Return the number in the unit of a scale, or None where its unit does not compare."""
    if not measurement.units:
        return measurement.value
    target = scale.unit
    if target is None:
        return None
    for unit in measurement.units:
        value = convert(measurement.value, unit, target)
        if value is not None:
            return value
    return None


def _bare_limit(analysis: Analysis, quantity: Quantity, scale: Scale) -> Limit | None:
    """Return the limit that the words before a number give a measure: "for 500"."""
    table = bound_words().bare.get(scale.measure.name, {})
    for size in range(min(4, quantity.first), 0, -1):
        limit = table.get(analysis.keys[quantity.first - size : quantity.first])
        if limit is not None:
            return limit
    return None


def _finding(
    analysis: Analysis, quantity: Quantity, scale: Scale, *, certainty: float
) -> Finding | None:
    low = _value(quantity.low, scale)
    high = _value(quantity.high, scale) if quantity.high is not None else None
    if low is not None and high is None and _counts_by_1024(quantity, scale):
        low = low if quantity.bound and "<" in quantity.bound.limit else low * 1000 / 1024
    if quantity.high is not None and quantity.high.units and not quantity.low.units:
        low = quantity.low.value * (high or 0.0) / (quantity.high.value or 1.0)
    if low is None:
        return None
    if high is not None:
        return _made(analysis, quantity, scale, "between", (min(low, high), max(low, high)), certainty)
    bound = quantity.bound
    if bound is not None:
        return _made(analysis, quantity, scale, bound.limit, low, certainty)
    limit = _bare_limit(analysis, quantity, scale)
    default = limit or bound_words().default.get(scale.measure.name, "is")
    if default == "inch":
        return _made(analysis, quantity, scale, "between", _sizes(low, quantity.low), certainty)
    if scale.measure.name == "rating" and default == ">=" and low == math.ceil(scale.high):
        low -= _TOP_MARK
    operator: Operator = default  # type: ignore[assignment]  # data, held to Operator by a test
    return _made(analysis, quantity, scale, operator, low, certainty)


def _counts_by_1024(quantity: Quantity, scale: Scale) -> bool:
    """Tell whether "1 TB" was turned into 1,024 GB; as a lower limit it is 1,000, so that either counting fits."""
    units = quantity.low.units
    return bool(units) and units[0].dimension == "data" and units[0] != scale.unit


def _sizes(inches: float, measurement: Measurement) -> tuple[float, float]:
    if measurement.whole and inches == measurement.value:
        return inches - 0.5, inches + 0.9
    return round(inches - 0.1, 3), round(inches + 0.1, 3)


def _made(
    analysis: Analysis,
    quantity: Quantity,
    scale: Scale,
    operator: Operator,
    value: PreferenceValue,
    certainty: float,
) -> Finding:
    settled = operator in ("<", "<=", ">", ">=", "between")
    return Finding(
        span=analysis.span(quantity.first, quantity.last),
        facet=scale.facet.name,
        operator=operator,
        value=value,
        certainty=certainty,
        polarity="wanted" if settled and quantity.bound is not None else None,
    )
