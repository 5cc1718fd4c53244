from __future__ import annotations

from chatrec.brains.rules.judging.judge import weigh
from tests.grounding.shelf import FILMS, state


def test_people_shared_with_a_liked_item_are_a_reason() -> None:
    weighed = weigh(FILMS["f3"], state(liked=["f1"]), FILMS)
    (one,) = weighed.because
    assert (one.facet, one.value, one.related) == ("directors", ("Ada Lindqvist",), "f1")


def test_being_on_the_same_service_makes_no_two_films_alike() -> None:
    assert not [
        one for one in weigh(FILMS["f2"], state(liked=["f1"]), FILMS).because if one.related
    ]
