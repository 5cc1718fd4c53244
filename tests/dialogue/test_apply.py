"""The state after a message: what is superseded, retracted and noted."""

from __future__ import annotations

from chatrec.catalog.facets import Facet, Schema
from chatrec.dialogue.apply import apply
from chatrec.dialogue.preferences import Preferences
from chatrec.dialogue.understanding import Change, Mention, Understanding

SCHEMA = Schema(
    facets=(
        Facet(name="category", type="category"),
        Facet(name="genres", type="many"),
        Facet(name="price", type="money", measure="price", unit="USD"),
        Facet(name="wireless", type="flag"),
    )
)


def add(facet, operator, value, **fields):
    return Change(op="add", facet=facet, operator=operator, value=value, **fields)


def state_after(*messages):
    preferences = Preferences()
    for turn, changes in enumerate(messages, 1):
        understanding = Understanding(intent="refine", changes=tuple(changes))
        preferences = apply(preferences, understanding, schema=SCHEMA, turn=turn).preferences
    return preferences


def shown(preferences):
    return [(one.facet, one.operator, one.value, one.polarity) for one in preferences.entries]


def test_new_category_supersedes_the_old_one():
    state = state_after([add("category", "is", "laptop")], [add("category", "is", "tablet")])
    assert shown(state) == [("category", "is", "tablet", "wanted")]


def test_values_of_one_message_do_not_supersede_each_other():
    state = state_after([add("genres", "contains", "comedy"), add("genres", "contains", "romance")])
    assert len(state.entries) == 2


def test_values_of_a_many_facet_gather_over_turns():
    state = state_after([add("genres", "contains", "comedy")], [add("genres", "contains", "war")])
    assert [one.value for one in state.entries] == ["comedy", "war"]


def test_any_of_supersedes_one_of_its_values():
    state = state_after(
        [add("genres", "contains", "comedy")], [add("genres", "any_of", ("comedy", "drama"))]
    )
    assert shown(state) == [("genres", "any_of", ("comedy", "drama"), "wanted")]


def test_opposite_polarity_supersedes():
    state = state_after(
        [add("genres", "contains", "comedy")],
        [add("genres", "contains", "Comedy", polarity="unwanted")],
    )
    assert shown(state) == [("genres", "contains", "Comedy", "unwanted")]


def test_new_upper_bound_supersedes_the_old_one():
    state = state_after([add("price", "<", 900.0)], [add("price", "<=", 700.0)])
    assert shown(state) == [("price", "<=", 700.0, "wanted")]


def test_lower_and_upper_bound_stand_together():
    state = state_after([add("price", ">=", 300.0)], [add("price", "<=", 700.0)])
    assert len(state.entries) == 2


def test_bounds_that_leave_no_room_supersede():
    state = state_after([add("price", "<=", 300.0)], [add("price", ">=", 700.0)])
    assert shown(state) == [("price", ">=", 700.0, "wanted")]


def test_range_supersedes_both_bounds():
    state = state_after(
        [add("price", ">=", 300.0), add("price", "<=", 700.0)],
        [add("price", "between", (100.0, 200.0))],
    )
    assert shown(state) == [("price", "between", (100.0, 200.0), "wanted")]


def test_leaning_stands_beside_a_bound():
    state = state_after([add("price", "<=", 700.0)], [add("price", "low", None)])
    assert len(state.entries) == 2


def test_same_wish_twice_is_one_entry_with_the_new_strength():
    state = state_after(
        [add("genres", "contains", "comedy")],
        [add("genres", "contains", "comedy", strength="must")],
    )
    assert [one.strength for one in state.entries] == ["must"]


def test_retraction_removes_the_facet():
    state = state_after(
        [add("price", "<=", 700.0), add("category", "is", "laptop")],
        [Change(op="remove", facet="price")],
    )
    assert shown(state) == [("category", "is", "laptop", "wanted")]


def test_retraction_of_a_value_leaves_the_others():
    state = state_after(
        [add("genres", "contains", "comedy"), add("genres", "contains", "war")],
        [Change(op="remove", facet="genres", value="Comedy")],
    )
    assert [one.value for one in state.entries] == ["war"]


def test_retraction_comes_before_what_the_message_adds():
    state = state_after(
        [add("category", "is", "laptop")],
        [add("category", "is", "tablet"), Change(op="remove", facet="*")],
    )
    assert shown(state) == [("category", "is", "tablet", "wanted")]


def test_starting_over_keeps_what_was_seen_and_what_is_kept_across_chats():
    preferences = (
        Preferences()
        .adding("category", "is", "laptop")
        .adding("genres", "contains", "war", polarity="unwanted", scope="user")
        .noting("m1", "seen")
        .noting("m2", "liked")
    )
    understanding = Understanding(intent="reset")
    state = apply(preferences, understanding, schema=SCHEMA, turn=3).preferences
    assert [one.facet for one in state.entries] == ["genres"]
    assert state.items("seen") == ("m1",)
    assert state.items("liked") == ()


def test_every_entry_knows_its_turn_and_quote():
    state = state_after([], [add("price", "<", 900.0, quote="under 900")])
    assert state.entries[0].source.turn == 2
    assert state.entries[0].source.quote == "under 900"


def test_ids_are_never_used_twice():
    state = state_after(
        [add("price", "<", 900.0)],
        [Change(op="remove", facet="price")],
        [add("price", "<", 800.0)],
    )
    assert [one.id for one in state.entries] == ["p2"]


def mentioned(stance, preferences=None):
    mention = Mention(item_ids=("m1", "m2"), quote="Heat", stance=stance)
    understanding = Understanding(intent="recommend", mentions=(mention,))
    start = preferences if preferences is not None else Preferences()
    return apply(start, understanding, schema=SCHEMA, turn=1).preferences


def test_liking_an_item_means_it_was_seen():
    state = mentioned("liked")
    assert state.items("liked") == ("m1",)
    assert state.items("seen") == ("m1",)


def test_disliking_takes_back_the_liking():
    state = mentioned("disliked", Preferences().noting("m1", "liked"))
    assert state.items("liked") == ()
    assert state.items("disliked") == ("m1",)


def test_not_seen_takes_back_seen():
    state = mentioned("not_seen", Preferences().noting("m1", "seen"))
    assert state.items("seen") == ()


def test_naming_an_item_notes_nothing():
    assert mentioned("named").feedback == ()


def test_superseded_and_removed_are_told_apart():
    before = Preferences().adding("price", "<", 900.0).adding("category", "is", "laptop")
    understanding = Understanding(
        intent="refine",
        changes=(Change(op="remove", facet="category"), add("price", "<", 500.0)),
    )
    applied = apply(before, understanding, schema=SCHEMA, turn=2)
    assert [one.facet for one in applied.superseded] == ["price"]
    assert [one.facet for one in applied.removed] == ["category"]
    assert [one.value for one in applied.added] == [500.0]


def test_asking_why_not_an_item_does_not_turn_it_down():
    asked = Understanding(
        intent="why_not", mentions=(Mention(item_ids=("f1",), quote="Heat", stance="rejected"),)
    )
    assert not apply(Preferences(), asked, schema=SCHEMA, turn=1).preferences.feedback


def test_of_more_characters_than_a_chat_may_hold_the_oldest_wishes_give_way():
    state = state_after(*[[add("genres", "contains", str(n) * 4_000)] for n in range(6)])
    assert [one.value[0] for one in state.entries] == ["1", "2", "3", "4", "5"]
    assert state.characters == 20_000
