from __future__ import annotations

import importlib
import json
import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import chatrec

ROOT = Path(__file__).resolve().parent.parent
HEAVY = ("gradio", "chromadb", "langchain", "openai", "numpy", "scipy", "sqlalchemy", "rich")
NOT_MODULES = "migrations"  # read by Alembic, not imported

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(chatrec.__path__, "chatrec.")
    if NOT_MODULES not in module.name and not module.name.endswith("__main__")
)


@pytest.mark.parametrize("name", MODULES)
def test_every_module_can_be_imported(name: str) -> None:
    assert importlib.import_module(name).__name__ == name


def test_imports_point_downwards() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("code", ["import chatrec", "import chatrec.cli"])
def test_nothing_heavy_is_imported_at_the_start(code: str) -> None:
    assert loaded_after(code).isdisjoint(HEAVY)


def test_help_imports_nothing_heavy() -> None:
    code = "from chatrec.cli import main; import contextlib, io\n"
    code += "with contextlib.redirect_stdout(io.StringIO()): main(['--help'])"
    assert loaded_after(code).isdisjoint(HEAVY)


def test_the_public_face_is_listed_and_there() -> None:
    assert sorted(chatrec.__all__) == chatrec.__all__
    assert {"Catalog", "Chatbot", "Item", "Preferences", "Reply"} <= set(chatrec.__all__)
    assert all(getattr(chatrec, name) is not None for name in chatrec.__all__)


@pytest.mark.slow
def test_help_and_the_import_are_quick() -> None:
    assert least_seconds("-c", "import chatrec") < 0.3
    assert least_seconds("-m", "chatrec", "--help") < 0.4


def loaded_after(code: str) -> set[str]:
    """Return the top packages that a fresh process has loaded after some code."""
    code += (
        "\nimport json, sys; print(json.dumps(sorted({m.partition('.')[0] for m in sys.modules})))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


def least_seconds(*arguments: str) -> float:
    """Return the least processor time of three runs: unlike the wall clock, it is not that of other programs."""

    def once() -> float:
        before = os.times()
        subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
        after = os.times()
        return sum(after[2:4]) - sum(before[2:4])

    return min(once() for _ in range(3))
