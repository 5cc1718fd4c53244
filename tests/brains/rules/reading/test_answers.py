from __future__ import annotations

import pytest

from chatrec.dialogue.conversation import Answer, Conversation, Pending, Question

from .reading_parts import films, read, shop

GENRE = Question(
    facet="genres",
    answers=(
        Answer(label="comedy", facet="genres", value="comedy", count=3),
        Answer(label="drama", facet="genres", value="drama", count=2),
    ),
)
RUNTIME = Question(
    facet="runtime",
    answers=(Answer(label="under 100 minutes", facet="runtime", value=(0.0, 100.0), count=3),),
)
WIRELESS = Question(
    facet="wireless",
    answers=(
        Answer(label="yes", facet="wireless", value=True, count=3),
        Answer(label="no", facet="wireless", value=False, count=3),
    ),
)


def asked(question: Question, slate: tuple[str, ...] = ()) -> Conversation:
    return Conversation(
        session_id="s", pending=Pending(kind="question", question=question), slate=slate
    )


@pytest.mark.parametrize(
    "text", ["2", "the second", "option 2", "drama", "Drama", "the second one please"]
)
def test_an_answer_is_given_by_label_or_place(text: str) -> None:
    (change,) = read(text, films(), asked(GENRE)).changes
    assert (change.facet, change.operator, change.value) == ("genres", "contains", "drama")


def test_a_range_is_answered_by_its_label() -> None:
    (change,) = read("under 100 minutes", films(), asked(RUNTIME)).changes
    assert (change.operator, change.value) == ("between", (0.0, 100.0))


@pytest.mark.parametrize(("text", "value"), [("yes please", True), ("no", False)])
def test_yes_and_no_answer_a_flag(text: str, value: bool) -> None:
    (change,) = read(text, shop(), asked(WIRELESS)).changes
    assert (change.facet, change.value, change.polarity) == ("wireless", value, "wanted")


def test_beside_items_shown_a_place_means_an_item() -> None:
    slate = tuple(item.id for item in films().catalog.items[:3])
    said = read("the second", films(), asked(GENRE, slate))
    assert said.changes == ()
    assert said.mentions[0].item_ids == (slate[1],)
