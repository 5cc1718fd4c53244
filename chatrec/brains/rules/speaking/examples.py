"""Examples of what can be said to a catalogue, made of its own facets and values."""

from __future__ import annotations

from collections import Counter
from itertools import islice

from ....catalog.catalog import Catalog
from ....catalog.facets import Facet
from ....catalog.measures import measures
from ....dialogue.preferences import Operator, Preference
from ....dialogue.wording import describe_wish, pattern
from ....dialogue.wording.values import list_words, noun_phrase
from ....grounding.clean import clean

_SCANNED = 300
_MOST = 3


def example_requests(catalog: Catalog) -> str:
    """Return up to three requests in quotes: “a comedy film”, “a short film”; may be empty."""
    examples = []
    for facet in catalog.schema:
        if not facet.ask or facet.type not in ("category", "many", "money", "number"):
            continue
        entry = _example(facet, catalog)
        if entry is not None:
            phrase = describe_wish([entry], catalog.schema, noun=catalog.noun, several=False)
            examples.append(f"“{noun_phrase(clean(phrase))}”")
        if len(examples) == _MOST:
            break
    return list_words(examples, "or") or f"“{noun_phrase(catalog.noun)} about …”"


def _example(facet: Facet, catalog: Catalog) -> Preference | None:
    if facet.numeric:
        words = pattern(facet)
        if not words.low or not facet.measure or " " in words.low + words.high:
            return None
        better = measures().get(facet.measure)
        operator: Operator = "high" if better is not None and better.better == "high" else "low"
        return Preference(id="p0", facet=facet.name, operator=operator)
    facts = [item.fact(facet.name) for item in islice(catalog.items, _SCANNED)]
    values = Counter(
        value
        for fact in facts
        for value in (fact if isinstance(fact, tuple | list) else (fact,))
        if isinstance(value, str) and len(value) <= 24 and not any(map(str.isdigit, value))
    )
    if not values:
        return None
    return Preference(
        id="p0", facet=facet.name, operator="contains", value=values.most_common(1)[0][0]
    )
