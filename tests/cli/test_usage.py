from __future__ import annotations

import json
from pathlib import Path

import pytest

from chatrec.cli import main
from chatrec.dialogue.sessions.store import SessionStore
from chatrec.llm.calls import Call
from chatrec.llm.ledger import today
from chatrec.settings import Settings

PRICED = Call(
    task="recommend",
    prompt="recommend/direct@0",
    model="gpt-6-luna",
    ms=1500.0,
    prompt_tokens=12_345,
    cached_tokens=1_000,
    completion_tokens=200,
    cost=0.0025,
)
UNPRICED = Call(task="ask", prompt="p", model="own-model", prompt_tokens=7, estimated=True)


@pytest.fixture
def store() -> SessionStore:
    return SessionStore.open(Settings.from_environment().database)


def test_where_nothing_was_called_one_sentence_says_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["usage"]) == 0
    assert capsys.readouterr().out == "No language model was called in the last 30 days.\n"
    assert main(["usage", "--days", "1"]) == 0
    assert capsys.readouterr().out == "No language model was called today.\n"


def test_calls_are_shown_by_model_with_their_sum(
    store: SessionStore, capsys: pytest.CaptureFixture[str]
) -> None:
    store.note_calls("s", [PRICED, PRICED, UNPRICED])
    store.close()
    assert main(["usage"]) == 0
    shown = [line.split() for line in capsys.readouterr().out.splitlines()]
    day = str(today())
    assert [day, "gpt-6-luna", "2", "24,690", "2,000", "400", "$0.0050", "3.0", "s"] in shown
    assert [day, "own-model", "1", "~7", "0", "~0", "unknown", "0.0", "s"] in shown
    assert ["in", "all", "3", "~24,697", "2,000", "~400", "$0.0050+", "3.0", "s"] in shown


def test_a_model_without_a_price_is_named_with_what_to_do(
    store: SessionStore, capsys: pytest.CaptureFixture[str]
) -> None:
    store.note_calls("s", [UNPRICED])
    store.close()
    main(["usage"])
    shown = " ".join(capsys.readouterr().out.split())
    assert "No price is known of own-model" in shown
    assert "CHATREC_PRICES" in shown


def test_programs_get_json(store: SessionStore, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["usage", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    store.note_calls("s", [PRICED])
    store.close()
    assert main(["usage", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row["day"] == str(today())
    assert (row["model"], row["calls"], row["prompt_tokens"]) == ("gpt-6-luna", 1, 12_345)
    assert (row["cost"], row["unpriced"], row["ms"]) == (0.0025, 0, 1500.0)


def test_a_number_of_days_below_one_is_wrong_usage(tmp_path: Path) -> None:
    assert main(["usage", "--days", "0"]) == 2
