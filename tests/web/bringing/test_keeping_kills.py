"""Killed at any step of keeping a catalogue, it is there once or its draft is there, never both and never neither."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

import pytest

HERE = Path(__file__).parent
LIVES = 10
LAST = 4
"""The last steps delete the draft, with the catalogue there already."""


class Seen(TypedDict):
    """What a new process finds."""

    items: dict[str, int]
    titles: list[str]
    draft: str
    files: list[str]


class Nursery:
    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def live(self, line: str) -> list[str]:
        """Let a process do what a line says, and return what it printed before its end."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        said: list[str] = []
        while (told := self._process.stdout.readline().strip()) != "end":
            assert told, "the nursery ended"
            said.append(told)
        return said

    def look(self) -> tuple[Seen, Seen]:
        """Return what a new process finds, and what it finds once the draft is kept again, if there is one."""
        before, after = self.live("look")
        return json.loads(before), json.loads(after)


@pytest.fixture
def nursery(tmp_path: Path) -> Iterator[Nursery]:
    (tmp_path / "first.csv").write_text("id,title,kind\n1,A chair,chair\n2,A desk,desk\n")
    command = [sys.executable, str(HERE / "keep_kill_child.py"), str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent.parent.parent)}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        yield Nursery(process)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_kill_while_a_catalogue_is_kept_neither_doubles_nor_loses_it(
    nursery: Nursery, tmp_path: Path
) -> None:
    steps = int(nursery.live("keep 0")[-1])
    dice = random.Random(5)
    chosen = sorted(dice.sample(range(1, steps - LAST), LIVES - LAST))
    for step in [*chosen, *range(steps - LAST, steps + 1)]:
        assert nursery.live(f"keep {step}") == [], f"step {step} of {steps} was not reached"
        before, after = nursery.look()
        there = len(before["items"]) - 1
        assert (there, bool(before["draft"])) in {(1, False), (0, True)}, (step, before)
        assert not before["files"], f"killed before step {step}, it left files"
        assert (len(after["items"]), after["draft"]) == (2, ""), (step, after)
        assert set(after["items"].values()) == {6}
        assert len(set(after["titles"])) == 2
