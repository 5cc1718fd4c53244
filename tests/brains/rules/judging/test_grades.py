from __future__ import annotations

from chatrec.brains.rules.judging.grades import grade, spreads_of
from chatrec.brains.rules.judging.judge import weigh
from tests.grounding.shelf import FILM_SCHEMA, FILMS, SHOP, state


def test_less_is_better_goes_by_the_place_among_the_candidates() -> None:
    among = [FILMS[one] for one in ("f2", "f3", "f1")]
    for operator, best_first in (("low", ["f3", "f1", "f2"]), ("high", ["f2", "f1", "f3"])):
        wishes = state(("runtime", operator, None, "…"))
        spreads = spreads_of(among, wishes, FILM_SCHEMA)
        grades = {
            item.id: grade(wishes.entries[0], item, FILM_SCHEMA, spreads).grade for item in among
        }
        assert sorted(grades, key=lambda one: -grades[one]) == best_first
        assert 0 < min(grades.values()) < 0.5 < max(grades.values()) < 1


def test_a_nearer_number_is_graded_higher() -> None:
    near = weigh(SHOP["h1"], state(("price", "about", 120.0, "around 120")), SHOP)
    far = weigh(SHOP["h1"], state(("price", "about", 20.0, "around 20")), SHOP)
    assert 0 < near.match < 0.5
    assert far.match == 0
