"""Examples of what can be said to a catalogue, made of its own facets and values."""

from __future__ import annotations

from collections import Counter
from itertools import islice

from ...catalog.catalog import Catalog
from ...catalog.facets import Facet
from ...dialogue.preferences import Preference
from ...dialogue.wording import describe_wish
from ...dialogue.wording_values import list_words, with_article
from ...grounding.clean import clean

_SCANNED = 300
_MOST = 3


def example_requests(catalog: Catalog) -> str:
    """Return up to three requests in quotes: “a comedy film”, “a film under 120 minutes”; may be empty."""
    examples = []
    for facet in catalog.schema:
        if not facet.ask or facet.type not in ("category", "many", "money", "number"):
            continue
        entry = _example(facet, catalog)
        if entry is not None:
            phrase = describe_wish([entry], catalog.schema, noun=catalog.noun, several=False)
            examples.append(f"“{with_article(clean(phrase))}”")
        if len(examples) == _MOST:
            break
    return list_words(examples, "or") or f"“{with_article(catalog.noun)} about …”"


def _example(facet: Facet, catalog: Catalog) -> Preference | None:
    facts = [item.fact(facet.name) for item in islice(catalog.items, _SCANNED)]
    if facet.numeric:
        if facet.measure not in ("price", "duration", "weight"):
            return None
        known = sorted(f for f in facts if isinstance(f, int | float) and not isinstance(f, bool))
        if not known:
            return None
        middle = float(f"{known[len(known) // 2]:.2g}")
        return Preference(id="p0", facet=facet.name, operator="<", value=middle)
    values = Counter(
        value
        for fact in facts
        for value in (fact if isinstance(fact, tuple | list) else (fact,))
        if isinstance(value, str) and len(value) <= 24
    )
    if not values:
        return None
    return Preference(
        id="p0", facet=facet.name, operator="contains", value=values.most_common(1)[0][0]
    )
