from __future__ import annotations

import pytest

from .reading_parts import polarities, read, shop


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("anything but horror", set(), {"horror"}),
        ("no horror, war or westerns", set(), {"horror", "war", "western"}),
        (
            "I don't like horror or thrillers but comedies are fine",
            {"comedy"},
            {"horror", "thriller"},
        ),
        ("I hate horror and I love comedy", {"comedy"}, {"horror"}),
        ("I hate horror i love comedy", {"comedy"}, {"horror"}),
        ("comedies are not my thing", set(), {"comedy"}),
        ("comedies I can't stand", set(), {"comedy"}),
        ("westerns bore me", set(), {"western"}),
        ("everything except musicals", set(), {"musical"}),
        ("I don't mind horror", {"horror"}, set()),
        ("I don't dislike westerns", {"western"}, set()),
        ("not only comedies", {"comedy"}, set()),
        ("nothing but comedies", {"comedy"}, set()),
        ("I'm not sure, maybe a comedy", {"comedy"}, set()),
        ("No, I want a comedy", {"comedy"}, set()),
        ("I don't really like horror movies, what about thrillers", {"thriller"}, {"horror"}),
        ("not a big fan of westerns", set(), {"western"}),
        ("tired of superheroes, give me a mystery", {"mystery"}, {"superheroes"}),
    ],
)
def test_a_cue_turns_what_stands_in_its_scope(
    text: str, wanted: set[str], unwanted: set[str]
) -> None:
    found = polarities(text)
    assert {value for value in wanted | unwanted if value in found} == wanted | unwanted
    assert {value for value in found if found[value] == "unwanted"} == unwanted


def test_people_are_unwanted_like_values() -> None:
    assert polarities("not Tom Hanks") == {"Tom Hanks": "unwanted"}


def test_no_more_than_is_a_limit_and_not_a_negation() -> None:
    assert set(polarities("no more than 90 minutes").values()) == {"wanted"}


def test_no_before_what_is_taken_back_negates_nothing_after_it() -> None:
    said = read("no forget that, a phone", shop())
    assert [(one.value, one.polarity) for one in said.changes if one.op == "add"] == [
        ("phone", "wanted")
    ]
