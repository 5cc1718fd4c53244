"""What to do with a message, decided from what was understood and the state."""

from __future__ import annotations

from chatrec.dialogue.conversation import Conversation
from chatrec.dialogue.decide import Action, decide, why_not_where_never_shown
from chatrec.dialogue.preferences import Preferences
from chatrec.dialogue.understanding import Change, Inquiry, Mention, Understanding

NOTHING = Preferences()
SOMETHING = Preferences().adding("genres", "contains", "comedy")
TALK = Conversation(session_id="s", slate=("a", "b", "c"), focus=("b",))


def kind(intent, preferences=SOMETHING, conversation=TALK, **fields):
    return decide(Understanding(intent=intent, **fields), preferences, conversation).kind


def test_an_open_request_is_met_with_a_question_and_a_wish_with_items():
    assert kind("recommend", NOTHING, Conversation(session_id="s")) == "ask"
    assert kind("recommend") == "recommend"


def test_just_show_me_is_never_asked_back():
    action = decide(Understanding(intent="just_show"), NOTHING, TALK)
    assert (action.kind, action.may_ask) == ("recommend", False)


def test_a_question_without_a_name_is_about_what_was_spoken_of_last():
    assert decide(Understanding(intent="inform"), SOMETHING, TALK).items == ("b",)


def test_a_comparison_of_one_takes_the_item_in_focus_beside_it():
    mention = Mention(item_ids=("a",), quote="the first")
    action = decide(Understanding(intent="compare", mentions=(mention,)), SOMETHING, TALK)
    assert (action.kind, action.items) == ("compare", ("a", "b"))


def test_thanks_with_a_new_wish_is_a_wish():
    change = Change(op="add", facet="genres", operator="contains", value="war")
    assert kind("thanks") == "chat"
    assert kind("thanks", changes=(change,)) == "recommend"


def test_why_of_an_item_never_shown_asks_what_keeps_it_away():
    asked = Understanding(intent="explain")
    shown = Preferences().noting("a", "shown")
    assert why_not_where_never_shown(asked, Action("explain", ("b",)), shown).intent == "why_not"
    assert why_not_where_never_shown(asked, Action("explain", ("a",)), shown).intent == "explain"


def test_a_question_about_the_catalogue_is_about_no_item():
    asked = Inquiry(kind="values", about="catalogue", facet="genres")
    action = decide(Understanding(intent="inform", inquiry=asked), SOMETHING, TALK)
    assert (action.kind, action.items) == ("inform", ())


def test_who_is_first_and_which_to_take_is_asked_of_all_shown():
    for asked in (Inquiry(kind="first", facet="price"), Inquiry(kind="choice")):
        action = decide(Understanding(intent="compare", inquiry=asked), SOMETHING, TALK)
        assert (action.kind, action.items) == ("compare", ("a", "b", "c"))


def test_where_one_is_shown_at_a_time_the_choice_is_among_those_shown_so_far():
    one = Conversation(session_id="s", slate=("c",), focus=("c",))
    shown = SOMETHING.noting("a", "shown").noting("c", "shown")
    asked = Understanding(intent="choose", inquiry=Inquiry(kind="choice"))
    assert decide(asked, shown, one).items == ("a", "c")
