from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from chatrec.brains.rules.reading.analysis import analyse
from chatrec.brains.rules.reading.dependent_readers import read_dependent
from chatrec.brains.rules.reading.findings import Finding
from chatrec.brains.rules.reading.understand import find, understand
from chatrec.brains.rules.reading.vocabulary import Vocabulary
from chatrec.brains.rules.reading.words import read_data
from chatrec.catalog import load
from chatrec.catalog.measures import measures
from chatrec.dialogue.conversation import Conversation
from chatrec.dialogue.preferences import Preferences, Source


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary(load("electronics"))


def shown() -> Conversation:
    ids = tuple(item.id for item in vocabulary().catalog.items[:3])
    state = Preferences().adding("price", "<", 900.0, source=Source(turn=1, quote="under 900"))
    return Conversation(session_id="s", slate=ids, preferences=state)


def read(text: str) -> list[tuple[str, str]]:
    found = find(analyse(text), shown(), vocabulary())
    return [(one.kind, one.facet) for one in found]


def test_a_comparison_with_an_item_is_one_wish() -> None:
    assert read("something cheaper than the first one") == [("preference", "price")]


def test_a_value_that_is_taken_back_is_not_wished() -> None:
    assert read("drop the budget") == [("removal", "price")]


def test_a_degree_in_a_question_about_an_item_is_asked() -> None:
    assert ("asked", "weight_kg") in read("is the first one heavy?")
    assert ("preference", "weight_kg") not in read("is the first one heavy?")


def test_the_items_of_a_comparing_question_stay() -> None:
    kinds = [kind for kind, _ in read("is the first one lighter than the second one?")]
    assert kinds.count("item") == 2


def test_readers_give_findings_in_the_message() -> None:
    analysis = analyse("show me five cheaper ones, not too heavy")
    found = read_dependent(analysis, vocabulary(), vocabulary().questions, shown(), ())
    assert all(isinstance(one, Finding) for one in found)
    assert all(analysis.text[one.span.start : one.span.end] == one.span.quote for one in found)


@cache
def spoken() -> tuple[str, ...]:
    """Return the words that the readers know, so that random rows of them reach every branch."""
    names = ("bounds", "comparatives", "dates", "numbers", "questions", "references", "retractions")
    texts = [str(read_data(f"{name}.toml")) for name in names]
    texts += [
        " ".join((*one.less, *one.least, *one.low, *one.questions)) for one in measures().values()
    ]
    known = {token.raw for text in texts for token in analyse(text[:4000]).tokens}
    more = (
        "5",
        "1999",
        "$",
        "hours",
        "GB",
        "stars",
        "inch",
        "80s",
        "than",
        "the",
        "?",
        ",",
        ".",
        "k",
        "%",
    )
    return tuple(sorted(known | set(more)))


@settings(max_examples=150)
@given(st.data())
def test_no_row_of_known_words_breaks_a_reader(data: st.DataObject) -> None:
    row = data.draw(st.lists(st.sampled_from(spoken()), max_size=25))
    text = " ".join(row)
    read_back = understand(text, shown(), vocabulary())
    assert all(change.quote in text for change in read_back.changes)
    assert all(mention.quote in text for mention in read_back.mentions)
