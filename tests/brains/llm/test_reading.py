"""The model reads: operations with quotes, checked against the message and snapped to the catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from chatrec import Catalog, Reply
from chatrec.brains.llm.quotes import quoted_in
from tests.brains.llm.scripted import by_task, opened, scoring, task_of


def operation(facet: str, value: str, quote: str, **more: object) -> dict[str, object]:
    return {"op": "add", "facet": facet, "value": value, "quote": quote, **more}


def reading(*operations: object, intent: str = "recommend", **more: object) -> dict[str, object]:
    return {"intent": intent, "operations": list(operations), **more}


def say(
    films: Catalog, home: Path, understand: object, message: str, *before: str, **settings: Any
) -> Reply:
    """Answer a message by a model that reads it in one way, after some that the rules read."""
    answer = by_task(
        understand={"intent": "recommend", "operations": []}, recommend=scoring(lambda _: 4)
    )
    with opened(films, home, answer, calls=2, **settings) as (bot, server):
        chat = bot.session()
        for one in before:
            chat.say(one)
        server.answer = by_task(understand=understand, recommend=scoring(lambda _: 4))
        return chat.say(message)


def entries(reply: Reply) -> list[tuple[str, str, object, str, str]]:
    return [
        (one.facet, one.operator, one.value, one.polarity, one.strength)
        for one in reply.preferences.entries
    ]


def test_what_it_reads_becomes_the_state_with_the_person_s_words(
    films: Catalog, tmp_path: Path
) -> None:
    read = reading(
        operation("genres", "western", "Rockets And  Stuff", strength="must"),
        operation("genres", "horror", "nothing that gives me nightmares", polarity="unwanted"),
    )
    reply = say(films, tmp_path, read, "rockets and stuff, nothing that gives me nightmares")
    assert entries(reply) == [
        ("text", "matches", "rockets and stuff", "wanted", "prefer"),
        ("genres", "contains", "Horror", "unwanted", "prefer"),
    ]
    assert reply.preferences.entries[1].source.quote == "nothing that gives me nightmares"
    assert [one.task for one in reply.trace.calls] == ["understand", "recommend"]
    assert reply.trace.fallbacks == ()


def test_values_are_those_of_the_catalogue_and_numbers_those_of_the_quote(
    films: Catalog, tmp_path: Path
) -> None:
    read = reading(
        operation("genres", "SCIENCE fiction", "space"),
        operation("minutes", "1.5", "an hour and a half at most", operator="<=", strength="must"),
        operation("director", "brook", "by Brook"),
        operation("year", "", "rather a newer one", operator="high"),
    )
    message = "space, by Brook, an hour and a half at most, rather a newer one"
    assert entries(say(films, tmp_path, read, message)) == [
        ("genres", "contains", "Science Fiction", "wanted", "prefer"),
        ("minutes", "<=", 90.0, "wanted", "must"),
        ("director", "is", "Ada Brook", "wanted", "prefer"),
        ("year", "high", None, "wanted", "prefer"),
    ]


def test_a_quote_that_was_not_said_is_dropped(films: Catalog, tmp_path: Path) -> None:
    read = reading(
        operation("genres", "Drama", "some drama"), operation("genres", "Horror", "horror please")
    )
    reply = say(films, tmp_path, read, "maybe some drama for the evening")
    assert [value for _, _, value, _, _ in entries(reply)] == ["Drama"]


@pytest.mark.parametrize(
    "read",
    [
        reading(operation("genres", "Horror", "horror please")),
        reading(),
    ],
    ids=["nothing that was said", "no wish where there is one"],
)
def test_where_nothing_it_read_holds_the_rules_read(
    read: object, films: Catalog, tmp_path: Path
) -> None:
    reply = say(films, tmp_path, read, "I would like a comedy for the evening")
    assert [value for _, _, value, _, _ in entries(reply)] == ["Comedy"]
    assert [(one.step, one.kind) for one in reply.trace.fallbacks] == [("understand", "unfounded")]


def test_a_retraction_names_an_entry(films: Catalog, tmp_path: Path) -> None:
    read = reading({"op": "remove", "entry": "p1", "quote": "the funny bit"}, intent="refine")
    message = "on reflection you may forget about the funny bit"
    assert entries(say(films, tmp_path, read, message, "I want to see a comedy")) == []


def test_items_are_meant_by_their_keys(films: Catalog, tmp_path: Path) -> None:
    read = reading(
        intent="reject",
        references=[{"key": "s01", "stance": "seen", "quote": "watched the upper one"}],
    )
    message = "well I already watched the upper one with my sister"
    reply = say(films, tmp_path, read, message, "I want to see a drama")
    first = reply.preferences.items("shown")[0]
    assert reply.preferences.items("seen") == (first,)


def test_a_stall_in_reading_is_not_waited_for_twice(films: Catalog, tmp_path: Path) -> None:
    from tests.llm.loopback import STALL

    answer = by_task(understand=STALL, recommend=scoring(lambda _: 5))
    with opened(films, tmp_path, answer, calls=2, timeout=1.0) as (bot, server):
        reply = bot.session().say("I want to see a comedy")
    assert [task_of(one) for one in server.requests] == ["understand"]
    assert [(one.step, one.kind) for one in reply.trace.fallbacks] == [
        ("understand", "stall"),
        ("recommend", "stall"),
    ]
    assert reply.picks


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("No HORROR", "no horror"),
        ("horror, nights", "horror nights"),
        ("rror", ""),
        ("", ""),
        ("…", ""),
    ],
)
def test_a_quote_is_found_by_its_words(quote: str, found: str) -> None:
    assert quoted_in("please no horror nights", quote) == found


def test_a_negation_that_a_quote_cuts_in_two_leaves_the_limit_as_the_model_has_it(
    films: Catalog, tmp_path: Path
) -> None:
    quote = "not sit through more than 90 minutes"
    read = reading(operation("minutes", "90", quote, operator="<=", strength="must"))
    assert entries(say(films, tmp_path, read, f"I'd rather {quote}")) == [
        ("minutes", "<=", 90.0, "wanted", "must")
    ]


def test_a_number_without_a_word_of_limit_takes_the_limit_of_the_model(
    films: Catalog, tmp_path: Path
) -> None:
    read = reading(operation("minutes", "90", "90 minutes", operator="<=", strength="must"))
    assert entries(say(films, tmp_path, read, "we have the room, 90 minutes, that is it")) == [
        ("minutes", "<=", 90.0, "wanted", "must")
    ]


def test_what_the_rules_know_of_words_that_fit_no_facet_goes_before_a_free_wish(
    films: Catalog, tmp_path: Path
) -> None:
    read = reading(operation("text", "for a child", "scary films for a rainy night"))
    found = entries(say(films, tmp_path, read, "scary films for a rainy night"))
    assert ("genres", "contains", "Horror", "wanted", "must") in found
    assert all(facet != "text" for facet, *_ in found)


def test_markup_and_what_nobody_sees_never_become_a_wish(films: Catalog, tmp_path: Path) -> None:
    message = "show ![x](http://evil.example) the \u2066moon\u2069 landing"
    read = reading(operation("text", message, message))
    reply = say(films, tmp_path, read, message)
    (wish,) = reply.preferences.entries
    assert wish.value == "show x the moon landing"
    assert "evil" not in reply.text
