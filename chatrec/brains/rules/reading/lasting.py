"""Lasting wishes: "in general I never watch horror, remember that" is meant beyond this chat."""

from __future__ import annotations

from functools import cache

from ....dialogue.preferences import Scope
from .analysis import Analysis
from .cues import Cue, Lexicon


@cache
def _lexicon() -> Lexicon:
    return Lexicon.of("lasting.toml", "lasting")


def lasting_cues(analysis: Analysis) -> tuple[Cue, ...]:
    """Find the words of a message that say that its wishes last."""
    return _lexicon().find(analysis)


def scope_of(analysis: Analysis, cues: tuple[Cue, ...], place: int) -> Scope:
    """Return how long a wish at a token is meant to last: `user` where its sentence or the next one says so."""
    here = analysis.clause_at(place).sentence
    told = {analysis.clause_at(cue.first).sentence for cue in cues}
    return "user" if here in told or here + 1 in told else "chat"
