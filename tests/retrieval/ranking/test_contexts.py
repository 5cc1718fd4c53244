from __future__ import annotations

from chatrec.retrieval.learning.interactions import Dialogue, Turn
from chatrec.retrieval.ranking.contexts import query_of, recommendations, wishes
from tests.retrieval.shelf import FILMS

TALK = Dialogue(
    "d",
    (
        Turn("seeker", "I loved Alien (1979) and alien things", ("alien",)),
        Turn("recommender", "Try Nosferatu", ("nosferatu",)),
        Turn("seeker", "Seen it. Funny ones?", ()),
        Turn("recommender", "Airplane!, or Nosferatu again", ("airplane", "nosferatu")),
        Turn("seeker", "The Naked Gun is better", ("gun",)),
    ),
)


def test_a_recommendation_holds_what_nobody_had_named() -> None:
    first, second = recommendations(TALK)
    assert (first.items, first.later) == (("nosferatu",), ("airplane", "gun"))
    assert (second.items, second.later) == (("airplane",), ("gun",))
    assert second.turns == TALK.turns[:3]


def test_titles_and_their_years_are_no_wishes() -> None:
    assert wishes(TALK.turns[:1], FILMS).split() == ["I", "loved", "and", "things"]


def test_only_the_seeker_wishes() -> None:
    assert "Try" not in wishes(TALK.turns, FILMS)


def test_the_query_names_what_was_named_and_excludes_it() -> None:
    query = query_of([*TALK.turns[:2], Turn("seeker", "", ("unknown",))], FILMS)
    assert query.liked == ("alien", "nosferatu")
    assert query.excluded == {"alien", "nosferatu", "unknown"}
