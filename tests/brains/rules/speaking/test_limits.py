from __future__ import annotations

import pytest

from chatrec.brains.rules.speaking.limits import limit_relation, spoken_limit
from chatrec.brains.rules.speaking.phrases import Phrasebook
from chatrec.brains.rules.speaking.speech import Speech
from chatrec.dialogue.preferences import Operator
from tests.grounding.shelf import FILM_SCHEMA, FILMS, SHOP, SHOP_SCHEMA, brief, state


def relation(price: float, operator: Operator, limit: float, quote: str) -> tuple[str, str]:
    wishes = state(("price", operator, limit, quote, "must"))
    facet = SHOP_SCHEMA.get("price")
    assert facet is not None
    item = next(one for one in SHOP if one.fact("price") == price)
    speech = Speech(brief(SHOP, wishes), SHOP, Phrasebook(1))
    return limit_relation(item, wishes["p1"], facet, speech)


@pytest.mark.parametrize(
    ("operator", "limit", "words"),
    [
        ("<", 1500.0, ("well under", "comfortably within", "$651 under")),
        ("<", 1000.0, ("under your $1,000", "within your $1,000", "$151 under")),
        ("<=", 860.0, ("just under", "only just within", "close to your $860")),
        ("<=", 849.0, ("right at your $849",)),
        (">", 500.0, ("well over", "far more than")),
        (">=", 800.0, ("over your $800", "more than the $800")),
    ],
)
def test_how_far_a_number_is_from_the_limit(
    operator: Operator, limit: float, words: tuple[str, ...]
) -> None:
    said, _ = relation(849.0, operator, limit, f"{limit:.0f}")
    assert said.startswith(words)


def test_only_a_limit_that_the_person_put_in_numbers_is_theirs() -> None:
    assert relation(849.0, "<", 1500.0, "cheaper") == ("", "")
    assert relation(849.0, "<", 1500.0, "under a grand and a half") != ("", "")


def test_a_broken_limit_has_no_such_words() -> None:
    assert relation(849.0, "<", 800.0, "under 800") == ("", "")
    assert relation(849.0, ">", 900.0, "over 900") == ("", "")


@pytest.mark.parametrize(
    ("minutes", "quote", "words"),
    [
        (120.0, "under two hours", "two hours"),
        (90.0, "an hour and a half", "hour and a half"),
        (150.0, "2.5 hours", "two and a half hours"),
        (100.0, "under 100 minutes", "100 minutes"),
        (120.0, "under 120", "120 minutes"),
    ],
)
def test_hours_are_said_to_who_spoke_of_hours(minutes: float, quote: str, words: str) -> None:
    facet = FILM_SCHEMA.get("runtime")
    entry = state(("runtime", "<", minutes, quote))["p1"]
    assert facet is not None and FILMS
    assert spoken_limit(entry, facet, minutes) == words
