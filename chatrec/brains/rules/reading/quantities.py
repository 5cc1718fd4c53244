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
from dataclasses import replace

from ....dialogue.conversation import Conversation
from ....dialogue.preferences import Operator, PreferenceValue
from .analysis import Analysis
from .bounds import Limit, bound_words
from .facet_words import FacetWords, named_near
from .findings import Finding
from .limited_numbers import Quantity, quantities
from .measurements import Measurement
from .scales import Scale, Scales
from .units import convert

_UNIT, _NAME, _PENDING, _OWN_WORDS = 4.0, 3.0, 3.0, 2.5
_PRIOR = {"price": 1.0, "year": 0.9, "duration": 0.6, "pages": 0.4, "rating": 0.3}
"""What a limited number without unit or name most likely is."""
_ENOUGH = 1.2
_NAMED = 0.9
"""How near the name of a facet stands to a number that it is the unit of."""
_GAP = 3
"""How many tokens may stand between the two limits of one range."""
_FITS = 0.1
"""A number that suits the values of a facet less than this is none of it unless its name is said."""
_TOP_MARK = 0.5
"""A thing "with five stars" has at least this little less than five on average."""
_YEARS = (1850.0, 2100.0)


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
            finding = _finding(
                analysis, quantity, chosen[0], certainty=min(1.0, 0.5 + chosen[1] / 10)
            )
            if finding is not None:
                found.append(_with_name(analysis, finding, words, scales))
    return _joined(analysis, found)


def _joined(analysis: Analysis, found: list[Finding]) -> tuple[Finding, ...]:
    """Make one range of a lower and an upper limit that follow each other: "over 20 but under 50"."""
    joined: list[Finding] = []
    for finding in found:
        before = joined[-1] if joined else None
        if before is not None and _makes_range(analysis, before, finding):
            ends = sorted(one.value for one in (before, finding) if isinstance(one.value, float))
            first, last = analysis.tokens_of(before.span)[0], analysis.tokens_of(finding.span)[1]
            span = analysis.span(first, last)
            joined[-1] = replace(before, span=span, operator="between", value=(ends[0], ends[-1]))
        else:
            joined.append(finding)
    return tuple(joined)


def _makes_range(analysis: Analysis, first: Finding, second: Finding) -> bool:
    gap = analysis.tokens_of(second.span)[0] - analysis.tokens_of(first.span)[1]
    if first.facet != second.facet or gap > _GAP:
        return False
    lower, upper = (second, first) if "<" in first.operator else (first, second)
    if ">" not in lower.operator or "<" not in upper.operator:
        return False
    low, high = lower.value, upper.value
    return isinstance(low, float) and isinstance(high, float) and low < high


def _first_free(
    choices: list[tuple[Scale, float]], taken: dict[str, float]
) -> tuple[Scale, float] | None:
    """Return the best scale of a number that no other number of the message has a better claim to."""
    for scale, score in choices:
        if score >= taken.get(scale.facet.name, 0.0):
            return scale, score
    return choices[0] if choices else None


def _with_name(analysis: Analysis, finding: Finding, words: FacetWords, scales: Scales) -> Finding:
    """Widen the span of a finding over the name of its facet beside it: "16 GB of RAM", "price below 500"."""
    first, last = analysis.tokens_of(finding.span)
    start, end = analysis.sentence_at(first)
    joints = bound_words().joints
    for at, until, facets in words.places(analysis, max(start, first - 6), min(end, last + 6)):
        if finding.facet not in facets:
            continue
        if (
            first < at < last < until
            or at >= last
            and all(key in joints for key in analysis.keys[last:at])
        ):
            last = until
        elif until <= first and all(key in joints for key in analysis.keys[until:first]):
            first = at
    if _is_degree(analysis, last, finding.facet, scales):
        last += 1
    return replace(finding, span=analysis.span(first, last))


def _is_degree(analysis: Analysis, place: int, facet: str, scales: Scales) -> bool:
    """Tell whether the word at a token only says what a number measures: "2 hours long"."""
    scale = scales.get(facet)
    if scale is None or place >= len(analysis.keys):
        return False
    return analysis.keys[place] in (*scale.measure.high, *scale.measure.low, "long", "old")


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
    if value is None and named >= _NAMED and scale.unit is None:
        # "3 people" of a number without a unit that is called people: the unit is its name.
        value, measurement = measurement.value, replace(measurement, units=())
    if value is None:
        return 0.0
    fits = scale.fits(value)
    measure, bound = scale.measure.name, quantity.bound
    own = bound is not None and measure in bound.measures
    if bound is not None and bound.measures == ("year",) and not scale.is_year:
        return 0.0
    score = _NAME * named + (_PENDING if pending == scale.facet.name else 0.0)
    if fits < _FITS and (not score or (scale.is_year and value < _YEARS[0])):
        return 0.0
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
    doubtful = measurement.weak and not measurement.units and named < _NAMED
    # "A black one please" names no price of one dollar, though a price was asked for.
    if not score or (doubtful and (pending is None or fits < _FITS)):
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


def _is_budget(analysis: Analysis, quantity: Quantity, scale: Scale) -> bool:
    """Tell whether the words around a number say that it is all there is: "I have about 600 to spend"."""
    budget = bound_words().budgets.get(scale.measure.name)
    if budget is None:
        return False
    keys, first, last = analysis.keys, quantity.first, quantity.last
    return any(keys[max(0, first - size) : first] in budget.before for size in range(1, 5)) or any(
        keys[last : last + size] in budget.after for size in range(1, 5)
    )


def _finding(
    analysis: Analysis, quantity: Quantity, scale: Scale, *, certainty: float
) -> Finding | None:
    low = _value(quantity.low, scale)
    high = _value(quantity.high, scale) if quantity.high is not None else None
    if low is None and scale.unit is None:
        low, high = quantity.low.value, quantity.high.value if quantity.high is not None else None
    if low is not None and high is None and _counts_by_1024(quantity, scale):
        low = low if quantity.bound and "<" in quantity.bound.limit else low * 1000 / 1024
    if quantity.high is not None and quantity.high.units and not quantity.low.units:
        low = quantity.low.value * (high or 0.0) / (quantity.high.value or 1.0)
    if low is None:
        return None
    sized = bound_words().default.get(scale.measure.name) == "inch"
    if quantity.listed and sized and high is not None:
        ends = (_sizes(low, quantity.low)[0], _sizes(high, quantity.high or quantity.low)[1])
        return _made(analysis, quantity, scale, "between", ends, certainty)
    if high is not None:
        return _made(
            analysis, quantity, scale, "between", (min(low, high), max(low, high)), certainty
        )
    bound = quantity.bound
    if bound is not None:
        all_there_is = bound.limit == "about" and _is_budget(analysis, quantity, scale)
        operator = "<=" if all_there_is else bound.limit
        return _made(analysis, quantity, scale, operator, low, certainty)
    limit = _bare_limit(analysis, quantity, scale)
    default = limit or bound_words().default.get(scale.measure.name, "is")
    if default == "inch":
        return _made(analysis, quantity, scale, "between", _sizes(low, quantity.low), certainty)
    if scale.measure.name == "rating" and default == ">=" and low == math.ceil(scale.high):
        low -= _TOP_MARK
    assumed: Operator = default  # type: ignore[assignment]  # data, held to Operator by a test
    return _made(analysis, quantity, scale, assumed, low, certainty)


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
