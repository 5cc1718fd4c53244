"""The clarifying question: the one whose answer is expected to leave the fewest candidates.

The measure is the expected certainty gain of CORE (arXiv 2310.04230), with the share of the items that fit as the
mass: an answer that a share s of the mass gives leaves s of it, and an item without the fact is lost by none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..catalog.facets import LISTED, Facet, Schema
from ..catalog.measures import measures
from ..retrieval.facet_table import FacetTable, Mask
from .conversation import Answer, Question
from .preferences import Operator, Preference, Preferences, PreferenceValue
from .wording import describe_preference

MOST_ANSWERS = 5
LEAST_GAIN = 0.2
"""A question that is expected to leave more than 80% of the items is not worth the asking."""
LEAST_KNOWN = 0.6
"""Share of the fitting items whose fact must be known."""
RARE = 0.02
"""An answer that leaves a smaller share of the items is not offered."""
_NARROW = 0.12
"""A middle part narrower than this share of the spread is none that a person would choose: two parts do."""
_ORDER_BONUS = 0.15
"""What the first facet of the schema gains over the last: a schema lists first what people ask first."""


@dataclass(frozen=True, slots=True)
class _Option:
    question: Question
    gain: float


def choose_question(
    table: FacetTable,
    fitting: Mask,
    *,
    preferences: Preferences,
    asked: Iterable[str] = (),
) -> Question | None:
    """Return the question that is expected to leave the fewest of the fitting items, or None.

    Never about a facet that was asked about, that the state already answers, that the catalogue says not to ask,
    or that does not split the items. A question has two to five answers with how many items each leaves.
    """
    total = int(fitting.sum())
    if total < 2:
        return None
    closed = set(asked) | {entry.facet for entry in preferences.entries if _settles(entry)}
    facets = [facet for facet in table.catalog.schema if facet.ask and not facet.people]
    options = []
    for place, facet in enumerate(facets):
        if facet.name in closed:
            continue
        bonus = _ORDER_BONUS * (1 - place / len(facets))
        option = _option(table, fitting, facet, preferences=preferences, bonus=bonus)
        if option is not None:
            options.append(option)
    best = max(options, key=lambda option: option.gain, default=None)
    return None if best is None else best.question


def _settles(entry: Preference) -> bool:
    """Tell whether an entry leaves nothing to ask about its facet; what is unwanted does not."""
    return entry.polarity == "wanted"


def _option(
    table: FacetTable, fitting: Mask, facet: Facet, *, preferences: Preferences, bonus: float
) -> _Option | None:
    choices = facet.type in LISTED or facet.type == "flag"
    if not (facet.numeric or choices):
        return None
    total = int(fitting.sum())
    known = float((table.known(facet.name) & fitting).sum()) / total
    if known < LEAST_KNOWN:
        return None
    if facet.numeric:
        answers = _number_answers(facet, table.numbers(facet.name)[fitting], table.catalog.schema)
    else:
        unwanted = {str(one.value) for one in preferences.on(facet.name)}
        answers = _listed_answers(table, fitting, facet, unwanted=unwanted)
    answers = tuple(answer for answer in answers if RARE * total <= answer.count < total)
    if len(answers) < 2:
        return None
    gain = expected_gain([answer.count / total for answer in answers], known)
    if gain < LEAST_GAIN:
        return None
    return _Option(Question(facet=facet.name, answers=answers), gain + bonus)


def expected_gain(shares: list[float], known: float) -> float:
    """Return the share of the items that an answer is expected to rule out.

    Each answer is given as often as its share says; who gives none of them rules nothing out.
    """
    mass = sum(shares)
    covered = min(1.0, mass) * known
    return covered * sum(share / mass * (1 - share) for share in shares)


def _listed_answers(
    table: FacetTable, fitting: Mask, facet: Facet, *, unwanted: set[str]
) -> tuple[Answer, ...]:
    values = table.values(facet.name)
    members = table.membership(facet.name)[np.flatnonzero(fitting)]
    counts = np.bincount(members.indices, minlength=len(values))
    best = [int(place) for place in np.argsort(-counts, kind="stable")[: MOST_ANSWERS + 3]]
    answers = [
        Answer(
            label=_label(facet, values[place]),
            facet=facet.name,
            operator="contains" if facet.type == "many" else "is",
            value=values[place],
            count=int(counts[place]),
        )
        for place in best
        if counts[place] and str(values[place]) not in unwanted
    ]
    return tuple(answers[:MOST_ANSWERS])


def _label(facet: Facet, value: str | bool) -> str:
    if isinstance(value, bool):
        return facet.words if value else f"not {facet.words}"
    return value


def _number_answers(facet: Facet, facts: NDArray[np.float64], schema: Schema) -> tuple[Answer, ...]:
    """Cut the range of a number into three parts of about the same mass at round places, or into two.

    Of a number whose one end is better for everybody the answers are limits towards that end: nobody asks for at
    least so heavy. A price and a year are also sought at their other end.
    """
    known = facts[~np.isnan(facts)]
    if len(known) < 6 or known.min() == known.max():
        return ()
    low, high = (_rounded(float(cut), known) for cut in np.quantile(known, (1 / 3, 2 / 3)))
    if not known.min() < low <= high < known.max():
        return ()
    better = _better_end(facet)
    if better is None and high - low < _NARROW * _spread(known):
        middle = _rounded(float(np.median(known)), known)
        return (
            _part(facet, known, None, middle, schema),
            _part(facet, known, middle, None, schema),
        )
    if better == "low":
        return (_part(facet, known, None, low, schema), _part(facet, known, None, high, schema))
    if better == "high":
        return (_part(facet, known, low, None, schema), _part(facet, known, high, None, schema))
    return (
        _part(facet, known, None, low, schema),
        _part(facet, known, low, high, schema),
        _part(facet, known, high, None, schema),
    )


def _better_end(facet: Facet) -> str | None:
    measure = measures().get(facet.measure or "")
    sought_at_both = facet.type == "money" or facet.measure == "year"
    return None if measure is None or sought_at_both else measure.better


def _spread(known: NDArray[np.float64]) -> float:
    """Return the width of the middle four fifths of some numbers; of all of them where those are one number."""
    return float(np.quantile(known, 0.9) - np.quantile(known, 0.1)) or float(np.ptp(known))


def _rounded(cut: float, known: NDArray[np.float64]) -> float:
    """Return a place near a cut with as few figures as the spread of the numbers allows; whole among whole numbers."""
    spread = _spread(known)
    step = 10.0 ** np.floor(np.log10(spread / 4))
    for size in (5.0, 2.5, 2.0, 1.0):
        if spread / (size * step) >= 4:
            step *= size
            break
    if not (known % 1).any():
        step = max(1.0, float(np.round(step)))
    return round(float(np.round(cut / step) * step), 6)


def _part(
    facet: Facet,
    known: NDArray[np.float64],
    low: float | None,
    high: float | None,
    schema: Schema,
) -> Answer:
    operator: Operator = "between"
    value: PreferenceValue = (low or 0.0, high or 0.0)
    inside = np.ones(len(known), dtype=np.bool_)
    if low is None:
        operator, value = "<=", high
    if high is None:
        operator, value = ">=", low
    if low is not None:
        inside &= known >= low
    if high is not None:
        inside &= known <= high
    part = Preference(id="", facet=facet.name, operator=operator, value=value)
    return Answer(
        label=describe_preference(part, schema),
        facet=facet.name,
        operator=operator,
        value=value,
        count=int(inside.sum()),
    )
