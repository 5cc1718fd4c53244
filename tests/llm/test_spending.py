"""What a process spends: held back before a request leaves, settled after it, and shared with other processes."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.llm.spending import Spending, spending_at

DAY = date(2026, 11, 29)
COSTS = st.lists(st.floats(0.0, 2.0), max_size=12)


@given(COSTS, st.floats(0.01, 5.0))
def test_the_limit_is_passed_by_one_request_at_most(costs: Sequence[float], limit: float) -> None:
    spending = Spending()
    held = [one for one in (spending.reserve(DAY, cost, limit) for cost in costs) if one]
    assert sum(one.most for one in held[:-1]) < limit


@given(COSTS, st.lists(st.booleans(), min_size=12, max_size=12), st.floats(0.0, 3.0))
def test_what_is_written_late_is_counted_once(
    costs: Sequence[float], written: Sequence[bool], others: float
) -> None:
    spending, booked = Spending(), others
    spending.note_booked(DAY, booked)
    for cost, is_written in zip(costs, written, strict=False):
        held = spending.reserve(DAY, 9.0, 1e9)
        assert held is not None
        spending.settle(DAY, held, cost)
        booked += cost * is_written
        spending.note_booked(DAY, booked)
    total = others + sum(costs)
    assert spending.reserve(DAY, 0.0, total + 1e-6) is not None
    assert total == 0 or spending.reserve(DAY, 0.0, total * 0.999) is None


def test_what_other_processes_write_down_counts() -> None:
    spending = Spending()
    held = spending.reserve(DAY, 1.0, 5.0)
    assert held is not None
    spending.settle(DAY, held, 1.0)
    spending.note_booked(DAY, 1.0 + 4.0)
    assert spending.reserve(DAY, 1.0, 5.0) is None


def test_a_new_day_begins_at_nothing_but_what_is_under_way() -> None:
    spending = Spending()
    under_way = spending.reserve(DAY, 0.5, 2.0)
    held = spending.reserve(DAY, 0.5, 2.0)
    assert under_way is not None
    assert held is not None
    spending.settle(DAY, held, 7.0)
    tomorrow = DAY + timedelta(days=1)
    assert spending.reserve(DAY, 0.1, 1.0) is None
    assert spending.reserve(tomorrow, 0.1, 0.5) is None
    spending.note_booked(DAY, 100.0)
    assert spending.reserve(tomorrow, 0.1, 1.0) is not None


@pytest.mark.parametrize("limit", [0.5, 2.0])
def test_threads_that_reserve_at_once_hold_the_limit(limit: float) -> None:
    spending = Spending()
    with ThreadPoolExecutor(16) as threads:
        held = list(threads.map(lambda _: spending.reserve(DAY, 1.0, limit), range(200)))
    assert sum(one is not None for one in held) == max(1, int(limit))


def test_chatbots_on_one_database_share_what_they_spend() -> None:
    assert spending_at("a.db") is spending_at("a.db")
    assert spending_at("a.db") is not spending_at("b.db")
