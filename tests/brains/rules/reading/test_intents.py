from __future__ import annotations

from functools import cache
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatrec.brains.rules.reading.analysis import analyse
from chatrec.brains.rules.reading.findings import Finding
from chatrec.brains.rules.reading.intent_examples import IntentExamples, learnt_examples
from chatrec.brains.rules.reading.intents import mask, read_intent
from chatrec.brains.rules.reading.understand import understand
from chatrec.brains.rules.reading.vocabulary import Vocabulary
from chatrec.brains.rules.reading.words import read_data
from chatrec.catalog import load
from chatrec.dialogue.conversation import Conversation, Pending, Question
from chatrec.dialogue.understanding import Intent
from chatrec.retrieval.embedders.embedder import Embedder
from chatrec.retrieval.embedders.static import StaticEmbedder


@cache
def embedder() -> Embedder:
    return StaticEmbedder()


@cache
def vocabulary(name: str) -> Vocabulary:
    return Vocabulary(load(name))


def shown(name: str) -> Conversation:
    ids = tuple(item.id for item in vocabulary(name).catalog.items[:3])
    return Conversation(session_id="s", slate=ids)


def intent(name: str, text: str, conversation: Conversation | None = None) -> Intent:
    return understand(
        text,
        conversation or shown(name),
        vocabulary(name),
        examples=learnt_examples(embedder().embed),
    ).intent


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("show me some others", "more"),
        ("something shorter", "refine"),
        ("who directed the second one?", "inform"),
        ("why these?", "explain"),
        ("why not Heat?", "why_not"),
        ("what's the difference between the first two", "compare"),
        ("which one is shorter?", "compare"),
        ("I'll take the second one", "accept"),
        ("none of these", "reject"),
        ("let's start over", "reset"),
        ("what do you know about me?", "show_state"),
        ("hello", "greet"),
        ("thank you so much", "thanks"),
        ("goodbye", "goodbye"),
        ("what can you do?", "help"),
        ("can I talk to a real person", "hand_off"),
        ("how do I reset my bank password", "out_of_domain"),
        ("thanks, something newer?", "refine"),
        ("hi there, show me a comedy from the 90s", "refine"),
    ],
)
def test_a_message_has_the_intent_that_it_works_towards(text: str, expected: Intent) -> None:
    assert intent("movies", text) == expected


@pytest.mark.parametrize(
    "text", ["a light laptop under 900", "I'm looking for headphones", "hi, any good tablets?"]
)
def test_before_items_were_shown_a_wish_is_a_recommendation(text: str) -> None:
    assert intent("electronics", text, Conversation(session_id="s")) == "recommend"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("I don't mind", "no_preference"), ("just show me something", "just_show")],
)
def test_a_pending_question_can_be_passed_over(text: str, expected: Intent) -> None:
    asked = Conversation(
        session_id="s", pending=Pending(kind="question", question=Question(facet="genres"))
    )
    assert intent("movies", text, asked) == expected


@pytest.mark.parametrize(("text", "expected"), [("yes please", "confirm"), ("no thanks", "deny")])
def test_an_offer_is_taken_or_turned_down(text: str, expected: Intent) -> None:
    offered = shown("movies").model_copy(update={"pending": Pending(kind="relaxation")})
    assert intent("movies", text, offered) == expected


def test_a_mere_title_accepts_nothing() -> None:
    assert intent("movies", "The Matrix") == "recommend"


@pytest.mark.parametrize("text", ["moon landing", "kitchen use"])
def test_a_few_unknown_words_are_not_out_of_domain(text: str) -> None:
    assert intent("electronics", text) != "out_of_domain"


def test_a_measure_that_the_catalogue_lacks_is_still_a_wish() -> None:
    assert intent("movies", "cheaper") == "refine"


def test_nothing_said_is_unclear() -> None:
    assert intent("movies", "") == "unclear"
    assert intent("movies", "?!") == "unclear"


def test_what_the_catalogue_holds_is_masked() -> None:
    analysis = analyse("a film like Heat under 90 minutes")
    findings = (
        Finding(analysis.span(3, 4), "item", item_ids=("i1",)),
        Finding(analysis.span(4, 7), facet="runtime", operator="<", value=90.0),
    )
    catalog = vocabulary("movies").catalog
    masked = mask(analysis, findings, catalog, 0, len(analysis.tokens))
    assert masked == "a things like titled number"


def test_every_cue_adds_to_a_known_intent() -> None:
    for table in read_data("intent_cues.toml").values():
        assert isinstance(table, dict)
        assert set(table) <= set(get_args(Intent))


@settings(max_examples=30)
@given(st.text(max_size=200))
def test_any_text_has_an_intent(text: str) -> None:
    examples = IntentExamples.learn(embedder().embed, (("hi", "greet"), ("bye", "goodbye")))
    read = read_intent(analyse(text), (), vocabulary("movies").catalog, shown("movies"), examples)
    assert read.intent in get_args(Intent)


def test_marks_that_fold_to_nothing_are_read() -> None:
    assert intent("movies", "\u0301 \u0300") in get_args(Intent)


@pytest.mark.parametrize("text", ["т😀ीв🎬😀日ीह😀", "hm hm", "jaja lala", "zzz", "the sea"])
def test_nothing_agrees_without_a_word_of_agreement(text: str) -> None:
    offered = shown("movies").model_copy(update={"pending": Pending(kind="confirmation")})
    assert intent("movies", text, offered) not in ("confirm", "deny", "accept")


@pytest.mark.parametrize(
    "text",
    [
        "forget the time limit",
        "never mind the genre",
        "forget the decade",
        "any decade",
        "never mind the director",
        "let's forget about Tom Hanks",
        "drop the limit of 100 minutes",
    ],
)
def test_taking_back_one_wish_never_starts_over(text: str) -> None:
    assert intent("movies", text) == "refine"


@pytest.mark.parametrize(
    "text", ["start over", "wipe the slate clean", "throw away all my preferences", "forget it all"]
)
def test_starting_over_takes_its_own_words(text: str) -> None:
    assert intent("movies", text) == "reset"


@pytest.mark.parametrize(
    "text",
    [
        "and when did it come out?",
        "is it on Netflix?",
        "how long is it?",
        "is it scary?",
        "can I watch the second on Hulu?",
        "who is in the last one?",
    ],
)
def test_a_question_about_an_item_is_one_and_wishes_for_nothing(text: str) -> None:
    said = understand(
        text, shown("movies"), vocabulary("movies"), examples=learnt_examples(embedder().embed)
    )
    assert said.intent == "inform"
    assert said.changes == ()
    assert said.asked_facets != ()


def test_a_wish_beside_a_question_is_kept() -> None:
    text = "is the first one a comedy? I want a western"
    said = understand(
        text, shown("movies"), vocabulary("movies"), examples=learnt_examples(embedder().embed)
    )
    assert [one.value for one in said.changes] == ["western"]


@pytest.mark.parametrize(
    ("text", "facet"),
    [
        ("which one has the best battery?", "battery_hours"),
        ("how much does the second weigh?", "weight_kg"),
        ("how much does the second cost?", "price"),
        ("how long does the battery last?", "battery_hours"),
    ],
)
def test_a_question_asks_for_what_its_verb_or_noun_measures(text: str, facet: str) -> None:
    said = understand(
        text,
        shown("electronics"),
        vocabulary("electronics"),
        examples=learnt_examples(embedder().embed),
    )
    assert said.intent in ("inform", "compare")
    assert said.asked_facets == (facet,)
    assert said.changes == ()


def test_why_not_turns_nothing_down() -> None:
    said = understand(
        "and why not The Exorcist?",
        shown("movies"),
        vocabulary("movies"),
        examples=learnt_examples(embedder().embed),
    )
    assert said.intent == "why_not"
    assert [one.stance for one in said.mentions] == ["asked"]


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("moon landing", "moon landing"),
        ("time machine", "time machine"),
        ("talking dog and submarine vibes", "talking dog and submarine vibes"),
    ],
)
def test_a_bare_phrase_that_no_facet_holds_is_a_free_wish(text: str, wish: str) -> None:
    said = understand(
        text,
        Conversation(session_id="s"),
        vocabulary("electronics"),
        examples=learnt_examples(embedder().embed),
    )
    assert said.intent == "recommend"
    assert said.unread == (wish,)


@pytest.mark.parametrize("text", ["asdf qwer", "I dunno", "hmm"])
def test_noise_is_no_wish(text: str) -> None:
    said = understand(
        text,
        Conversation(session_id="s"),
        vocabulary("movies"),
        examples=learnt_examples(embedder().embed),
    )
    assert said.changes == ()


def test_the_kids_take_nothing_by_watching_too() -> None:
    assert intent("movies", "the kids will watch too") == "refine"
