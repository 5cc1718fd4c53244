"""Strength: what must be, and what would be nice.

The rule, first match wins:

1. A reader that settles it ("under 900" is a must) is followed.
2. What is unwanted to a degree ("not too scary"), or only hinted at by a mood word ("funny"), is a preference.
3. A word of the clause that says so: "must", "has to be", "only" make a must; "ideally", "would be nice" a
   preference. Words of preference weigh more, and the one nearest before the value is taken.
4. What is unwanted is a must.
5. Words of taste ("I like comedies") make a preference: they say what pleases in general.
6. A value of a choice (category, flag, people, or many with few values: "a comedy", "a laptop", "with Tom Hanks") is a must; a
   value of a pool of themes (keywords, tags, moods) is a preference.
"""

from __future__ import annotations

from functools import cache

from ...dialogue.preferences import Strength
from .analysis import Analysis
from .cues import Cue, Lexicon
from .findings import Finding
from .polarity import Leaning
from .vocabulary import Vocabulary


@cache
def _lexicon() -> Lexicon:
    return Lexicon.of("strength.toml", "prefer", "must", "taste")


def cues_of_strength(analysis: Analysis) -> tuple[Cue, ...]:
    """Find the words of a message that say how firmly something is meant."""
    return _lexicon().find(analysis)


def strength_of(
    finding: Finding,
    leaning: Leaning,
    analysis: Analysis,
    cues: tuple[Cue, ...],
    vocabulary: Vocabulary,
) -> Strength:
    """Decide how firmly one finding is meant, by the rule above."""
    if finding.strength:
        return finding.strength
    if leaning.soft or finding.soft:
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
    return "prefer" if is_theme(finding.facet, vocabulary) else "must"


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
