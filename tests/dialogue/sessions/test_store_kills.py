from __future__ import annotations

import random
import time

from chatrec.dialogue.sessions.store import SessionStore
from tests.dialogue.sessions.store_children import forks, write_some, write_until_killed
from tests.dialogue.sessions.store_turns import check_whole

KILLS = {"sqlite": 40, "postgresql": 12}


def test_a_killed_process_leaves_every_answered_turn_once(address: str) -> None:
    moments = random.Random(20)
    SessionStore.open(address).close()
    answered = 0
    for _ in range(KILLS[address.partition(":")[0]]):
        receiver, sender = forks().Pipe(duplex=False)
        writer = forks().Process(target=write_until_killed, args=(address, answered, sender))
        writer.start()
        sender.close()
        told = receiver.recv()
        time.sleep(moments.uniform(0, 0.03))
        writer.kill()
        writer.join()
        try:
            while True:
                told = receiver.recv()
        except EOFError:
            receiver.close()
        store = SessionStore.open(address)
        answered = check_whole(store, "killed")
        store.close()
        assert told <= answered <= told + 1


def test_two_processes_on_one_session_lose_and_double_nothing(address: str) -> None:
    SessionStore.open(address).close()
    writers = [forks().Process(target=write_some, args=(address, name, 15)) for name in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    store = SessionStore.open(address)
    assert check_whole(store, "shared") == 45
    expected = {f"{name}-{n}" for name in ("a", "b", "both") for n in range(15)}
    assert {turn.message_id for turn in store.turns("shared")} == expected
    store.close()
