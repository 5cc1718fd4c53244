"""How a sentence names a facet, and what else it is called."""

from __future__ import annotations

from .measures import Measure
from .names import names, plain_name
from .plurals import plural, singular
from .types import unit_in_name


def label_of(column: str, *, many: bool, flag: bool = False) -> str:
    """Return the singular name of a facet in a sentence: "streaming service" for "streaming_services".

    A flag keeps its own name, which stands after "is": "in stock".
    """
    words = plain_name(column.rpartition(".")[2])
    known = None if flag else names().labels.get(words)
    if known is not None:
        return known
    if unit_in_name(words):
        words = " ".join(words.split()[:-1])
    return singular(words) if many else words


def synonyms_of(
    column: str, label: str, measure: Measure | None, *, listed: bool
) -> tuple[str, ...]:
    """Return the other names of a facet: those of its label, of its measure, its column's name and its plural."""
    own = plain_name(column.rpartition(".")[2])
    last = label.rpartition(" ")[2]
    plurals = (plural(label),) if listed and last.isalpha() and len(last) > 3 else ()
    spoken = measure.synonyms if measure else ()
    names_of = (*names().synonyms.get(label, ()), *spoken, own, *plurals)
    return tuple(dict.fromkeys(name for name in names_of if name != label))
