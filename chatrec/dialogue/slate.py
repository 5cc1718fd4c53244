"""The slate: the few items that are shown at once."""

from __future__ import annotations

from ..brains.brain import Judgement
from ..retrieval.ranking.diversity import diversify
from ..retrieval.retriever import Retriever

_WEIGHED = 24
"""How many of the best judgements the slate is chosen from."""


def choose_slate(
    judged: tuple[Judgement, ...], *, size: int, retriever: Retriever
) -> tuple[Judgement, ...]:
    """Choose the slate from judgements ordered best first, so that it is not five of the same.

    An item that meets less of what was asked for never takes the place of one that meets more.
    """
    best = judged[:_WEIGHED]
    if len(best) <= size:
        return best
    worst_match = sorted((one.match for one in best), reverse=True)[size - 1]
    fit = [one for one in best if one.match >= worst_match]
    places = diversify(
        [one.candidate.item.id for one in fit],
        [one.score for one in fit],
        retriever=retriever,
        size=size,
    )
    return tuple(fit[place] for place in places)
