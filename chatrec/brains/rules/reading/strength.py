"""Strength: what must be, and what would be nice.

The rule, first match wins:

1. A reader that settles it ("the cheapest" is a must) is followed.
2. What is unwanted to a degree ("not too scary"), or unwanted and only hinted at by a mood word, is a preference.
3. A limit ("under 900", "at most two hours") is a must, unless a word of preference is said of it: "ideally under 900".
4. A word of the clause that says so: "must", "has to be", "only" make a must; "ideally", "would be nice", "a bit" a
   preference. Words of preference weigh more, and the one nearest before the value is taken. What describes the thing
   asked for (a mood, a theme, a use) is a must only where the word is said of itself: "it must be good for gaming" is,
   "I definitely want a laptop for gaming" is not.
5. What is unwanted is a must.
6. Words of taste ("I like comedies") make a preference: they say what pleases in general. They hold up to a comma after
   which a wish starts anew: "she loves music, a speaker please".
7. The head of a plain request is a must on every listed facet: the one value that is asked for ("something scary",
   "a film about zombies").
8. Beside other values, a value of a choice (category, flag, people, or many with few values: "a comedy", "a laptop", "with
   Tom Hanks") is a must; a mood, theme or use (keywords, tags, moods, what it is good for, or a word that only hints at a
   value) describes what is asked for ("a funny western", "headphones for the gym") and is a preference.
"""

from __future__ import annotations

from functools import cache

from ....catalog.facets import LISTED
from ....dialogue.preferences import Strength
from .analysis import Analysis
from .cues import Cue, Lexicon
from .findings import Finding
from .polarity import Leaning, starts_anew
from .vocabulary import Vocabulary

_LIMITS = frozenset({"<", "<=", ">", ">="})


@cache
def _lexicon() -> Lexicon:
    return Lexicon.of("strength.toml", "plain", "prefer", "must", "taste")


def cues_of_strength(analysis: Analysis) -> tuple[Cue, ...]:
    """Find the words of a message that say how firmly something is meant."""
    return _lexicon().find(analysis)


def strength_of(
    finding: Finding,
    leaning: Leaning,
    analysis: Analysis,
    cues: tuple[Cue, ...],
    vocabulary: Vocabulary,
    *,
    head: bool = False,
    others: tuple[Finding, ...] = (),
) -> Strength:
    """Decide how firmly one finding is meant, by the rule above.

    `head`: it is the head of a plain request; `others`: what else the message says, in which cues can be at home.
    """
    if finding.strength:
        return finding.strength
    softened = leaning.soft or (finding.soft and leaning.polarity == "unwanted")
    if softened and finding.polarity is None:
        return "prefer"
    first, last = analysis.tokens_of(finding.span)
    clause = analysis.clause_at(first)
    near = [cue for cue in cues if clause.first <= cue.first < clause.last]
    firmness = [cue for cue in near if cue.kind in {"must", "prefer"}]
    away = [analysis.tokens_of(one.span) for one in others if one.facet != finding.facet]
    if _is_limit(finding, vocabulary):
        own = [cue for cue in firmness if not _parted(analysis, cue, (first, last), away)]
        return "prefer" if _nearest(own, first, last) == "prefer" else "must"
    describes = finding.soft or is_descriptive(finding.facet, vocabulary)
    if describes:
        firmness = [
            cue
            for cue in firmness
            if cue.kind == "prefer" or not _between(cue, (first, last), away)
        ]
    said = _nearest(firmness, first, last)
    if said == "prefer" or (said == "must" and leaning.polarity == "wanted"):
        return "prefer" if said == "prefer" else "must"
    if leaning.polarity == "unwanted":
        return "must"
    if any(cue.kind == "taste" and _reaches(analysis, cue, first) for cue in near):
        return "prefer"
    return "must" if head or not describes else "prefer"


def _is_limit(finding: Finding, vocabulary: Vocabulary) -> bool:
    """Tell whether a finding sets a bound: "at most 400", "from 90 to 120 minutes"; a decade is a time, not a bound."""
    facet = vocabulary.schema.get(finding.facet)
    if finding.operator == "any_of":
        return facet is not None and bool(facet.order)
    if finding.operator == "between":
        return facet is not None and facet.type != "date" and facet.measure != "year"
    return finding.operator in _LIMITS


def _between(
    cue: Cue, place: tuple[int, int], away: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return the places of other findings that stand between a cue and a finding."""
    low, high = (cue.last, place[0]) if cue.last <= place[0] else (place[1], cue.first)
    return [one for one in away if low <= one[0] and one[1] <= high]


def _parted(
    analysis: Analysis, cue: Cue, place: tuple[int, int], away: list[tuple[int, int]]
) -> bool:
    """Tell whether a cue is said of something else that a comma parts from a limit: "maybe a tablet, max 300"."""
    found = _between(cue, place, away)
    if not found:
        return False
    if cue.last > place[0]:
        return True
    return "," in analysis.keys[found[-1][1] : place[0]]


def _reaches(analysis: Analysis, cue: Cue, first: int) -> bool:
    """Tell whether a word of taste holds for a value after it: nothing between starts a wish anew."""
    if cue.first >= first:
        return False
    return not any(
        key == "," and starts_anew(analysis, at, first)
        for at, key in enumerate(analysis.keys[cue.last : first], start=cue.last)
    )


def head_of(
    findings: tuple[Finding, ...], leaning: tuple[Leaning, ...], vocabulary: Vocabulary
) -> Finding | None:
    """Return the one listed value that a message wants, or None where it wants several or none."""
    wanted = [
        finding
        for finding, leans in zip(findings, leaning, strict=True)
        if finding.kind == "preference"
        and leans.polarity == "wanted"
        and (facet := vocabulary.schema.get(finding.facet)) is not None
        and facet.type in LISTED
        and not facet.people
    ]
    return wanted[0] if len(wanted) == 1 else None


def is_descriptive(facet: str, vocabulary: Vocabulary) -> bool:
    """Tell whether the values of a facet describe (moods, themes, uses) rather than being choices."""
    themed = any(_lexicon().has("themes", word) for word in facet.casefold().split("_"))
    return themed or is_purpose(facet) or vocabulary.broad(facet)


def is_purpose(facet: str) -> bool:
    """Tell whether the values of a facet say what or whom something is for."""
    return any(_lexicon().has("purposes", word) for word in facet.casefold().split("_"))


def enough_of_one(facet: str) -> bool:
    """Tell whether one value of a facet is enough for a person, as of streaming services."""
    return any(_lexicon().has("enough", word) for word in facet.casefold().split("_"))


def _nearest(cues: list[Cue], first: int, last: int) -> str | None:
    if not cues:
        return None
    before = [cue for cue in cues if cue.last <= first]
    after = [cue for cue in cues if cue.first >= last]
    if before and after:
        return "prefer" if "prefer" in {before[-1].kind, after[0].kind} else "must"
    chosen = before[-1] if before else after[0] if after else None
    return chosen.kind if chosen else None
