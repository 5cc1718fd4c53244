"""Sessions: they resume, answer a message once, stream, are corrected by hand, and remember with consent."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from chatrec import Catalog, Chatbot, Progress, Reply, Settings, TextDelta
from chatrec.cancelling import Cancellation
from chatrec.dialogue.conversation import Conversation
from chatrec.dialogue.reply import Trace
from chatrec.dialogue.sessions.faults import Forgotten
from chatrec.errors import EditError, StoreError, UnknownItem
from chatrec.llm.calls import Call
from chatrec.llm.ledger import today


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "data")


@pytest.fixture
def bot(films: Catalog, home: Settings) -> Iterator[Chatbot]:
    with Chatbot.open(films, settings=home) as opened:
        yield opened


def test_a_session_resumes_with_its_state_in_a_new_process(films: Catalog, home: Settings) -> None:
    with Chatbot.open(films, settings=home) as bot:
        before = bot.session("s1").say("a comedy")
    with Chatbot.open(films, settings=home) as bot:
        chat = bot.session("s1")
        assert chat.preferences == before.preferences
        assert [turn.reply for turn in chat.turns] == [before]
        assert chat.say("under 90 minutes").turn == 2


def test_the_same_message_id_is_answered_once(bot: Chatbot) -> None:
    chat = bot.session("s1")
    first = chat.say("a comedy", message_id="m1")
    assert chat.say("a drama", message_id="m1") == first
    assert len(chat.turns) == 1


def test_a_stream_tells_what_is_done_then_the_text_then_the_reply(bot: Chatbot) -> None:
    async def heard() -> list[object]:
        return [event async for event in bot.session("s1").stream("a comedy")]

    events = asyncio.run(heard())
    reply = events[-1]
    assert isinstance(reply, Reply)
    assert "".join(event.text for event in events if isinstance(event, TextDelta)) == reply.text
    kinds = [type(event) for event in events]
    assert kinds == sorted(kinds, key=[Progress, TextDelta, Reply].index)
    assert Progress in kinds


def test_a_state_is_corrected_by_hand(bot: Chatbot) -> None:
    chat = bot.session("s1")
    chat.say("a comedy under 100 minutes")
    length = chat.preferences.on("minutes")[0]
    assert chat.edit(length.id, value=90).on("minutes")[0].value == 90
    assert not chat.remove(length.id).on("minutes")
    added = chat.add(facet="genres", operator="contains", value="Horror", polarity="unwanted")
    assert added.entries[-1].source.origin == "edited"
    assert chat.note("f1", "seen").items("seen") == ("f1",)
    assert "f1" not in [pick.item.id for pick in chat.say("more").picks]


def test_a_wrong_edit_is_refused_and_changes_nothing(bot: Chatbot) -> None:
    chat = bot.session("s1")
    state = chat.say("a comedy").preferences
    with pytest.raises(EditError, match="p99"):
        chat.edit("p99", value="Drama")
    with pytest.raises(UnknownItem, match="nobody"):
        chat.note("nobody", "seen")
    assert chat.preferences == state


def test_only_with_consent_does_a_lasting_wish_reach_the_next_chat(bot: Chatbot) -> None:
    first = bot.session("s1", user="anna")
    first.consent(True)
    first.add(
        facet="genres", operator="contains", value="Horror", polarity="unwanted", scope="user"
    )
    assert [one.value for one in bot.session("s2", user="anna").preferences.entries] == ["Horror"]
    assert not bot.session("s3", user="bert").preferences.entries
    first.consent(False)
    assert not bot.session("s4", user="anna").preferences.entries


def test_consent_needs_somebody_to_give_it(bot: Chatbot) -> None:
    with pytest.raises(EditError, match="no user"):
        bot.session("s1").consent(True)


def test_a_session_of_one_user_is_closed_to_another(bot: Chatbot) -> None:
    bot.session("s1", user="anna").say("a comedy")
    with pytest.raises(StoreError, match="belongs to another user"):
        bot.session("s1", user="bert").say("more")


def test_what_is_kept_is_exported_and_forgotten(bot: Chatbot) -> None:
    chat = bot.session("s1", user="anna")
    chat.say("a comedy")
    assert "a comedy" in str(chat.export())
    chat.forget()
    assert not chat.turns
    assert "a comedy" not in str(chat.export())


def test_a_profile_is_remembered_by_the_session(bot: Chatbot) -> None:
    bot.session("s1", profile={"seen": ["f1"]}).say("hello")
    assert bot.session("s1").conversation.profile["seen"] == ("f1",)


def test_the_trace_tells_the_places_of_the_best_and_how_many_facts_were_compared(
    bot: Chatbot,
) -> None:
    reply = bot.session("s1").say("a comedy under 100 minutes")
    steps = {step.name: step.detail for step in reply.trace.steps}
    ranked = [item_id for item_id, _, _ in steps["judge"]["ranks"]]
    assert [pick.item.id for pick in reply.picks[:1]] == ranked[:1]
    assert [place for _, _, place in steps["judge"]["ranks"]] == list(range(1, len(ranked) + 1))
    assert all(1 <= first <= steps["judge"]["judged"] for _, first, _ in steps["judge"]["ranks"])
    assert steps["verify"]["checked"] >= len(reply.picks)
    assert steps["verify"]["problems"] == []


def test_a_message_that_is_forgotten_while_it_is_answered_is_not_stored_by_trying_again(
    bot: Chatbot,
) -> None:
    chat = bot.session("s1", user="ann")

    def forget(_step: str, _text: str) -> None:
        bot.store.forget("ann")

    since = bot.store.epoch()
    with pytest.raises(Forgotten):
        chat._say("a comedy", "m1", None, forget, Cancellation(), since)
    assert bot.store.sessions("ann") == []
    assert chat.say("a comedy").turn == 1


def test_what_models_cost_for_a_turn_that_the_store_refused_is_booked_once(bot: Chatbot) -> None:
    given = {"prompt_tokens": 1, "completion_tokens": 1, "cached_tokens": 0, "ms": 1.0}
    calls = (Call(task="recommend", prompt="p", model="m", cost=1.0, **given),)
    reply = Reply(
        session_id="s1", message_id="m", turn=1, text="", action="chat", trace=Trace(calls=calls)
    )
    chat = bot.session("s1")
    with pytest.raises(Forgotten), bot.store.turn("s1", "m") as turn, chat._noting(calls):
        bot.store.delete("s1")
        turn.commit("hello", Conversation(session_id="s1"), reply)
    assert bot.store.spent(today()) == 1.0
