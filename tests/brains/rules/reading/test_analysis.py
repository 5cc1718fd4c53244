from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chatrec.brains.rules.reading.analysis import LIMIT, analyse


def clauses(text: str) -> list[tuple[str, str]]:
    analysis = analyse(text)
    return [
        (clause.connector, analysis.span(clause.first, clause.last).quote)
        for clause in analysis.clauses
    ]


def test_a_clause_opens_at_but() -> None:
    assert clauses("no horror but comedies are fine") == [
        ("", "no horror"),
        ("but", "but comedies are fine"),
    ]


def test_a_list_stays_in_one_clause() -> None:
    assert len(clauses("no horror, gore or zombies")) == 1


def test_and_opens_a_clause_only_before_a_new_statement() -> None:
    assert len(clauses("horror and gore")) == 1
    assert [connector for connector, _ in clauses("I hate horror and I love comedy")] == ["", "and"]


def test_a_full_stop_of_an_abbreviation_ends_no_sentence() -> None:
    analysis = analyse("I liked Mr. Bean and E.T. a lot. More please")
    assert {clause.sentence for clause in analysis.clauses} == {0, 1}


def test_dots_without_a_space_end_a_sentence() -> None:
    assert len({clause.sentence for clause in analyse("I saw it...I want more").clauses}) == 2


def test_a_long_message_is_cut_and_that_is_noted() -> None:
    analysis = analyse("word " * 30_000)
    assert len(analysis.text) <= LIMIT
    assert analysis.notes == ("cut to 4,000 characters",)


def test_control_characters_are_ignored_and_that_is_noted() -> None:
    assert analyse("a\x00comedy").keys == ("a", "comedy")
    assert analyse("a\x00comedy").notes == ("control characters were ignored",)


def test_capitals_mean_nothing_where_all_is_shouted() -> None:
    assert not analyse("I WANT A COMEDY").cased
    assert analyse("I want Heat").cased


@given(st.text(max_size=300))
def test_every_span_quotes_the_message_and_clauses_cover_all_tokens(text: str) -> None:
    analysis = analyse(text)
    covered = [place for clause in analysis.clauses for place in range(clause.first, clause.last)]
    assert covered == list(range(len(analysis.tokens)))
    for place in covered:
        span = analysis.span(place, place + 1)
        assert analysis.text[span.start : span.end] == span.quote
        assert analysis.tokens_of(span) == (place, place + 1)
        first, last = analysis.sentence_at(place)
        assert first <= place < last
