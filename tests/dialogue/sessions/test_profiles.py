from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.dialogue.conversation import Conversation
from chatrec.dialogue.preferences import Preferences, Source
from chatrec.dialogue.sessions.faults import Forgotten
from chatrec.dialogue.sessions.profiles import LASTING, merged
from chatrec.dialogue.sessions.store import SessionStore
from tests.dialogue.sessions.store_turns import say, take

NOTHING = Preferences()


def lasting(facet: str = "genres", value: str = "Comedy") -> Preferences:
    return NOTHING.adding(
        facet, "contains", value, scope="user", source=Source(turn=3, quote="I do")
    )


def said(state: Preferences) -> list[tuple[str, str, object, str]]:
    return [(one.facet, one.operator, one.value, one.polarity) for one in state.entries]


def test_only_what_is_meant_to_last_is_taken_over() -> None:
    chat = lasting().adding("price", "<=", 10)
    for kind in ("liked", "disliked", "seen", "shown", "rejected", "accepted"):
        chat = chat.noting(f"i-{kind}", kind)
    profile = merged(NOTHING, chat, before=NOTHING)
    assert said(profile) == [("genres", "contains", "Comedy", "wanted")]
    assert [note.item_id for note in profile.feedback] == ["i-liked", "i-disliked", "i-seen"]


def test_an_entry_keeps_its_words_and_says_that_it_is_of_the_profile() -> None:
    [entry] = merged(NOTHING, lasting(), before=NOTHING).entries
    assert (entry.scope, entry.source) == ("user", Source(turn=0, quote="I do", origin="profile"))


def test_what_a_chat_removed_is_removed_and_what_another_added_stays() -> None:
    profile = merged(lasting(), lasting("mood", "dark"), before=NOTHING).noting("i", "liked")
    left = merged(profile, NOTHING, before=lasting().noting("i", "liked"))
    assert said(left) == [("mood", "contains", "dark", "wanted")]
    assert left.feedback == ()


def test_what_a_chat_did_not_touch_stays() -> None:
    profile = merged(NOTHING, lasting().noting("i", "seen"), before=NOTHING)
    assert merged(profile, profile, before=profile) == profile
    assert merged(profile, NOTHING, before=NOTHING) == profile


def test_no_id_is_used_twice() -> None:
    profile = merged(NOTHING, lasting(), before=NOTHING)
    emptied = merged(profile, NOTHING, before=profile)
    assert [one.id for one in merged(emptied, lasting(), before=NOTHING).entries] == ["p2"]


@pytest.mark.parametrize(
    ("old", "new", "stays"),
    [
        (("price", "<=", 800.0), ("price", "<", 500.0), False),
        (("price", "<=", 800.0), ("price", "between", (1.0, 2.0)), False),
        (("price", "<=", 800.0), ("price", ">=", 100.0), True),
        (("price", "<=", 800.0), ("weight", "<=", 2.0), True),
        (("genres", "contains", "Comedy"), ("genres", "contains", "Drama"), True),
        (("genres", "contains", "Comedy"), ("genres", "is", "Comedy"), False),
    ],
)
def test_an_addition_supersedes_what_it_contradicts(
    old: tuple[str, str, object], new: tuple[str, str, object], stays: bool
) -> None:
    profile = NOTHING.adding(*old, scope="user")  # type: ignore[arg-type]
    after = merged(profile, NOTHING.adding(*new, scope="user"), before=NOTHING)  # type: ignore[arg-type]
    assert [one[:3] for one in said(after)] == ([old, new] if stays else [new])


def test_unwanted_supersedes_wanted_and_disliked_supersedes_liked() -> None:
    profile = lasting().noting("i", "liked").noting("i", "seen")
    chat = NOTHING.adding("genres", "contains", "Comedy", polarity="unwanted", scope="user")
    after = merged(profile, chat.noting("i", "disliked"), before=NOTHING)
    assert said(after) == [("genres", "contains", "Comedy", "unwanted")]
    assert [note.kind for note in after.feedback] == ["seen", "disliked"]


def state_of(rows: list[tuple[str, str, str]]) -> Preferences:
    state = NOTHING
    for facet, value, scope in rows:
        state = state.adding(facet, "contains", value, scope=scope)  # type: ignore[arg-type]
        state = state.noting(value, LASTING[len(facet + scope) % 3])
    return state


STATES = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), st.sampled_from(["chat", "user"])),
    max_size=6,
).map(state_of)


@given(STATES, STATES)
def test_merging_all_of_a_chat_twice_changes_nothing_more(
    profile: Preferences, chat: Preferences
) -> None:
    once = merged(profile, chat, before=NOTHING)
    twice = merged(once, chat, before=NOTHING)
    assert sorted(map(repr, said(once))) == sorted(map(repr, said(twice)))
    assert {(n.item_id, n.kind) for n in once.feedback} == {
        (n.item_id, n.kind) for n in twice.feedback
    }


@given(STATES, STATES)
def test_what_was_removed_is_gone(profile: Preferences, chat: Preferences) -> None:
    full = merged(profile, chat, before=NOTHING)
    emptied = merged(full, NOTHING, before=full)
    assert not [entry for entry in emptied.entries if entry.scope == "user"]
    assert emptied.feedback == ()


def test_nothing_is_kept_without_consent(store: SessionStore) -> None:
    assert not store.consent("u")
    assert not store.remember("u", lasting())
    assert store.recall("u") == NOTHING
    assert store.export("u")["consent"] is None


def test_with_consent_a_profile_lasts_and_is_of_one_user_and_catalogue(
    store: SessionStore, address: str
) -> None:
    store.set_consent("u", True)
    assert store.remember("u", lasting().noting("i", "seen"), catalog="films")
    store.close()
    again = SessionStore.open(address)
    assert again.consent("u")
    kept = again.recall("u", catalog="films")
    assert said(kept) == [("genres", "contains", "Comedy", "wanted")]
    assert kept.items("seen") == ("i",)
    assert again.recall("u", catalog="shop") == again.recall("v", catalog="films") == NOTHING
    assert again.remember("u", NOTHING, before=kept, catalog="films")
    assert again.recall("u", catalog="films").entries == ()
    again.close()


def test_a_withdrawal_deletes_what_was_kept_and_leaves_the_chats(store: SessionStore) -> None:
    store.set_consent("u", True)
    store.remember("u", lasting(), catalog="films")
    say(store, "s", "m", user="u")
    store.set_consent("u", False)
    assert not store.consent("u")
    assert store.recall("u", catalog="films") == NOTHING
    assert store.load("s") is not None
    store.set_consent("u", True)
    assert store.recall("u", catalog="films") == NOTHING


def test_chats_side_by_side_lose_nothing_of_the_profile(store: SessionStore) -> None:
    store.set_consent("u", True)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda n: store.remember("u", lasting(value=str(n))), range(24)))
    assert {entry.value for entry in store.recall("u").entries} == {str(n) for n in range(24)}


@pytest.mark.parametrize("how", ["withdraw", "forget"])
def test_a_withdrawal_during_a_merge_leaves_nothing(store: SessionStore, how: str) -> None:
    for number in range(20):
        store.set_consent("u", True)
        with ThreadPoolExecutor(2) as threads:
            threads.submit(store.remember, "u", lasting(value=str(number)))
            if how == "forget":
                threads.submit(store.forget, "u")
            else:
                threads.submit(store.set_consent, "u", False)
        assert store.recall("u") == NOTHING


def test_an_export_holds_everything_about_a_user_and_nothing_of_others(store: SessionStore) -> None:
    store.set_consent("u", True)
    store.remember("u", lasting(), catalog="films")
    say(store, "s1", "m1", "first", user="u")
    say(store, "s2", "m1", "second", user="u")
    say(store, "t", "m1", "other", user="v")
    data = json.loads(json.dumps(store.export("u")))
    assert data["user"] == "u"
    assert data["consent"]["given"] is True
    assert data["profiles"][0]["catalog"] == "films"
    assert data["profiles"][0]["preferences"]["entries"][0]["value"] == "Comedy"
    assert [one["id"] for one in data["sessions"]] == ["s1", "s2"]
    assert data["sessions"][0]["turns"][0]["message"] == "first"
    assert data["sessions"][0]["turns"][0]["reply"]["text"] == "answer to first"
    assert Conversation.model_validate(data["sessions"][0]["conversation"]) == store.load("s1")
    assert "other" not in json.dumps(data)


def test_to_forget_deletes_all_of_a_user_and_nothing_of_others(store: SessionStore) -> None:
    for user in ("u", "v"):
        store.set_consent(user, True)
        store.remember(user, lasting())
        say(store, f"s-{user}", "m", user=user)
    say(store, "nobody", "m")
    assert store.forget("u") == 1
    data = store.export("u")
    assert (data["consent"], data["profiles"], data["sessions"]) == (None, [], [])
    assert store.turns("s-u") == []
    assert store.consent("v") and store.recall("v").entries
    assert [one.id for one in store.sessions()] == ["nobody", "s-v"]
    assert store.forget("u") == 0


def test_a_turn_under_way_does_not_bring_a_forgotten_user_back(store: SessionStore) -> None:
    say(store, "s", "m1", user="u")
    with pytest.raises(Forgotten), store.turn("s", "m2") as turn:
        store.forget("u")
        take(turn)
    assert store.export("u")["sessions"] == []


def test_forgotten_words_are_in_no_file(tmp_path: Path) -> None:
    store = SessionStore.open(tmp_path / "sessions.db")
    store.set_consent("u-hidden", True)
    store.remember("u-hidden", lasting(value="hidden"))
    for number in range(5):
        say(store, "s", f"m{number}", "hidden " * (1 + 400 * number), user="u-hidden")
        say(store, "t", f"m{number}", "open " * 300)
    assert b"hidden" in b"".join(file.read_bytes() for file in tmp_path.iterdir())
    store.forget("u-hidden")
    assert b"hidden" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert len(store.turns("t")) == 5
    store.close()


def test_many_chats_do_not_make_a_profile_larger_than_a_chat_may_be() -> None:
    profile = NOTHING
    for number in range(70):
        profile = merged(profile, lasting("mood", f"dark {number}"), before=NOTHING)
    assert [one.value for one in profile.entries] == [f"dark {n}" for n in range(10, 70)]
