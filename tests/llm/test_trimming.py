"""Trimming: history goes first, then demonstrations, then the last candidates, and what went is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from chatrec.llm.faults import ModelFault
from chatrec.llm.prompts.prompt import Message, Prompt
from chatrec.llm.prompts.reader import read_prompt
from chatrec.llm.tokens import count
from chatrec.llm.trimming import trim

LINE = "one two three four five six seven eight nine ten"
MODEL = "tiny"
LESS = 12
"""More than parts that are counted one by one differ from the whole."""


@pytest.fixture
def prompt(tmp_path: Path) -> Prompt:
    path = tmp_path / "recommend" / "direct.prompty"
    path.parent.mkdir()
    path.write_text(
        """---
name: recommend/direct
inputs:
  history: {kind: thread}
  demonstrations: {kind: thread}
  candidates: {kind: array}
outputs: [{name: ranked, kind: array}]
---
system:
Choose.

{{ demonstrations }}

{{ history }}

user:
{% for one in candidates %}{{ one }}
{% endfor %}"""
    )
    return read_prompt(path)


VALUES = {
    "history": [Message("user", f"h{place} {LINE}") for place in range(4)],
    "demonstrations": [Message("user", f"d{place} {LINE}") for place in range(4)],
    "candidates": [f"c{place} {LINE}" for place in range(10)],
}


def size(prompt: Prompt, **values: object) -> int:
    return count(prompt.render({**VALUES, **values}), MODEL).tokens


def test_what_fits_is_whole(prompt: Prompt) -> None:
    trimmed = trim(prompt, VALUES, limit=size(prompt) + 20, model=MODEL)
    assert trimmed.values == VALUES
    assert trimmed.left_out == {}


def test_the_oldest_of_the_history_goes_first(prompt: Prompt) -> None:
    trimmed = trim(prompt, VALUES, limit=size(prompt) - LESS, model=MODEL)
    assert trimmed.left_out == {"history": 1}
    assert trimmed.values["history"] == VALUES["history"][1:]


def test_a_demonstration_goes_with_its_answer(prompt: Prompt) -> None:
    trimmed = trim(prompt, VALUES, limit=size(prompt, history=[]) - LESS, model=MODEL)
    assert trimmed.left_out == {"history": 4, "demonstrations": 1}
    assert trimmed.values["demonstrations"] == VALUES["demonstrations"][2:]


def test_candidates_go_last_and_the_worst_of_them_first(prompt: Prompt) -> None:
    limit = size(prompt, history=[], demonstrations=[]) - LESS
    trimmed = trim(prompt, VALUES, limit=limit, model=MODEL)
    assert {name: trimmed.left_out[name] for name in ("history", "demonstrations")} == {
        "history": 4,
        "demonstrations": 2,
    }
    kept = trimmed.values["candidates"]
    assert kept == VALUES["candidates"][: len(kept)]
    assert 4 <= len(kept) < 10
    assert count(prompt.render(trimmed.values), MODEL).tokens <= limit + LESS


def test_where_not_even_four_candidates_fit_nothing_is_asked(prompt: Prompt) -> None:
    with pytest.raises(ModelFault) as raised:
        trim(prompt, VALUES, limit=30, model=MODEL)
    assert raised.value.kind == "turn_budget"
