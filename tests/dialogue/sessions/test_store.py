from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chatrec.catalog.items import Item
from chatrec.dialogue.conversation import Conversation, Line
from chatrec.dialogue.preferences import Preferences, Source
from chatrec.dialogue.reply import Evidence, Pick, Reply, Step, Trace
from chatrec.dialogue.sessions.faults import Forgotten
from chatrec.dialogue.sessions.store import SessionBusy, SessionStore
from chatrec.errors import StoreError
from tests.dialogue.sessions.store_children import take_a_turn_without_waiting, told_by_child
from tests.dialogue.sessions.store_turns import check_whole, reply_to, say, take


def test_a_session_that_is_not_there_is_none(store: SessionStore) -> None:
    assert store.load("s") is None
    assert store.turns("s") == []
    assert store.sessions() == []


def test_a_committed_turn_is_there_after_reopening(store: SessionStore, address: str) -> None:
    reply = say(store, "s", "m1", "a comedy")
    store.close()
    again = SessionStore.open(address)
    conversation = again.load("s")
    assert conversation is not None and conversation.turn == 1
    [turn] = again.turns("s")
    assert (turn.message_id, turn.message, turn.reply) == ("m1", "a comedy", reply)
    assert turn.created.utcoffset() is not None
    again.close()


def test_every_field_of_a_reply_and_a_conversation_comes_back(store: SessionStore) -> None:
    wants = (
        Preferences()
        .adding("price", "between", (0.0, float("inf")), source=Source(turn=1, quote="any \ud800"))
        .adding("year", "any_of", ("1990", "1991"))
        .adding("hdr", "is", True)
        .noting("i1", "liked")
    )
    item = Item("i1", "One", attributes={"a": 1, "b": 1.5, "c": True, "d": ("1", "2"), "e": "7"})
    with store.turn("s", "m") as turn:
        conversation = Conversation(
            session_id="s", user="u", profile={"services": ("Hulu",), "age": 7}, preferences=wants
        )
        reply = reply_to(turn, 1, "text \x00 \ud83d").model_copy(
            update={
                "picks": (Pick(item=item, because=(Evidence(facet="a", value=1),), score=0.25),),
                "preferences": wants,
                "trace": Trace(steps=(Step(name="judge", ms=0.5, detail={"n": 3}),)),
            }
        )
        turn.commit("m", conversation, reply)
    assert store.load("s") == conversation
    assert store.turns("s")[0].reply == reply


def test_leaving_without_a_commit_leaves_nothing(store: SessionStore) -> None:
    with store.turn("s", "m1"):
        pass
    with pytest.raises(ZeroDivisionError), store.turn("s", "m2"):
        raise ZeroDivisionError
    assert store.load("s") is None
    assert store.sessions() == []


def test_nothing_is_seen_before_the_commit(store: SessionStore) -> None:
    say(store, "s", "m1")
    with store.turn("s", "m2") as turn:
        assert turn.conversation == store.load("s")
        assert len(store.turns("s")) == 1
        take(turn)
        assert len(store.turns("s")) == 2


def test_a_message_id_is_answered_once(store: SessionStore) -> None:
    first = say(store, "s", "m", "one")
    with store.turn("s", "m") as turn:
        assert turn.answered == first
        assert take(turn, "two") == first
    assert [turn.message for turn in store.turns("s")] == ["one"]


def test_a_message_id_belongs_to_its_session(store: SessionStore) -> None:
    say(store, "a", "m", "one")
    assert say(store, "b", "m", "two").text == "answer to two"


def test_eight_threads_with_one_message_id_make_one_turn(store: SessionStore) -> None:
    made = []

    def send(number: int) -> Reply:
        with store.turn("s", "m") as turn:
            if turn.answered is None:
                made.append(number)
                return take(turn, f"from {number}")
            return turn.answered

    with ThreadPoolExecutor(8) as threads:
        replies = list(threads.map(send, range(8)))
    assert len(made) == 1
    assert len({reply.text for reply in replies}) == 1
    assert check_whole(store, "s") == 1


def test_threads_of_one_session_take_turns(store: SessionStore) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda n: say(store, "s", f"m{n}", f"message {n}"), range(24)))
    assert check_whole(store, "s") == 24


def test_200_concurrent_sessions_never_mix(store: SessionStore) -> None:
    barrier = threading.Barrier(20)

    def chat(worker: int) -> None:
        barrier.wait()
        for turn in range(2):
            for number in range(worker, 200, 20):
                say(store, f"s{number}", f"m{turn}", f"{number}:{turn}", user=f"u{number}")

    with ThreadPoolExecutor(20) as threads:
        list(threads.map(chat, range(20)))
    for number in range(200):
        conversation = store.load(f"s{number}")
        assert conversation is not None and conversation.user == f"u{number}"
        assert [line.text for line in conversation.lines] == [f"{number}:0", f"{number}:1"]
    assert len(store.sessions()) == 200


def test_a_turn_under_way_holds_its_session_and_no_other(store: SessionStore) -> None:
    with store.turn("s", "m1") as turn:
        say(store, "other", "m1")
        with (
            ThreadPoolExecutor(1) as thread,
            pytest.raises(SessionBusy, match="'s' was busy .* send it again"),
        ):
            thread.submit(lambda: store.turn("s", "m2", wait=0.05).__enter__()).result()
        take(turn)
    assert say(store, "s", "m2").turn == 2


def test_another_process_waits_for_the_turn_under_way(store: SessionStore, address: str) -> None:
    with store.turn("s", "m1") as turn:
        told = told_by_child(take_a_turn_without_waiting, address)
        assert told.startswith("SessionBusy: session 's' was busy")
        take(turn)
    assert told_by_child(take_a_turn_without_waiting, address) == ""
    assert check_whole(store, "s") == 2


def test_two_stores_never_lose_a_turn_whatever_the_lock(store: SessionStore, address: str) -> None:
    other = SessionStore.open(address)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda n: say((store, other)[n % 2], "s", f"m{n // 2}"), range(40)))
    assert check_whole(store, "s") == 20
    other.close()


def test_a_session_deleted_meanwhile_is_not_brought_back(store: SessionStore) -> None:
    say(store, "s", "m1")
    with pytest.raises(Forgotten, match="was deleted"), store.turn("s", "m2") as turn:
        store.delete("s")
        take(turn)
    assert store.load("s") is None
    assert store.turns("s") == []


def test_an_old_conversation_does_not_pass_for_a_new_one_of_that_name(store: SessionStore) -> None:
    say(store, "s", "m1")
    with store.turn("s", "m2") as stale:
        store.delete("s")
        restarted = Conversation(session_id="s", catalog="a")
        other = threading.Thread(target=lambda: store.edit("s", lambda _: restarted))
        other.start()
        with pytest.raises(Forgotten):
            take(stale)
    other.join()
    assert store.load("s") == restarted


def test_values_of_another_turn_are_refused(store: SessionStore) -> None:
    with store.turn("s", "m") as turn:
        fine = reply_to(turn, 1, "")
        with pytest.raises(StoreError, match="'t'.*commit the values of this turn"):
            turn.commit("", Conversation(session_id="t"), fine)
        with pytest.raises(StoreError, match="'n'"):
            turn.commit(
                "", Conversation(session_id="s"), fine.model_copy(update={"message_id": "n"})
            )
    assert store.load("s") is None


@pytest.mark.parametrize("name", ["", "x" * 201])
def test_an_id_has_1_to_200_characters(store: SessionStore, name: str) -> None:
    for call in (store.load, store.delete, store.recall, store.forget):
        with pytest.raises(StoreError, match="give one of 1 to 200"):
            call(name)
    with pytest.raises(StoreError, match="message"), store.turn("s", name):
        pass
    longest = "\ud800" * 200
    say(store, longest, longest, user=longest)
    assert check_whole(store, longest) == 1


def test_a_long_message_comes_back_whole(store: SessionStore) -> None:
    message = "\x00\\é\ud800" * 25_000
    say(store, "s", "m", message)
    assert store.turns("s")[0].message == message
    assert len(store.sessions()[0].title) <= 60


ANY = st.text(st.characters(exclude_categories=[]), min_size=1, max_size=20)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(session_id=ANY, message_id=ANY, message=ANY, user=ANY)
def test_any_text_comes_back(
    store: SessionStore, session_id: str, message_id: str, message: str, user: str
) -> None:
    store.delete(session_id)
    with store.turn(session_id, message_id) as turn:
        line = Line(role="user", text=message)
        conversation = Conversation(session_id=session_id, user=user, lines=(line,))
        turn.commit(message, conversation, reply_to(turn, 1, message))
    [stored] = store.turns(session_id)
    assert (stored.message_id, stored.message) == (message_id, message)
    assert [summary.id for summary in store.sessions(user)] == [session_id]
    assert store.forget(user) == 1
    paired = "".join(message).encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    assert stored.reply.text == paired


def test_a_reply_that_json_cannot_hold_is_refused_before_anything_is_stored(
    store: SessionStore,
) -> None:
    step = Step.model_construct(name="x", ms=0.0, detail={"lock": threading.Lock()})
    with store.turn("s", "m") as turn:
        odd = reply_to(turn, 1, "").model_copy(update={"trace": Trace(steps=(step,))})
        with pytest.raises(StoreError, match="a Reply cannot be stored as JSON"):
            turn.commit("", Conversation(session_id="s"), odd)
    assert store.load("s") is None


def test_an_edit_is_kept_and_waits_for_the_turn_under_way(store: SessionStore) -> None:
    say(store, "s", "m1")
    order = []

    def change(last: Conversation | None) -> Conversation:
        assert last is not None
        order.append(last.turn)
        return last.model_copy(update={"preferences": last.preferences.noting("i", "seen")})

    with store.turn("s", "m2") as turn:
        editor = threading.Thread(target=lambda: store.edit("s", change))
        editor.start()
        take(turn)
    editor.join()
    assert order == [2]
    assert say(store, "s", "m3").turn == 3
    conversation = store.load("s")
    assert conversation is not None and conversation.preferences.items("seen") == ("i",)


def test_an_edit_can_begin_a_session_and_an_error_leaves_none(store: SessionStore) -> None:
    with pytest.raises(ZeroDivisionError):
        store.edit("s", lambda _: Conversation(session_id=str(1 // 0)))
    with pytest.raises(StoreError, match="keep its session_id"):
        store.edit("s", lambda _: Conversation(session_id="t"))
    assert store.load("s") is None
    store.edit("s", lambda last: Conversation(session_id="s", catalog="a" if last is None else "b"))
    assert store.load("s") == Conversation(session_id="s", catalog="a")
    assert say(store, "s", "m1", "Hello there").turn == 1
    assert store.sessions()[0].title == "Hello there"


def test_edits_from_many_threads_are_all_kept(store: SessionStore, address: str) -> None:
    other = SessionStore.open(address)

    def like(number: int) -> None:
        def change(last: Conversation | None) -> Conversation:
            last = last or Conversation(session_id="s")
            return last.model_copy(
                update={"preferences": last.preferences.noting(f"i{number}", "liked")}
            )

        while True:
            try:
                (store, other)[number % 2].edit("s", change)
            except SessionBusy:
                continue
            return

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(like, range(24)))
    conversation = store.load("s")
    assert conversation is not None
    assert set(conversation.preferences.items("liked")) == {f"i{n}" for n in range(24)}
    other.close()


def test_sessions_are_listed_last_used_first(store: SessionStore) -> None:
    say(store, "a", "m", "one\n two " + "x" * 80, user="u")
    say(store, "b", "m", user="v")
    say(store, "c", "m", user="u")
    assert [one.id for one in store.sessions("u")] == ["c", "a"]
    assert [one.id for one in store.sessions()] == ["c", "b", "a"]
    say(store, "a", "m2")
    first = store.sessions("u")[0]
    assert (first.id, first.user, first.catalog, first.turns) == ("a", "u", "films", 2)
    assert first.title == "one two " + "x" * 51 + "…"
    assert store.sessions("nobody") == []


def test_a_title_given_by_hand_stays(store: SessionStore) -> None:
    say(store, "s", "m1")
    assert store.rename("s", "My \x00 films")
    say(store, "s", "m2")
    assert store.sessions()[0].title == "My \x00 films"
    assert not store.rename("t", "x")


def test_a_rename_does_not_disturb_the_turn_under_way(store: SessionStore) -> None:
    say(store, "s", "m1")
    with store.turn("s", "m2") as turn:
        store.rename("s", "new")
        take(turn)
    assert check_whole(store, "s") == 2


def test_a_deleted_session_is_gone_with_its_turns(store: SessionStore) -> None:
    say(store, "s", "m1")
    say(store, "t", "m1")
    assert store.delete("s")
    assert not store.delete("s")
    assert (store.load("s"), store.turns("s")) == (None, [])
    assert check_whole(store, "t") == 1
    assert say(store, "s", "m1", "again").text == "answer to again"


def test_only_sessions_older_than_so_many_days_are_deleted(store: SessionStore) -> None:
    say(store, "s", "m1")
    assert store.delete_older_than(1) == 0
    assert store.delete_older_than(36_500) == 0
    assert store.delete_older_than(0) == 1
    assert store.load("s") is None
    for days in (-1, float("nan"), 1e12):
        with pytest.raises(StoreError, match="give a number from 0"):
            store.delete_older_than(days)


def test_an_export_of_a_session_holds_every_message(store: SessionStore) -> None:
    say(store, "s", "m1", "secret \x00")
    exported = store.export_session("s")
    assert exported is not None
    again = json.loads(json.dumps(exported))
    assert again["turns"][0]["message"] == "secret \x00"
    assert Conversation.model_validate(again["conversation"]) == store.load("s")
    assert store.export_session("t") is None


def test_a_closed_store_says_so(store: SessionStore) -> None:
    store.close()
    with pytest.raises(StoreError, match="closed; open it again"):
        say(store, "s", "m")
    with pytest.raises(StoreError, match="closed; open it again"):
        store.load("s")
