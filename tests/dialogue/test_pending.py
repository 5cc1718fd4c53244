"""A plain yes or no answers what was asked, and nothing else."""

from __future__ import annotations

import pytest

from chatrec.dialogue.conversation import Answer, Conversation, Pending, Question, Relaxation
from chatrec.dialogue.pending import settle
from chatrec.dialogue.preferences import Preferences
from chatrec.dialogue.understanding import Understanding

YES, NO = Understanding(intent="confirm"), Understanding(intent="deny")


def talk(pending, preferences=None):
    return Conversation(session_id="s", pending=pending, preferences=preferences or Preferences())


@pytest.mark.parametrize("said", [YES, NO])
def test_yes_and_no_mean_nothing_where_nothing_was_asked(said):
    assert settle(said, talk(None)).understanding == said


def test_yes_confirms_the_rule_that_was_asked():
    settled = settle(YES, talk(Pending(kind="confirmation", rule=1)))
    assert settled.confirmed == (1,)
    assert settled.understanding.intent == "more"


def test_no_refuses_the_rule_that_was_asked():
    settled = settle(NO, talk(Pending(kind="confirmation", rule=1)))
    assert (settled.confirmed, settled.refused) == ((), (1,))


def test_yes_takes_the_first_relaxation():
    state = Preferences().adding("price", "<=", 90.0, strength="must")
    loosened = state.entries[0].model_copy(update={"value": 100.0})
    offer = Relaxation(replace=(loosened,), count=2, label="at most $100")
    settled = settle(YES, talk(Pending(kind="relaxation", relaxations=(offer,)), state))
    (change,) = settled.understanding.changes
    assert (change.op, change.facet, change.value) == ("add", "price", 100.0)


def test_yes_to_a_flag_wants_it_and_no_does_not():
    answers = (
        Answer(label="wireless", facet="wireless", value=True, count=2),
        Answer(label="not wireless", facet="wireless", value=False, count=2),
    )
    pending = Pending(kind="question", question=Question(facet="wireless", answers=answers))
    wanted = settle(YES, talk(pending)).understanding.changes[0]
    unwanted = settle(NO, talk(pending)).understanding.changes[0]
    assert (wanted.value, unwanted.value) == (True, False)


def test_no_to_a_list_of_answers_is_no_preference():
    answers = (
        Answer(label="war", facet="genre", value="war", count=2),
        Answer(label="comedy", facet="genre", value="comedy", count=2),
    )
    pending = Pending(kind="question", question=Question(facet="genre", answers=answers))
    assert settle(NO, talk(pending)).understanding.intent == "no_preference"


def test_another_message_passes_unchanged():
    said = Understanding(intent="thanks")
    assert settle(said, talk(Pending(kind="confirmation", rule=0))).understanding == said


@pytest.mark.parametrize("kind", ["confirmation", "relaxation", "question"])
def test_a_message_that_could_not_be_read_is_no_yes(kind):
    state = Preferences().adding("price", "<=", 90.0, strength="must")
    offer = Relaxation(drop=("p1",), count=2, label="Any price")
    pending = Pending(kind=kind, rule=0, relaxations=(offer,), question=Question(facet="genre"))
    guessed = Understanding(intent="confirm", language="Chinese script")
    settled = settle(guessed, talk(pending, state))
    assert settled.understanding.intent == "unclear"
    assert (settled.confirmed, settled.understanding.changes) == ((), ())
