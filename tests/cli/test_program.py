from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from chatrec.cli import main
from tests.brains.llm.scripted import scoring
from tests.llm.loopback import serving

ROOT = Path(__file__).resolve().parent.parent.parent
COMMANDS = ("chat", "say", "web", "index", "tune", "catalog", "sessions", "usage", "doctor")


def chatrec(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "chatrec", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "NO_COLOR": "1"},
    )


def strict(text: str) -> object:
    """Read JSON as RFC 8259 has it: no NaN, no Infinity, no half of a character."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    text.encode()
    return json.loads(text, parse_constant=refuse)


def test_what_the_terminal_prints_as_json_is_json_for_every_reader(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    profile = tmp_path / "profile.json"
    profile.write_text('{"note": "\\ud800"}')
    about = ["-s", "odd", "-u", "jo", "-p", str(profile), "-p", "size=inf", "-p", "weight=nan"]
    assert main(["say", "a comedy \udcff", *about, "--json"]) == 0
    assert strict(capsys.readouterr().out)
    for arguments in (["list", "--json"], ["export", "odd"], ["export", "--user", "jo"]):
        assert main(["sessions", *arguments]) == 0
        assert "\ufffd" in str(strict(capsys.readouterr().out))


def test_a_profile_with_an_infinite_number_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    profile = tmp_path / "profile.json"
    profile.write_text('{"size": Infinity}')
    assert main(["say", "hello", "-p", str(profile)]) == 1
    assert "a finite number" in capsys.readouterr().err


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(f"  {command} " in shown for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    assert "Usage: chatrec" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["bogus"], ["say"], ["web", "--port", "0"], ["--nope"]])
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    assert main(arguments) == 2


def test_an_error_is_one_sentence_and_exits_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalog", "show", "/nowhere/shop.csv"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("chatrec: ")
    assert "/nowhere/shop.csv" in told
    assert "Traceback" not in told


def test_a_wrong_setting_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHATREC_PORT", "http")
    assert main(["sessions", "list"]) == 1
    assert "CHATREC_PORT='http'" in capsys.readouterr().err


def test_a_checked_catalogue_gets_a_schema_beside_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop = tmp_path / "shop.csv"
    shop.write_text("id,title,price\na,Lamp,20\nb,Desk,150\nb,Chair,80\n", encoding="utf-8")
    assert main(["catalog", "check", str(shop), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["items"] == 2
    assert [one["line"] for one in report["rejected"]] == [4]
    assert Path(report["written"]).is_file()


def test_checking_a_sample_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalog", "check", "movies", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["items"] > 600
    assert report["written"] is None


def test_checking_a_missing_file_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalog", "check", "nowhere.csv"]) == 1
    assert "nowhere.csv" in capsys.readouterr().err


def test_an_imported_catalogue_opens_by_its_name_with_the_same_facts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop = tmp_path / "shop.csv"
    shop.write_text(
        "sku,name,Price in $,tags\nL-1,Lamp,20,warm|small\nD-2,Desk,150,oak|large\n",
        encoding="utf-8",
    )
    assert main(["catalog", "show", str(shop), "--json"]) == 0
    before = json.loads(capsys.readouterr().out)
    assert main(["catalog", "import", str(shop), "--name", "furniture"]) == 0
    shop.unlink()
    capsys.readouterr()
    assert main(["catalog", "show", "furniture", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == before
    assert main(["catalog", "list"]) == 0
    assert "furniture" in capsys.readouterr().out


def test_an_import_never_takes_the_name_of_a_sample(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop = tmp_path / "movies.csv"
    shop.write_text("id,title\na,Lamp\n", encoding="utf-8")
    assert main(["catalog", "import", str(shop)]) == 1
    assert "--name" in capsys.readouterr().err


@pytest.mark.slow
def test_a_chat_works_with_piped_input_and_ends_with_it() -> None:
    done = chatrec("chat", "movies", stdin="a comedy from the 90s\n/state\n")
    assert done.returncode == 0, done.stderr
    assert "understood  You want: comedy, from the 1990s." in done.stdout
    assert "\x1b" not in done.stdout


@pytest.mark.slow
def test_say_asks_the_model_that_the_environment_names(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(scoring(lambda title: 5 if "(19" in title else 2)) as server:
        monkeypatch.setenv("CHATREC_MODEL", "tiny")
        monkeypatch.setenv("CHATREC_BASE_URL", server.url)
        monkeypatch.setenv("CHATREC_CALLS", "1")
        done = chatrec("say", "a funny film for tonight", "--json")
    trace = json.loads(done.stdout)["trace"]
    assert [(call["task"], call["model"]) for call in trace["calls"]] == [("recommend", "tiny")]
    assert trace["fallbacks"] == []
    assert "These should do nicely." in json.loads(done.stdout)["text"]


def test_say_prints_a_reply_for_programs_and_keeps_the_session() -> None:
    first = chatrec("say", "a laptop under 900", "-c", "electronics", "-s", "one", "--json")
    assert first.returncode == 0, first.stderr
    reply = json.loads(first.stdout)
    assert all(pick["item"]["attributes"]["price"] < 900 for pick in reply["picks"])
    second = json.loads(
        chatrec("say", "-", "-c", "electronics", "-s", "one", "--json", stdin="cheaper").stdout
    )
    assert second["turn"] == 2
    listed = json.loads(chatrec("sessions", "list", "--json").stdout)
    assert [(one["id"], one["turns"]) for one in listed] == [("one", 2)]
    assert chatrec("sessions", "forget", "one", "--yes").returncode == 0
    assert json.loads(chatrec("sessions", "list", "--json").stdout) == []


@pytest.mark.slow
def test_the_index_is_kept_between_runs() -> None:
    assert "new" in chatrec("index", "movies").stdout
    assert "(0 new, 0 changed, 0 removed)" in chatrec("index", "movies").stdout


@pytest.mark.slow
def test_a_log_is_learned_from_and_a_bad_line_is_counted(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("user,item\nu1,m1\nu1,m2\nu2,\n", encoding="utf-8")
    done = chatrec("index", "movies", "--interactions", str(log))
    assert done.returncode == 0, done.stderr
    assert "Learned from 2 ratings, 1 lines left out" in done.stdout
    assert list(Path(os.environ["CHATREC_HOME"]).rglob("interactions.npz"))
    short = chatrec("tune", "movies", str(log))
    assert short.returncode == 1
    assert "longer log" in short.stderr


@pytest.mark.slow
def test_app_starts_the_same_page_as_the_web_command() -> None:
    done = subprocess.run(
        [sys.executable, "app.py", "--help"], cwd=ROOT, capture_output=True, text=True
    )
    assert "Usage: chatrec web" in done.stdout
