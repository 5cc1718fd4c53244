"""The facets of a catalogue in a few lines, for a model that reads what people say about them."""

from __future__ import annotations

from collections.abc import Iterable

from ...catalog.facets import Facet
from ..rules.reading.vocabulary import Vocabulary
from .fencing import fenced

_VALUES = 4
_VALUE = 22


def facet_lines(vocabulary: Vocabulary) -> list[str]:
    """Return the facets that may be spoken of, those of a kind in one line, with the commonest values of the others.

    The same catalogue gives the same lines, so that the server of a model can keep what it read of them.
    """
    facets = [one for one in vocabulary.schema if one.show and one.type != "text"]
    numbers = [one for one in facets if one.numeric or one.type == "date"]
    flags = [one for one in facets if one.type == "flag"]
    people = [one for one in facets if one.people]
    others = [one for one in facets if one not in (*numbers, *flags, *people)]
    lines = [
        _together("numbers", (_with_unit(one) for one in numbers)),
        _together("yes or no", (_named(one) for one in flags)),
        _together("people", (_named(one) for one in people)),
        *(_with_values(one, vocabulary) for one in others),
    ]
    return [line for line in lines if line]


def _together(kind: str, names: Iterable[str]) -> str:
    listed = ", ".join(names)
    return f"{kind}: {listed}" if listed else ""


def _with_unit(facet: Facet) -> str:
    # The unit is told where the name does not end in it, as weight_kg does.
    unit = facet.unit or ""
    known = unit.lower() in facet.name.lower().split("_")
    return f"{facet.name} ({unit})" if unit and not known else _named(facet)


def _with_values(facet: Facet, vocabulary: Vocabulary) -> str:
    counts = vocabulary.values.get(facet.name)
    # Values of one item each tell nothing of the others.
    common = [value for value, count in counts.most_common(_VALUES) if count > 1] if counts else []
    many = "several of" if facet.type == "many" else "one of"
    values = ", ".join(fenced(value, limit=_VALUE) for value in common)
    return f"{_named(facet)}, {many}: {values}" if values else _named(facet)


def _named(facet: Facet) -> str:
    """Return the name of a facet, with its label where the name does not say it."""
    said = set(facet.name.lower().split("_"))
    unsaid = not any(_alike(word, said) for word in facet.words.lower().split())
    return f"{facet.name} ({facet.words})" if unsaid else facet.name


def _alike(word: str, said: Iterable[str]) -> bool:
    return any(word[:4] == one[:4] for one in said)
