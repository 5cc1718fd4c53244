"""Parts: "a phone with a good camera" wants a phone; the camera is a part of it, not a second kind of thing."""

from __future__ import annotations

from collections.abc import Sequence

from ....catalog.facets import Facet
from ....dialogue.preferences import TEXT
from .analysis import Analysis
from .filler import is_content
from .findings import Finding
from .models import code_end
from .vocabulary import Vocabulary
from .words import word_list


def with_parts(
    analysis: Analysis, findings: tuple[Finding, ...], vocabulary: Vocabulary
) -> tuple[Finding, ...]:
    """Return the findings, those that name a part of what is wished for turned into free wishes.

    A value of which an item has one (of a category, or of a path of kinds) is a part where another value of that
    facet stands before it in its clause with "with" or the like between. So is what it is for: "a mouse for my
    laptop". A model ("iphone 6") is words to search for, besides the kind that its name may be.
    """
    opening = word_list("parts.toml", "opening")
    heads: dict[tuple[str, int], int] = {}
    wishes = [
        (analysis.tokens_of(one.span)[0], one) for one in findings if one.facet in vocabulary.kinds
    ]
    kinds = {place for place, _ in wishes}
    made: list[Finding] = []
    for finding in findings:
        facet = vocabulary.schema.get(finding.facet)
        if finding.kind == "item" and _is_of_another(analysis, finding, wishes, vocabulary):
            first, last = analysis.tokens_of(finding.span)
            made.append(_words(analysis, first, last, finding))
            continue
        if finding.kind != "preference" or facet is None or not _is_one(facet, vocabulary):
            made.append(finding)
            continue
        first, last = analysis.tokens_of(finding.span)
        place = (facet.name, analysis.clause_at(first).first)
        between = analysis.keys[heads[place] : first] if place in heads else ()
        end = code_end(analysis, last, vocabulary.title_words)
        model = end > last
        part = not opening.isdisjoint(between) or _is_companion(analysis, first, model=model)
        part = (
            part or (model and end in kinds) or (place in heads and facet.name in vocabulary.paths)
        )
        if part or model:
            made.append(_words(analysis, first, end, finding))
        if not part:
            heads.setdefault(place, last)
            made.append(finding)
    return tuple(made)


def _is_one(facet: Facet, vocabulary: Vocabulary) -> bool:
    return facet.type == "category" or facet.name in vocabulary.paths


def _words(analysis: Analysis, first: int, last: int, finding: Finding) -> Finding:
    span = analysis.span(first, last)
    return Finding(
        span,
        facet=TEXT,
        operator="matches",
        value=span.quote,
        certainty=finding.certainty,
        polarity=finding.polarity,
        strength="prefer",
    )


def _is_of_another(
    analysis: Analysis,
    item: Finding,
    wishes: Sequence[tuple[int, Finding]],
    vocabulary: Vocabulary,
) -> bool:
    """Tell whether a named item is none of the kind that its clause wishes for: "a case for the Galaxy S7".

    Nor is it where its name only says of what kind: "a Galaxy S7 edge case", "waterproof ones".
    """
    first, last = analysis.tokens_of(item.span)
    if analysis.keys[last : last + 1] == ("ones",):
        return True
    clause = analysis.clause_at(first)
    for place, wish in wishes:
        if not clause.first <= place < clause.last:
            continue
        if last <= place and all(is_content(analysis, at) for at in range(last, place)):
            return True
        wished = set(wish.value if isinstance(wish.value, tuple) else (wish.value,))
        facts = [vocabulary.catalog[one].fact(wish.facet) for one in item.item_ids]
        held = [one for one in facts if one is not None]
        if held and all(
            wished.isdisjoint(one if isinstance(one, tuple) else (one,)) for one in held
        ):
            return True
    return False


def _is_companion(analysis: Analysis, place: int, *, model: bool) -> bool:
    """Tell whether a value is what something named before it is used with: "a sleeve for my old laptop".

    Of a model it needs no owner: "batteries for an LG G4".
    """
    start = analysis.clause_at(place).first
    for at in range(place - 1 if model else place - 2, max(start, place - 4), -1):
        if analysis.keys[at] == "for":
            owned = model or analysis.keys[at + 1] in word_list("parts.toml", "owners")
            return owned and any(is_content(analysis, before) for before in range(start, at))
    return False
