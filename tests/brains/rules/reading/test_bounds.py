from __future__ import annotations

from typing import get_args

import pytest

from chatrec.brains.rules.reading.analysis import analyse
from chatrec.brains.rules.reading.bounds import bound_after, bound_before, bound_words
from chatrec.dialogue.preferences import Operator


@pytest.mark.parametrize(
    ("words", "limit"),
    [
        ("under", "<"),
        ("less than", "<"),
        ("at most", "<="),
        ("no more than", "<="),
        ("at least", ">="),
        ("over", ">"),
        ("not under", ">="),
        ("nothing over", "<="),
        ("i don't want to spend more than", "<="),
        ("around", "about"),
        ("exactly", "is"),
        ("cheaper than", "<"),
        ("longer than", ">"),
        ("nothing longer than", "<="),
    ],
)
def test_the_words_before_a_number_limit_it(words: str, limit: str) -> None:
    analysis = analyse(f"{words} 90")
    bound = bound_before(analysis, len(analysis.tokens) - 1)
    assert bound is not None
    assert bound.limit == limit


def test_a_comparative_says_what_it_measures() -> None:
    bound = bound_before(analyse("cheaper than 90"), 2)
    assert bound is not None
    assert bound.measures == ("price",)


def test_a_negation_in_another_clause_flips_nothing() -> None:
    bound = bound_before(analyse("no horror, under 90"), 4)
    assert bound is not None
    assert bound.limit == "<"


@pytest.mark.parametrize(
    ("words", "limit"), [("or less", "<="), ("+", ">="), ("max", "<="), ("or so", "about")]
)
def test_the_words_after_a_number_limit_it(words: str, limit: str) -> None:
    bound = bound_after(analyse(f"90 {words}"), 1)
    assert bound is not None
    assert bound.limit == limit


def test_every_default_is_an_operator_or_a_size_in_inches() -> None:
    assert set(bound_words().default.values()) <= {*get_args(Operator), "inch"}
