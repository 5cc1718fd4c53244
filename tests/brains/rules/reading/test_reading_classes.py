"""What whole messages say, by the classes of phrasing that several readers settle together."""

from __future__ import annotations

import pytest

from .reading_parts import changes, films, polarities, read, shop, stances


@pytest.mark.parametrize(
    "title",
    [
        "While You Were Sleeping",
        '"While You Were Sleeping"',
        "Star Wars: Episode I – The Phantom Menace",
    ],
)
def test_a_word_that_opens_clauses_may_open_a_title(title: str) -> None:
    assert list(stances(f"I have seen {title}").items()) == [(title.strip('"'), "seen")]


def test_another_title_of_an_item_names_the_item() -> None:
    said = read("i really liked the holy grail one")
    assert said.changes == ()
    assert [films().catalog[one.item_ids[0]].title for one in said.mentions] == [
        "Monty Python and the Holy Grail"
    ]


@pytest.mark.parametrize("text", ["moon landing", "something with aliens", "Rocky 3"])
def test_common_words_and_sequels_are_no_titles(text: str) -> None:
    assert read(text).mentions == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("an animated film for the family", "family"),
        ("something for the kids", "family"),
        ("a comedy for the whole family", "family"),
    ],
)
def test_whom_or_what_it_is_for_is_wished_for(text: str, value: str) -> None:
    assert value in [one.value for one in read(text).changes]


def test_a_use_is_wished_for_and_a_companion_is_not() -> None:
    assert ("good_for", "contains", "office work", "wanted", "prefer") in changes(
        "a printer for the office", shop()
    )
    read_of = changes("a sleeve for my laptop", shop())
    assert [one[:2] for one in read_of] == [("text", "matches"), ("text", "matches")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no horror, a comedy please", {"horror": "unwanted", "comedy": "wanted"}),
        ("no horror, thriller or western", {"horror": "unwanted", "western": "unwanted"}),
        ("not a comedy, a drama or a western", {"comedy": "unwanted", "western": "unwanted"}),
        ("a drama rather than that", {"drama": "wanted"}),
        ("no wait, a drama", {"drama": "wanted"}),
        ("it doesn't have to be a drama", {"drama": "wanted"}),
    ],
)
def test_a_negation_ends_where_something_new_is_wanted(
    text: str, expected: dict[object, str]
) -> None:
    assert expected.items() <= polarities(text).items()


@pytest.mark.parametrize(
    ("text", "unheld"),
    [
        ("at least 4 stars", ("at least 4 stars",)),
        ("a comedy with less than 300 pages", ("less than 300 pages",)),
        ("a comedy with at least two sequels", ("at least two sequels",)),
        ("a comedy with more than 10 megapixels", ("more than 10 megapixels",)),
        ("something cheaper", ("cheaper",)),
    ],
)
def test_a_limit_that_the_catalogue_cannot_hold_is_kept_whole(
    text: str, unheld: tuple[str, ...]
) -> None:
    said = read(text)
    assert (said.unheld, said.unread) == (unheld, ())
    assert all(one.facet != "text" for one in said.changes)


def test_a_comparison_that_the_catalogue_cannot_hold_searches_for_nothing() -> None:
    assert read("something cheaper").changes == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nothing heavier than 1.5 kg and not more than 1200", {"weight_kg": 1.5, "price": 1200.0}),
        ('a laptop 16gb ram 512gb ssd 14" max 1000', {"memory_gb": 16.0, "price": 1000.0}),
    ],
)
def test_each_number_keeps_its_own_limit(text: str, expected: dict[str, float]) -> None:
    found = {one.facet: one.value for one in read(text, shop()).changes}
    assert expected.items() <= found.items()


def test_works_that_are_known_wish_for_nothing() -> None:
    assert read("I've seen most Christopher Nolan films").changes == ()


def test_money_of_another_currency_is_noted() -> None:
    assert read("a laptop under 600 euros", shop()).notes == (
        "read 600 EUR as 600 USD: rates change",
    )


@pytest.mark.parametrize("text", ["I'll listen to it later", "the song you found earlier"])
def test_adverbs_of_time_compare_nothing(text: str) -> None:
    assert read(text).changes == ()


@pytest.mark.parametrize(
    "text", ["what about battery?", "how about the battery life", "what about the battery"]
)
def test_the_bare_name_of_a_facet_asks_for_it(text: str) -> None:
    assert read(text, shop()).asked_facets == ("battery_hours",)


@pytest.mark.parametrize("text", ["what about a phone?", "how about Oriva?"])
def test_the_bare_name_of_a_value_wishes_for_it(text: str) -> None:
    assert {one.value for one in read(text, shop()).changes} & {"phone", "Oriva"}


def test_a_word_joined_by_a_hyphen_is_one_wish() -> None:
    assert read("noise cancelling, over-ear", shop()).unread == ("over-ear",)


def test_what_ails_the_old_one_is_no_wish() -> None:
    said = read("my laptop died, I need a new one, budget 700", shop())
    assert {one.facet for one in said.changes} == {"category", "price"}


def test_a_demand_that_opens_like_a_question_asks_nothing() -> None:
    said = read("has to be waterproof", shop())
    assert [(one.facet, one.value, one.strength) for one in said.changes] == [
        ("waterproof", True, "must")
    ]
