from __future__ import annotations

import pytest

from chatrec.brains.rules.analysis import analyse
from chatrec.brains.rules.stances import stance_of


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("I loved X", "liked"),
        ("I have never seen X", "not_seen"),
        ("something similar to X", "like_this"),
        ("X was boring", "disliked"),
        ("I'll go with X", "accepted"),
        ("tell me more about X", "asked"),
        ("anything but X", "rejected"),
        ("X", None),
        ("I liked it but X", None),
    ],
)
def test_the_nearest_cue_of_the_sentence_counts(text: str, stance: str | None) -> None:
    analysis = analyse(text)
    place = analysis.keys.index("x")
    assert stance_of(analysis, place, place + 1) == stance


def test_taking_counts_only_right_before_the_item() -> None:
    analysis = analyse("give me a summary of X")
    place = analysis.keys.index("x")
    assert stance_of(analysis, place, place + 1) != "accepted"
