from __future__ import annotations

import json
from pathlib import Path

import pytest

from chatrec.cli import main
from chatrec.cli.checks import check_database, check_home, check_index, run_checks
from chatrec.settings import Settings


def test_a_fresh_machine_has_nothing_broken() -> None:
    findings = run_checks()
    assert [one for one in findings if one.state == "broken"] == []
    assert {"python", "packages", "data folder", "embedder", "index", "sessions"} <= {
        one.name for one in findings
    }


def test_what_is_missing_comes_with_how_to_get_it() -> None:
    for finding in run_checks():
        assert finding.state == "works" or finding.remedy or finding.name == "model"


def test_a_data_folder_that_cannot_be_made_is_broken(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    finding = check_home(Settings(home=tmp_path / "file" / "home"))
    assert finding.state == "broken"
    assert "CHATREC_HOME" in finding.remedy


def test_a_database_that_is_away_is_broken() -> None:
    away = Settings(database_url="postgresql://nobody@127.0.0.1:1/none")
    assert check_database(away).state == "broken"


def test_a_chroma_server_that_is_away_is_broken() -> None:
    assert check_index(Settings(chroma_url="http://127.0.0.1:1")).state == "broken"


def test_the_report_for_programs_says_whether_all_is_well(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["doctor", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["ok"] is True
    assert {"name", "state", "found", "remedy"} == set(report["checks"][0])


def test_a_wrong_setting_is_a_finding_and_not_an_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHATREC_EMBEDDER", "word2vec")
    assert main(["doctor"]) == 1
    shown = capsys.readouterr().out
    assert "word2vec" in shown
    assert "found something broken" in shown


def test_a_misspelt_variable_is_pointed_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHATREC_CHROMAURL", "http://127.0.0.1:8000")
    assert main(["doctor"]) == 0
    assert "CHATREC_CHROMA_URL" in capsys.readouterr().out
