"""The wheel works outside the repository: everything it reads is in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("packaging")]

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ("*.toml", "*.txt", "*.json", "*.jsonl", "*.csv", "*.safetensors", "*.md", "*.css", "*.js")


@dataclass(frozen=True)
class Built:
    """What a build made."""

    wheel: Path
    sdist: Path


@dataclass(frozen=True)
class Clean:
    """An environment that holds the wheel, and the packages that chatrec depends on, and nothing of this repository."""

    folder: Path
    environment: dict[str, str]

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment, outside the repository."""
        return subprocess.run(
            [str(self.folder / "venv" / "bin" / command[0]), *command[1:]],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
        )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    out = tmp_path_factory.mktemp("dist")
    # Neither --wheel nor --sdist: the wheel is built from the sdist, which shows that the sdist is whole.
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=out)
    assert done.returncode == 0, done.stdout + done.stderr
    return Built(wheel=next(out.glob("*.whl")), sdist=next(out.glob("*.tar.gz")))


@pytest.fixture(scope="module")
def clean(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Clean:
    folder = tmp_path_factory.mktemp("outside")
    venv = folder / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    python = venv / "bin" / "python"
    # A path file in a site folder is followed, the path files of the folder it names are not: what is installed
    # here as a link to the repository stays out.
    site = next((venv / "lib").glob("python*/site-packages"))
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    install = ["--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    install += ["--ignore-installed", "--disable-pip-version-check", str(built.wheel)]
    subprocess.run([sys.executable, "-m", "pip", *install], check=True)
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
    return Clean(folder, {**kept, "HOME": str(folder), "CHATREC_HOME": str(folder / "home")})


def test_the_wheel_holds_every_asset_of_the_package(built: Built) -> None:
    names = set(zipfile.ZipFile(built.wheel).namelist())
    wanted = {
        path.relative_to(ROOT).as_posix()
        for pattern in ASSETS
        for path in (ROOT / "chatrec").rglob(pattern)
    }
    assert wanted <= names
    assert "chatrec/py.typed" in names
    assert "chatrec/prompts/README.md" in names
    assert any(name.startswith("chatrec/dialogue/sessions/migrations/versions/") for name in names)
    assert any(name.endswith("NOTICE") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/"))]


def test_the_sdist_holds_what_a_build_needs(built: Built) -> None:
    with tarfile.open(built.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "NOTICE", "prompts/README.md"} <= names
    assert not [name for name in names if name.startswith((".venv/", ".git/", "dist/"))]


def test_the_package_is_the_installed_one(clean: Clean) -> None:
    done = clean.run("python", "-c", "import chatrec; print(chatrec.__file__)")
    assert done.stdout.startswith(str(clean.folder)), done.stdout + done.stderr


def test_the_installed_program_answers(clean: Clean) -> None:
    done = clean.run("chatrec", "say", "a comedy from the 90s, nothing scary", "--json")
    assert done.returncode == 0, done.stderr
    reply = json.loads(done.stdout)
    assert reply["action"] == "recommend"
    assert reply["picks"]
    for pick in reply["picks"]:
        assert 1990 <= pick["item"]["attributes"]["year"] <= 1999


def test_the_installed_library_holds_a_conversation(clean: Clean) -> None:
    code = """
from chatrec import Chatbot
with Chatbot.open("electronics") as bot:
    chat = bot.session()
    first = chat.say("a laptop under 900 dollars")
    second = chat.say("with at least 16 GB of memory")
    facts = [[pick.item.attributes for pick in reply.picks] for reply in (first, second)]
    assert all(facts), facts
    assert all(fact["price"] <= 900 for one in facts for fact in one), facts
    assert all(fact["memory_gb"] >= 16 for fact in facts[1]), facts
    print(len(chat.turns))
"""
    done = clean.run("python", "-c", code)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["2"]


def test_the_doctor_is_content_with_the_installed_program(clean: Clean) -> None:
    done = clean.run("chatrec", "doctor", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
