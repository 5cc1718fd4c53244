"""Chips stand for exact messages, and are read back exactly."""

from __future__ import annotations

from chatrec.catalog.facets import Facet, Schema
from chatrec.dialogue.chips import JUST_SHOW, NO_PREFERENCE, chips_of, read_chip
from chatrec.dialogue.conversation import Answer, Conversation, Pending, Question, Relaxation
from chatrec.dialogue.preferences import Preferences

SCHEMA = Schema(facets=(Facet(name="genre", type="category"),))
QUESTION = Question(
    facet="genre",
    answers=(
        Answer(label="comedy", facet="genre", value="comedy", count=12),
        Answer(label="war", facet="genre", value="war", count=3),
    ),
)


def conversation(**fields):
    return Conversation(session_id="s", **fields)


def asking():
    return conversation(pending=Pending(kind="question", question=QUESTION))


def test_question_has_its_answers_and_two_ways_out():
    labels = [chip.label for chip in chips_of(QUESTION, (), confirming=False)]
    assert labels == ["comedy", "war", NO_PREFERENCE, JUST_SHOW]


def test_every_chip_of_a_question_is_read_back_as_what_it_says():
    read = [
        read_chip(chip.send, asking(), SCHEMA) for chip in chips_of(QUESTION, (), confirming=False)
    ]
    assert None not in read
    assert [[change.value for change in one.changes] for one in read] == [
        ["comedy"],
        ["war"],
        [],
        [],
    ]


def test_clicked_answer_becomes_a_must_with_its_value():
    understood = read_chip("Comedy", asking(), SCHEMA)
    assert understood is not None
    (change,) = understood.changes
    assert (change.facet, change.value, change.strength) == ("genre", "comedy", "must")


def test_way_out_needs_no_pending_question():
    understood = read_chip("just show me!", conversation(), SCHEMA)
    assert understood is not None and understood.intent == "just_show"


def test_anything_else_is_left_to_the_brain():
    assert read_chip("a comedy please", asking(), SCHEMA) is None
    assert read_chip("comedy", conversation(), SCHEMA) is None


def test_clicked_relaxation_drops_what_it_names():
    state = Preferences().adding("genre", "is", "war", strength="must")
    offer = Relaxation(drop=("p1",), count=4, label="without “war”")
    talk = conversation(preferences=state, pending=Pending(kind="relaxation", relaxations=(offer,)))
    understood = read_chip(offer.label, talk, SCHEMA)
    assert understood is not None
    (change,) = understood.changes
    assert (change.op, change.facet, change.value) == ("remove", "genre", "war")
