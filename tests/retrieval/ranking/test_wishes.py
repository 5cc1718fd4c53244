from __future__ import annotations

from math import exp
from typing import Any

import numpy as np
import pytest

from chatrec.dialogue.preferences import Preference
from chatrec.retrieval.facet_table import FacetTable
from chatrec.retrieval.ranking.wishes import order_met, wishes_met
from tests.retrieval.shelf import FILMS

TABLE = FacetTable.build(FILMS)
ALL = np.arange(len(FILMS))


def wish(facet: str, operator: Any, value: Any = None, **rest: Any) -> Preference:
    return Preference(id="p1", facet=facet, operator=operator, value=value, **rest)


def test_a_wanted_value_adds_one_and_an_unknown_fact_a_quarter() -> None:
    met = wishes_met(TABLE, [wish("rated", "is", "pg")], ALL)
    assert met.tolist() == [1, 0, 0, 0.25, 0.25]


def test_a_number_that_misses_counts_less_the_farther_it_is_off() -> None:
    met = wishes_met(TABLE, [wish("runtime", "<=", 85.0)], ALL)
    assert met[1] == 1
    assert met[0] == pytest.approx(exp(-3 / (0.15 * 85)), rel=1e-5)
    assert met[0] > met[3] > met[2]


def test_a_year_is_near_within_a_few_years() -> None:
    met = wishes_met(TABLE, [wish("year", "between", (1980.0, 1989.0))], ALL)
    assert met[2] == pytest.approx(exp(-1 / 3), rel=1e-5)


def test_an_unwanted_number_takes_off_what_it_holds_for() -> None:
    met = wishes_met(TABLE, [wish("runtime", ">", 100.0, polarity="unwanted")], ALL)
    assert met.tolist() == [0, 0, -1, 0, 0]


def test_what_filters_and_free_words_add_nothing() -> None:
    filters = [
        wish("rated", "is", "R", strength="must"),
        wish("genres", "contains", "horror", polarity="unwanted"),
        wish("text", "matches", "space"),
    ]
    assert not wishes_met(TABLE, filters, ALL).any()


def test_less_is_better_from_the_lowest_to_the_highest() -> None:
    met = order_met(TABLE, [wish("runtime", "low")], ALL)
    assert met.tolist() == pytest.approx([2 / 3, 1, 0, 1 / 3, 0])
    more = order_met(TABLE, [wish("runtime", "high")], ALL)
    assert more.tolist() == pytest.approx([1 / 3, 0, 1, 2 / 3, 0])
    not_less = order_met(TABLE, [wish("runtime", "low", polarity="unwanted")], ALL)
    assert not_less.tolist() == more.tolist()


def test_the_order_is_among_the_rows_that_fit() -> None:
    met = order_met(TABLE, [wish("runtime", "low")], np.asarray([2, 3]))
    assert met.tolist() == [0, 1]
    assert order_met(TABLE, [wish("runtime", "low")], np.asarray([2])).tolist() == [0.5]
