"""Yes or no: whether an item's record passes what a question asks of it."""

from __future__ import annotations

from ..catalog.facets import Schema
from ..catalog.items import Item
from ..grounding.matching import holds
from .lookup import Verdict
from .preferences import Preference
from .reply import Evidence
from .understanding import Change


def as_musts(tests: tuple[Change, ...]) -> tuple[Preference, ...]:
    """Return what a question tests as musts that belong to no state."""
    return tuple(
        Preference(
            id=f"asked{place}",
            facet=test.facet,
            operator=test.operator,
            value=test.value,
            polarity=test.polarity,
            strength="must",
        )
        for place, test in enumerate(tests)
    )


def verdict(item: Item, tests: tuple[Preference, ...], schema: Schema) -> Verdict:
    """Answer whether an item passes every test, with the facts that tell.

    An item of which the record does not hold one of the facts is neither, unless another fact says no.
    """
    facts: list[Evidence] = []
    known: list[bool | None] = []
    for test in tests:
        found = holds(test, item, schema)
        fact = item.fact(test.facet)
        known.append(None if fact is None else found is not None)
        value = found.value if found is not None else fact
        facts.append(Evidence(facet=test.facet, value=value, met=found is not None))
    met = False if False in known else None if None in known else True
    return Verdict(item_id=item.id, met=met, facts=tuple(facts))
