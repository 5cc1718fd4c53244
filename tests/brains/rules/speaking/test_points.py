from __future__ import annotations

from chatrec.brains.rules.judging.judge import weigh
from chatrec.brains.rules.speaking.phrases import Phrasebook
from chatrec.brains.rules.speaking.points import join_points, other_points, points_of
from chatrec.brains.rules.speaking.speech import Speech
from chatrec.dialogue.preferences import Preferences
from tests.grounding.shelf import FILMS, SHOP, brief, state

LAPTOPS = state(
    ("category", "is", "laptop", "a laptop", "must"), ("price", "<", 900.0, "under 900", "must")
)


def speech(preferences: Preferences) -> Speech:
    catalog = SHOP if preferences.on("category") else FILMS
    return Speech(brief(catalog, preferences), catalog, Phrasebook(0))


def test_limits_come_before_what_all_picks_meet() -> None:
    given = speech(LAPTOPS)
    points = points_of(SHOP["l1"], weigh(SHOP["l1"], LAPTOPS, SHOP).because, given)
    assert [point.facets for point in points] == [{"price"}]
    assert points[0].lead == "at $849" and "$900" in points[0].relation


def test_that_a_laptop_is_a_laptop_is_no_point() -> None:
    given = speech(LAPTOPS)
    points = points_of(SHOP["l1"], weigh(SHOP["l1"], LAPTOPS, SHOP).because, given)
    assert all("category" not in point.facets for point in points)


def test_being_first_among_the_picks_is_a_point_of_its_own() -> None:
    given = speech(LAPTOPS)
    others = list(other_points(SHOP["l1"], (), given, told=frozenset({"price"})))
    assert others[0].relation == "lighter than the other"
    assert others[0].text == "weighs 1.12 kg, lighter than the other"


def test_what_all_picks_share_sets_none_apart() -> None:
    wishes = state(("genres", "contains", "comedy", "", "must"))
    given = speech(wishes)
    told = {
        facet
        for point in other_points(FILMS["f1"], (), given, told=frozenset())
        for facet in point.facets
    }
    assert "rated" not in told


def test_a_relation_is_set_off_by_commas() -> None:
    given = speech(LAPTOPS)
    points = points_of(SHOP["l1"], weigh(SHOP["l1"], LAPTOPS, SHOP).because, given)
    more = list(other_points(SHOP["l1"], (), given, told=frozenset({"price"})))
    assert join_points([points[0], more[0]]) == f"{points[0].text}, and {more[0].text}"
