"""Questions about the catalogue: "what genres do you have?", "which brands?", "how many comedies are there?"."""

from __future__ import annotations

from ....catalog.facets import LISTED, Facet
from ....dialogue.understanding import Inquiry
from ....text import stem
from .asking import Asking, inquiry_words, tests_of
from .flag_words import flags_named

_NEAR = 5
"""How many words after the opening one the facet is named that a question asks the values of."""


def read_catalogue_question(asking: Asking) -> Inquiry | None:
    """Return what a question asks of the catalogue, or None."""
    if asking.items:
        return None
    return _count(asking) or _values(asking)


def _count(asking: Asking) -> Inquiry | None:
    """Read "how many ...", unless it asks for a fact of an item: "how many pages"."""
    at = next(
        (
            place
            for place in range(asking.first, asking.last - 1)
            if asking.analysis.keys[place : place + 2] == ("how", "many")
        ),
        None,
    )
    if at is None:
        return None
    ours = asking.has(inquiry_words().ours)
    facet = _facet_at(asking, at + 2, at + 2 + _NEAR)
    if facet is not None and ours and not asking.names_kind():
        return _asks_values(asking, facet)
    if facet is not None or _asks_number(asking, at):
        return None
    following = asking.analysis.keys[at + 2 : at + 3]
    counted = any(asking.place_of(one)[0] == at + 2 for one in asking.values)
    leads = bool(following) and following[0] in inquiry_words().counted
    if not (ours or counted or asking.names_kind() or (leads and asking.values)):
        return None
    tests = tests_of((*asking.values, *flags_named(asking)))
    return Inquiry(
        kind="count", about="catalogue", tests=tests, within_state=not asking.names_kind()
    )


def _asks_number(asking: Asking, at: int) -> bool:
    """Tell whether "how many" asks for a fact: "how many megapixels", "how many people does it sleep"."""
    asked = (asking.place_of(one) for one in asking.findings if one.kind == "asked")
    if any(first <= at + 2 and last > at for first, last in asked):
        return True
    numeric = asking.vocabulary.facet_words.named(asking.analysis, at + 2, at + 3)
    return any(_is_numeric(asking, name) for name in numeric)


def _is_numeric(asking: Asking, name: str) -> bool:
    facet = asking.vocabulary.schema.get(name)
    return facet is not None and facet.numeric


def _values(asking: Asking) -> Inquiry | None:
    words, first = inquiry_words(), asking.first
    if asking.opens_with(words.bare) and not asking.values:
        kinds = _facet_of_kinds(asking)
        return None if kinds is None else _asks_values(asking, kinds)
    if asking.opener not in words.openers:
        return None
    facet = _facet_at(asking, first + 1, first + 1 + _NEAR)
    if facet is None:
        return None
    if asking.has(words.ours) or _asks_plainly(asking) or _of_a_kind(asking):
        return _asks_values(asking, facet)
    return None


def _of_a_kind(asking: Asking) -> bool:
    """Tell whether a question is about all items of a kind: "what's the price range of laptops?"."""
    kinds = asking.values_of_kind()
    return any(one.span.quote.casefold().endswith("s") for one in kinds)


def _asks_plainly(asking: Asking) -> bool:
    """Tell whether no more is asked than "which brands?", with no item singled out before."""
    plural = asking.analysis.keys[asking.first + 1 : asking.first + 2]
    said = [
        place
        for place in range(asking.first, asking.last)
        if asking.analysis.tokens[place].is_word and place not in asking.taken()
    ]
    single = len(asking.conversation.focus) == 1
    return bool(plural) and plural[0].endswith("s") and len(said) <= _NEAR - 1 and not single


def _asks_values(asking: Asking, facet: Facet) -> Inquiry | None:
    tests = tests_of(tuple(one for one in asking.values if one.facet != facet.name))
    if len(tests) < len(asking.values) and not tests and asking.values:
        return None
    return Inquiry(
        kind="values",
        about="catalogue",
        facet=facet.name,
        tests=tests,
        within_state=not asking.values_of_kind(),
    )


def _facet_at(asking: Asking, first: int, last: int) -> Facet | None:
    """Return the facet that is named between two places, by its own words, those of its kin, or as kinds."""
    last = min(last, asking.last)
    taken = {
        place
        for one in asking.findings
        if one.kind in ("preference", "item")
        for place in range(*asking.place_of(one))
    }
    for start, _, names in asking.vocabulary.facet_words.places(asking.analysis, first, last):
        facet = next((one for one in map(_schema(asking).get, names) if _is_told(one)), None)
        if facet is not None and start not in taken:
            return facet
    for place in range(first, last):
        found = None if place in taken else _by_kin(asking, place)
        if found is not None:
            return found
    return None


def _schema(asking: Asking) -> dict[str, Facet]:
    return {facet.name: facet for facet in asking.vocabulary.schema}


def _is_told(facet: Facet | None) -> bool:
    return facet is not None and facet.show and (facet.type in LISTED or facet.numeric)


def _by_kin(asking: Asking, place: int) -> Facet | None:
    key, said = asking.analysis.keys[place], asking.analysis.stems[place]
    for row in inquiry_words().kin:
        if said not in row:
            continue
        for facet in asking.vocabulary.schema:
            if _is_told(facet) and row & {stem(word) for word in _words_of(facet)}:
                return facet
    return _facet_of_kinds(asking) if key in inquiry_words().kinds else None


def _words_of(facet: Facet) -> tuple[str, ...]:
    return tuple(f"{facet.name} {facet.words}".casefold().replace("_", " ").split())


def _facet_of_kinds(asking: Asking) -> Facet | None:
    listed = (facet for facet in asking.vocabulary.schema if _is_told(facet))
    return next((facet for facet in listed if asking.vocabulary.of_kinds(facet.name)), None)
