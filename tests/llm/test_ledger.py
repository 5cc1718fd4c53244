from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from chatrec.dialogue.sessions.store import SessionStore
from chatrec.llm import ledger as module
from chatrec.llm.calls import Call
from chatrec.llm.faults import ModelFault
from chatrec.llm.ledger import Ledger, today


def call(cost: float | None) -> Call:
    return Call(task="understand", prompt="understand/direct@0", model="m", cost=cost)


def refusal_of(ledger: Ledger, most: float | None = 0.1) -> str:
    """Return the kind of fault with which a request is refused; empty where it may be made."""
    ledger.catch_up()
    try:
        ledger.settle(ledger.reserve("m", most), 0.0)
    except ModelFault as fault:
        return fault.kind
    return ""


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
    assert refusal_of(ledger) == ""
    assert refusal_of(ledger, None) == ""


def test_a_budget_is_spent_when_the_calls_of_the_day_reach_it(books: SessionStore) -> None:
    ledger = Ledger(books, cost_per_day=1.0)
    assert refusal_of(ledger) == ""
    books.note_calls("s", [call(0.4), call(None), call(0.4)])
    assert refusal_of(ledger) == ""
    books.note_calls("t", [call(0.2)])
    assert refusal_of(ledger) == "day_budget"


def test_what_is_held_back_or_settled_counts_before_it_is_written_down(books: SessionStore) -> None:
    ledger = Ledger(books, cost_per_day=1.0)
    books.note_calls("s", [call(0.8)])
    ledger.catch_up()
    held = ledger.reserve("m", 0.2)
    assert refusal_of(ledger) == "day_budget"
    ledger.settle(held, 0.1)
    assert refusal_of(ledger) == ""
    ledger.settle(ledger.reserve("m", 0.0), 0.1)
    assert refusal_of(ledger) == "day_budget"


def test_what_was_settled_is_not_counted_again_when_it_is_written_down(books: SessionStore) -> None:
    ledger = Ledger(books, cost_per_day=1.0)
    for _ in range(2):
        ledger.settle(ledger.reserve("m", 0.3), 0.3)
        books.note_calls("s", [call(0.3)])
        ledger.catch_up()
    assert refusal_of(ledger) == ""


def test_another_day_has_a_budget_of_its_own(
    books: SessionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger, tomorrow = Ledger(books, cost_per_day=1.0), today() + timedelta(days=1)
    books.note_calls("s", [call(2.0)])
    assert refusal_of(ledger) == "day_budget"
    monkeypatch.setattr(module, "today", lambda: tomorrow)
    assert refusal_of(ledger) == ""


def test_a_limit_of_nothing_allows_no_call(books: SessionStore) -> None:
    assert refusal_of(Ledger(books, cost_per_day=0.0), 0.0) == "day_budget"


def test_a_model_without_a_price_cannot_be_held_to_a_limit(books: SessionStore) -> None:
    ledger = Ledger(books, cost_per_day=1.0)
    assert refusal_of(ledger, None) == "unknown_price"
    with pytest.raises(ModelFault, match="CHATREC_PRICES"):
        ledger.reserve("m", None)


def test_workers_on_one_database_share_a_budget(books: SessionStore, tmp_path: Path) -> None:
    books.note_calls("s", [call(1.0)])
    other = SessionStore.open(tmp_path / "sessions.db")
    assert refusal_of(Ledger(other, cost_per_day=1.0)) == "day_budget"
    other.close()


def test_nothing_is_written_for_no_calls(books: SessionStore) -> None:
    books.note_calls("s", [])
    assert books.usage() == []
