from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from chatrec.dialogue.sessions.store import SessionStore
from chatrec.llm.calls import Call
from chatrec.llm.ledger import Ledger, cost_of, today


def call(cost: float | None) -> Call:
    return Call(task="understand", prompt="understand/direct@0", model="m", cost=cost)


@pytest.fixture
def books(tmp_path: Path) -> SessionStore:
    return SessionStore.open(tmp_path / "sessions.db")


def test_a_call_is_a_value_that_does_not_change() -> None:
    with pytest.raises(ValidationError):
        call(0.1).cost = 0.0  # type: ignore[misc]
    with pytest.raises(ValidationError):
        call(-1.0)


def test_without_a_limit_anything_may_be_spent(books: SessionStore) -> None:
    ledger = Ledger(books, cost_per_day=None)
    books.note_calls("s", [call(1e6)])
    assert ledger.may_spend()


def test_a_budget_is_spent_when_the_calls_of_the_day_reach_it(books: SessionStore) -> None:
    ledger = Ledger(books, cost_per_day=1.0)
    assert ledger.may_spend()
    books.note_calls("s", [call(0.4), call(None), call(0.4)])
    assert ledger.may_spend()
    assert not ledger.may_spend(pending=0.2)
    books.note_calls("t", [call(0.2)])
    assert not ledger.may_spend()


def test_another_day_has_a_budget_of_its_own(books: SessionStore) -> None:
    ledger = Ledger(books, cost_per_day=1.0)
    books.note_calls("s", [call(2.0)])
    assert not ledger.may_spend(today())
    assert ledger.may_spend(today() + timedelta(days=1))
    assert ledger.may_spend(date(2020, 1, 1))


def test_a_limit_of_nothing_allows_no_call(books: SessionStore) -> None:
    assert not Ledger(books, cost_per_day=0.0).may_spend()


def test_workers_on_one_database_share_a_budget(books: SessionStore, tmp_path: Path) -> None:
    books.note_calls("s", [call(1.0)])
    other = SessionStore.open(tmp_path / "sessions.db")
    assert not Ledger(other, cost_per_day=1.0).may_spend()
    other.close()


def test_nothing_is_written_for_no_calls(books: SessionStore) -> None:
    books.note_calls("s", [])
    assert books.usage() == []


def test_what_has_no_price_costs_nothing_in_a_sum() -> None:
    assert cost_of([call(0.5), call(None), call(0.25)]) == 0.75
