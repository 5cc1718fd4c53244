from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.dialogue.conversation import Conversation
from chatrec.dialogue.undo import MOST_KEPT, changed, undo
from chatrec.errors import EditError

EMPTY = Conversation(session_id="s")


def wishing(conversation: Conversation, genre: str) -> Conversation:
    return changed(conversation, conversation.preferences.adding("genre", "contains", genre))


def genres(conversation: Conversation) -> list[object]:
    return [entry.value for entry in conversation.preferences.entries]


def test_undo_takes_back_the_last_change() -> None:
    assert genres(undo(wishing(wishing(EMPTY, "comedy"), "drama"))) == ["comedy"]


def test_nothing_changed_leaves_nothing_to_undo() -> None:
    with pytest.raises(EditError, match="nothing to undo"):
        undo(EMPTY)


def test_showing_items_is_no_change_and_stays_after_an_undo() -> None:
    wished = wishing(EMPTY, "comedy")
    shown = changed(wished, wished.preferences.noting("m1", "shown"))
    assert len(shown.history) == 1
    assert undo(shown).preferences.items("shown") == ("m1",)
    assert genres(undo(shown)) == []


def test_feedback_is_undone_like_a_wish() -> None:
    liked = changed(EMPTY, EMPTY.preferences.noting("m1", "liked"))
    assert undo(liked).preferences.items("liked") == ()


def test_an_id_is_not_used_again_after_an_undo() -> None:
    once = wishing(EMPTY, "comedy")
    again = wishing(undo(once), "drama")
    assert once.preferences.entries[0].id != again.preferences.entries[0].id


@given(st.lists(st.sampled_from(["comedy", "drama", "horror"]), max_size=MOST_KEPT + 5))
def test_as_many_undos_as_changes_lead_back_as_far_as_is_kept(wishes: list[str]) -> None:
    now = EMPTY
    for genre in wishes:
        now = wishing(now, genre)
    kept = min(len(wishes), MOST_KEPT)
    for left in range(kept, 0, -1):
        assert len(now.history) == left
        now = undo(now)
    assert genres(now) == wishes[: len(wishes) - kept]
    assert now.history == ()
