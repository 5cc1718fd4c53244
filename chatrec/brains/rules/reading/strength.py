"""Strength: what must be, and what would be nice.

The rule, first match wins:

1. A reader that settles it ("under 900" is a must) is followed.
2. What is unwanted to a degree ("not too scary"), or unwanted and only hinted at by a mood word, is a preference.
3. A word of the clause that says so: "must", "has to be", "only" make a must; "ideally", "would be nice", "a bit" a
   preference. Words of preference weigh more, and the one nearest before the value is taken.
4. What is unwanted is a must.
5. Words of taste ("I like comedies") make a preference: they say what pleases in general.
6. The head of a plain request is a must on every listed facet: the one value that is asked for ("something scary",
   "a film about zombies").
7. Beside other values, a value of a choice (category, flag, people, or many with few values: "a comedy", "a laptop", "with
   Tom Hanks") is a must; a mood or theme (keywords, tags, moods, or a word that only hints at a value) describes what is
   asked for ("a funny western", "funny, warm and clever") and is a preference.
"""

from __future__ import annotations

from functools import cache

from ....catalog.facets import LISTED
from ....dialogue.preferences import Strength
from .analysis import Analysis
from .cues import Cue, Lexicon
from .findings import Finding
from .polarity import Leaning
from .vocabulary import Vocabulary


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
) -> Strength:
    """Decide how firmly one finding is meant, by the rule above; `head`: it is the head of a plain request."""
    if finding.strength:
        return finding.strength
    if leaning.soft or (finding.soft and leaning.polarity == "unwanted"):
        return "prefer"
    first, last = analysis.tokens_of(finding.span)
    clause = analysis.clause_at(first)
    near = [cue for cue in cues if clause.first <= cue.first < clause.last]
    said = _nearest([cue for cue in near if cue.kind in {"must", "prefer"}], first, last)
    if said == "prefer" or (said == "must" and leaning.polarity == "wanted"):
        return "prefer" if said == "prefer" else "must"
    if leaning.polarity == "unwanted":
        return "must"
    if any(cue.kind == "taste" and cue.first < first for cue in near):
        return "prefer"
    if head:
        return "must"
    return "prefer" if finding.soft or is_theme(finding.facet, vocabulary) else "must"


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


def is_theme(facet: str, vocabulary: Vocabulary) -> bool:
    """Tell whether the values of a facet are moods and themes rather than choices."""
    words = facet.casefold().split("_")
    return vocabulary.broad(facet) or any(_lexicon().has("themes", word) for word in words)


def _nearest(cues: list[Cue], first: int, last: int) -> str | None:
    if not cues:
        return None
    before = [cue for cue in cues if cue.last <= first]
    after = [cue for cue in cues if cue.first >= last]
    if before and after:
        return "prefer" if "prefer" in {before[-1].kind, after[0].kind} else "must"
    chosen = before[-1] if before else after[0] if after else None
    return chosen.kind if chosen else None
