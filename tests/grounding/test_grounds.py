from __future__ import annotations

from chatrec.dialogue.conversation import Conversation, Relaxation
from chatrec.dialogue.understanding import Mention, Understanding
from chatrec.grounding.grounds import Grounds, figure, figures

from .shelf import FILMS, brief, state

WISHES = state(
    ("runtime", "<", 100.0, "not over 100 minutes"), ("moods", "contains", "warm", "cosy")
)


def test_all_spellings_of_a_number_are_one_figure() -> None:
    assert [figure(one) for one in ("1,299", "4.50", "007", "0", "3.0")] == [
        "1299",
        "4.5",
        "7",
        "0",
        "3",
    ]
    assert figures("$1,299 for 13.3-inch") == {"1299", "13.3"}


def test_the_slate_and_what_was_spoken_of_may_be_named() -> None:
    heard = Understanding(intent="recommend", mentions=(Mention(item_ids=("f5",), quote="It"),))
    before = Conversation(session_id="s", slate=("f4",))
    given = Grounds.of(
        brief(FILMS, WISHES, understanding=heard, conversation=before, size=1), FILMS
    )
    assert given.mentionable == {*given.slate, "f4", "f5"}
    assert len(given.slate) == 1


def test_own_words_state_limits_and_counts_are_kept_apart() -> None:
    offer = Relaxation(drop=("p1",), count=13, label="no limit")
    given = Grounds.of(brief(FILMS, WISHES, relaxations=(offer,)), FILMS)
    assert "not over 100 minutes" in given.said and "no limit" in given.said
    assert "under 100 minutes" in given.state
    assert given.limits == ("under 100 minutes",)
    assert "13" in given.counts
