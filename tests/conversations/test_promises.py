"""The checks see what they are for: a reply that was tampered with is caught, the reply as it came is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chatrec import Chatbot, Reply, Settings

from .heard import Heard
from .promises import broken

MESSAGE = "a drama over 100 minutes on Netflix"
Tampering = Callable[[Reply, Chatbot], Reply]


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chatbot]:
    home: Path = tmp_path_factory.mktemp("tampering")
    with Chatbot.open("movies", settings=Settings(home=home)) as opened:
        yield opened


def _other_number(reply: Reply, bot: Chatbot) -> Reply:
    return reply.model_copy(update={"text": reply.text + "\nIt runs 987 minutes."})


def _other_person(reply: Reply, bot: Chatbot) -> Reply:
    held = {name for pick in reply.picks for name in _names(pick.item.fact("cast"))}
    stranger = next(
        name for item in bot.catalog for name in _names(item.fact("cast")) if name not in held
    )
    return reply.model_copy(update={"text": f"{reply.text}\nIt stars {stranger}."})


def _names(fact: object) -> tuple[str, ...]:
    return fact if isinstance(fact, tuple) else ()


def _other_title(reply: Reply, bot: Chatbot) -> Reply:
    return reply.model_copy(
        update={"text": reply.text.replace(reply.picks[0].item.title, "Blorptown")}
    )


def _one_line_more(reply: Reply, bot: Chatbot) -> Reply:
    return reply.model_copy(update={"text": f"{reply.text}\n9. Blorptown: a film."})


def _other_fact(reply: Reply, bot: Chatbot) -> Reply:
    pick = reply.picks[0]
    because = pick.because[0].model_copy(update={"facet": "runtime", "value": 1.0})
    changed = pick.model_copy(update={"because": (because,)})
    return reply.model_copy(update={"picks": (changed, *reply.picks[1:])})


def _must_broken(reply: Reply, bot: Chatbot) -> Reply:
    entries = tuple(
        one.model_copy(update={"polarity": "unwanted"}) if one.facet == "genres" else one
        for one in reply.preferences.entries
    )
    state = reply.preferences.model_copy(update={"entries": entries})
    return reply.model_copy(update={"preferences": state})


def _twice(reply: Reply, bot: Chatbot) -> Reply:
    return reply.model_copy(update={"picks": (reply.picks[0], *reply.picks)})


def _two_questions(reply: Reply, bot: Chatbot) -> Reply:
    return reply.model_copy(update={"text": f"{reply.text} Really? Are you sure?"})


def _quote_nobody_said(reply: Reply, bot: Chatbot) -> Reply:
    first = reply.preferences.entries[0]
    source = first.source.model_copy(update={"quote": "never said"})
    entries = (first.model_copy(update={"source": source}), *reply.preferences.entries[1:])
    state = reply.preferences.model_copy(update={"entries": entries})
    return reply.model_copy(update={"preferences": state})


def _unconfirmed(reply: Reply, bot: Chatbot) -> Reply:
    adult = next(item for item in bot.catalog if item.fact("certificate") == "NC-17")
    pick = reply.picks[0].model_copy(update={"item": adult, "because": (), "caveats": ()})
    return reply.model_copy(update={"picks": (pick,), "text": adult.title})


def _markup(reply: Reply, bot: Chatbot) -> Reply:
    return reply.model_copy(update={"text": f"{reply.text}<script>alert(1)</script>"})


def test_a_reply_as_it_came_breaks_nothing(bot: Chatbot) -> None:
    assert broken(MESSAGE, bot.session().say(MESSAGE), Heard(bot.catalog)) == []


@pytest.mark.parametrize(
    "tampering",
    [
        _other_number, _other_person, _other_title, _one_line_more, _other_fact, _must_broken, _twice,
        _two_questions, _quote_nobody_said, _unconfirmed, _markup,
    ],
)  # fmt: skip
def test_a_reply_that_was_tampered_with_is_caught(bot: Chatbot, tampering: Tampering) -> None:
    reply = bot.session().say(MESSAGE)
    assert broken(MESSAGE, tampering(reply, bot), Heard(bot.catalog))


def test_what_was_shown_or_seen_before_is_caught(bot: Chatbot) -> None:
    reply = bot.session().say(MESSAGE)
    shown = Heard(bot.catalog, shown={reply.picks[0].item.id})
    assert broken(MESSAGE, reply, shown)
    assert broken(MESSAGE, reply, Heard(bot.catalog, profile={"seen": (reply.picks[0].item.id,)}))
    assert broken(MESSAGE, reply, Heard(bot.catalog, profile={"streaming_services": ("Nobody+",)}))


def test_a_question_asked_again_is_caught(bot: Chatbot) -> None:
    reply = bot.session().say("recommend me a film")
    assert reply.question is not None
    assert broken("recommend me a film", reply, Heard(bot.catalog, asked=[reply.question.facet]))
