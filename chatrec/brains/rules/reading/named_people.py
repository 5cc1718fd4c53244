"""People in running text: whole names, surnames that leave little doubt, and what the person did."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .analysis import Analysis
from .findings import Finding
from .stream import Unit, forms, named_span, reach, sentence_reach
from .vocabulary import Vocabulary
from .words import RARE, phrase_key, rank, read_data

_FIRST_NAME = 1000
"""A capitalised word rarer than this, before a surname, is a first name."""
LONGEST = 4
"""The longest name that is looked for, in words."""


@dataclass(frozen=True, slots=True)
class _Role:
    facets: tuple[str, ...]
    before: frozenset[str]
    after: frozenset[str]


@cache
def _roles() -> tuple[_Role, ...]:
    tables = read_data("people.toml")["role"]
    return tuple(
        _Role(
            tuple(table["facets"]),
            frozenset(map(phrase_key, table["before"])),
            frozenset(map(phrase_key, table["after"])),
        )
        for table in (tables if isinstance(tables, list) else ())
    )


def read_people(
    analysis: Analysis, units: tuple[Unit, ...], vocabulary: Vocabulary
) -> list[Finding]:
    """Find the people whom the message names, under the facet that says what they did."""
    found: list[Finding] = []
    place = 0
    while place < len(units):
        last, name, certainty, form = _person(analysis, units, place, vocabulary)
        if name:
            facet = facet_of(name, analysis, units[place].token, units[last - 1].token, vocabulary)
            kind = vocabulary.schema.get(facet)
            found.append(
                Finding(
                    named_span(analysis, units[place:last], form),
                    facet=facet,
                    operator="is" if kind and kind.type == "category" else "contains",
                    value=name,
                    certainty=certainty,
                )
            )
        place = max(last, place + 1)
    return found


def _person(
    analysis: Analysis, units: tuple[Unit, ...], place: int, vocabulary: Vocabulary
) -> tuple[int, str | None, float, str]:
    longest = min(reach(units, place, vocabulary.people.reach), LONGEST)
    for last in range(sentence_reach(units, place, longest), place, -1):
        for form, guessed in forms(units[place:last]):
            name = vocabulary.people.whole(form)
            window = units[place:last]
            if name and (
                _named(form, analysis, window)
                if len(window) > 1
                else _alone(form, analysis, window[0])
            ):
                return last, name, 0.8 if guessed else 1.0, form
            if last - place == 1:
                name = vocabulary.people.family(form)
                raised = analysis.tokens[units[place].token].raw[0].isupper()
                if _has_first_name(analysis, units[place].token):
                    continue
                if name and _alone(form, analysis, units[place]) and (raised or not guessed):
                    return last, name, 0.45 if guessed else 0.6, form
    return place, None, 0.0, ""


def _named(form: str, analysis: Analysis, window: tuple[Unit, ...]) -> bool:
    """Tell whether several words are a name: capitals where the message has them, or a word that is rare."""
    if analysis.cased and any(analysis.tokens[unit.token].raw[0].isupper() for unit in window):
        return max(rank(word) for word in form.split(" ")) >= 300
    return max(rank(word) for word in form.split(" ")) >= (RARE if analysis.cased else 1000)


def _has_first_name(analysis: Analysis, place: int) -> bool:
    """Tell whether a surname follows a name in capitals: "Tim Hanks" is not the Hanks that is known."""
    if not place or not analysis.cased:
        return False
    before = analysis.tokens[place - 1]
    spoken = any(before.folded in role.before for role in _roles())
    return (
        before.is_word
        and before.raw[0].isupper()
        and rank(before.folded) >= _FIRST_NAME
        and not spoken
        and not before.folded.endswith("'s")
    )


def _alone(form: str, analysis: Analysis, unit: Unit) -> bool:
    """Tell whether a single word may be a name: it is capitalised, or rare in a message without capitals."""
    if analysis.tokens[unit.token].raw[0].isupper():
        opens = analysis.sentence_at(unit.token)[0] == unit.token
        return rank(form) >= (6000 if opens else 1500)
    return rank(form) >= RARE and not analysis.cased and len(form) > 4


def facet_of(name: str, analysis: Analysis, first: int, last: int, vocabulary: Vocabulary) -> str:
    """Choose the facet of a person: the role said beside the name, else the commonest of theirs."""
    counts = vocabulary.people.facets[name]
    keys = analysis.keys
    before = {" ".join(keys[max(first - size, 0) : first]) for size in (1, 2)}
    after = {" ".join(keys[last + 1 : last + 1 + size]) for size in (1, 2)}
    for role in _roles():
        if role.before & before or role.after & after:
            for facet in counts:
                if any(part in facet for part in role.facets):
                    return facet
    return vocabulary.people.facet_of(name)
