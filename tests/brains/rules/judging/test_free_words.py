from __future__ import annotations

from chatrec.brains.rules.judging.judge import weigh
from tests.grounding.shelf import FILMS, state


def test_a_free_wish_is_found_in_the_description() -> None:
    (one,) = weigh(FILMS["f2"], state(("text", "matches", "a storm", "a storm")), FILMS).because
    assert (one.facet, one.value) == (
        "description",
        "A storm, a ferry, and nine passengers with a secret each.",
    )


def test_most_words_of_a_free_wish_are_enough_and_half_are_not() -> None:
    most = state(("text", "matches", "storm secret volcano", "…"))
    half = state(("text", "matches", "storm volcano", "…"))
    assert weigh(FILMS["f2"], most, FILMS).because
    assert not weigh(FILMS["f2"], half, FILMS).because
