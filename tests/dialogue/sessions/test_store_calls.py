from __future__ import annotations

import json
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from chatrec.dialogue.conversation import Conversation
from chatrec.dialogue.reply import Reply, Trace
from chatrec.dialogue.sessions.faults import Forgotten
from chatrec.dialogue.sessions.store import OpenTurn, SessionStore
from chatrec.llm.calls import Call
from chatrec.llm.ledger import today
from tests.dialogue.sessions.store_children import forks
from tests.dialogue.sessions.store_turns import reply_to, say


def call(model: str = "m", **fields: Any) -> Call:
    given = {"prompt_tokens": 100, "completion_tokens": 10, "cached_tokens": 60, "ms": 5.0}
    return Call(task="recommend", prompt="recommend/direct@0", model=model, **(given | fields))


def answer(turn: OpenTurn, *calls: Call, user: str | None = None) -> Reply:
    """Commit a turn for which models were called."""
    before = turn.conversation or Conversation(session_id=turn.session_id, catalog="", user=user)
    after = before.model_copy(update={"turn": before.turn + 1})
    reply = reply_to(turn, after.turn, "answer").model_copy(update={"trace": Trace(calls=calls)})
    return turn.commit("hello", after, reply)


def take(store: SessionStore, session: str, message: str, *calls: Call, user: str = "u") -> None:
    with store.turn(session, message) as turn:
        answer(turn, *calls, user=user)


def calls_of(exported: object) -> list[dict[str, Any]]:
    return cast(list[dict[str, Any]], cast(dict[str, Any], exported)["calls"])


def test_the_calls_of_a_turn_are_stored_with_it(store: SessionStore) -> None:
    take(store, "s", "m1", call(cost=0.5, estimated=True), call("n", cost=None))
    take(store, "s", "m2", call(cost=0.25))
    first, second = store.usage()
    assert (first.day, first.model, first.calls) == (today(), "m", 2)
    assert (first.prompt_tokens, first.completion_tokens, first.cached_tokens) == (200, 20, 120)
    assert (first.ms, first.cost, first.unpriced, first.estimated) == (10.0, 0.75, 0, 1)
    assert (second.model, second.calls, second.cost, second.unpriced) == ("n", 1, 0.0, 1)
    assert store.spent(today()) == 0.75
    assert store.turns("s")[1].reply.trace.calls == (call(cost=0.25),)


def test_a_message_sent_twice_is_paid_once(store: SessionStore) -> None:
    for _ in range(2):
        with store.turn("s", "m1") as turn:
            if turn.answered is None:
                answer(turn, call(cost=1.0))
    assert store.spent(today()) == 1.0


def test_usage_of_one_session_and_since_a_day(store: SessionStore) -> None:
    take(store, "s", "m1", call())
    take(store, "t", "m1", call(), call())
    assert [one.calls for one in store.usage(session_id="t")] == [2]
    assert [one.calls for one in store.usage(since=today())] == [3]
    assert store.usage(since=today() + timedelta(days=1)) == []
    assert store.usage(session_id="nowhere") == []


def test_a_turn_without_a_model_leaves_no_call(store: SessionStore) -> None:
    say(store, "s", "m1")
    assert store.usage() == []
    assert store.spent(today()) == 0.0


def test_calls_of_a_turn_that_was_not_stored_count(store: SessionStore) -> None:
    say(store, "s", "m1")
    store.note_calls("s", [call(cost=1.0)])
    store.note_calls("never stored", [call(cost=2.0)])
    assert store.spent(today()) == 3.0
    assert [one.cost for one in store.usage(session_id="s")] == [1.0]


def test_a_reply_that_came_too_late_was_paid_for_all_the_same(store: SessionStore) -> None:
    say(store, "s", "m1", user="u")
    with pytest.raises(Forgotten), store.turn("s", "m2") as turn:
        store.delete("s")
        answer(turn, call(cost=1.0))
    assert store.turns("s") == []
    assert store.spent(today()) == 1.0


@pytest.mark.parametrize("how", ["forget", "delete", "age"])
def test_a_deleted_session_leaves_its_calls_as_nobodys(store: SessionStore, how: str) -> None:
    take(store, "s", "m1", call(cost=1.0))
    if how == "forget":
        store.forget("u")
    elif how == "delete":
        store.delete("s")
    else:
        store.delete_older_than(0)
    assert store.usage(session_id="s") == []
    assert store.spent(today()) == 1.0
    take(store, "s", "m1")
    assert calls_of(store.export_session("s")) == []


def test_an_export_holds_the_calls_of_the_person_and_of_nobody_else(store: SessionStore) -> None:
    take(store, "s", "m1", call(cost=1.0), user="u")
    take(store, "t", "m1", call("other"), user="v")
    data = json.loads(json.dumps(store.export("u")))
    (held,) = calls_of(data["sessions"][0])
    assert (held["day"], held["turn"], held["model"], held["cost"]) == (str(today()), 1, "m", 1.0)
    assert "other" not in json.dumps(data)


def test_a_forgotten_session_is_in_no_file_of_the_ledger(tmp_path: Path) -> None:
    store = SessionStore.open(tmp_path / "sessions.db")
    for number in range(20):
        take(store, "session-hidden", f"m{number}", call(), call(), user="u")
        take(store, "open", f"m{number}", call(), user="v")
    store.forget("u")
    assert b"hidden" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert [one.calls for one in store.usage()] == [60]
    store.close()


def test_threads_lose_no_call(store: SessionStore) -> None:
    with ThreadPoolExecutor(8) as threads:
        for number in range(40):
            threads.submit(take, store, f"s{number % 5}", f"m{number}", call(cost=1.0))
            threads.submit(store.note_calls, "t", [call(cost=1.0)])
    assert store.spent(today()) == 80.0


def test_a_killed_process_leaves_a_call_for_each_turn_it_stored(address: str) -> None:
    child = forks().Process(target=_talk_until_killed, args=(address,))
    store = SessionStore.open(address)
    child.start()
    while len(store.turns("s")) < 5:
        pass
    os.kill(cast(int, child.pid), signal.SIGKILL)
    child.join()
    exported = store.export_session("s")
    turns = len(cast(list[object], cast(dict[str, object], exported)["turns"]))
    assert [one["turn"] for one in calls_of(exported)] == list(range(1, turns + 1))
    store.close()


def _talk_until_killed(address: str) -> None:
    store = SessionStore.open(address)
    for number in range(100_000):
        take(store, "s", f"m{number}", call(cost=0.01))
