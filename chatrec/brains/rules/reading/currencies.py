"""Money of another currency than the catalogue's: the number is taken as it is, and that is said."""

from __future__ import annotations

from .analysis import Analysis
from .measurements import read_measurements
from .scales import Scales
from .units import ANY_MONEY


def currency_notes(analysis: Analysis, scales: Scales) -> tuple[str, ...]:
    """Return a note for each currency of a message that the prices of the catalogue are not in.

    Rates change, so nothing is converted: "£500" of a catalogue in dollars is read as 500 dollars. Words that can
    also mean a weight ("pounds") are noted only with nothing else that they could mean here.
    """
    own = {
        scale.unit.name
        for scale in scales.scales
        if scale.unit is not None and scale.unit.dimension == "money"
    }
    if not own:
        return ()
    held = {scale.unit.dimension for scale in scales.scales if scale.unit is not None}
    notes: list[str] = []
    for read in read_measurements(analysis):
        if not read.units or read.units[0].dimension != "money" or read.units[0] == ANY_MONEY:
            continue
        if any(unit.name in own for unit in read.units):
            continue
        if any(unit.dimension != "money" and unit.dimension in held for unit in read.units):
            continue
        prices = " and ".join(sorted(own))
        notes.append(
            f"read {read.value:g} {read.units[0].name} as {read.value:g} {prices}: rates change"
        )
    return tuple(dict.fromkeys(notes))
