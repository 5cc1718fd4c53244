from __future__ import annotations

from pathlib import Path

import pytest

from chatrec.catalog import load
from chatrec.catalog.sources import find_source


def test_a_sample_is_not_shadowed_by_a_file_of_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "movies").write_text("id,title\n1,a\n")
    assert find_source("movies").bundled
    (tmp_path / "movies.csv").write_text("id,title\n1,a\n")
    assert len(load("movies.csv")) == 1
    assert len(load(Path("movies.csv"))) == 1


def test_the_name_is_that_of_the_source(tmp_path: Path) -> None:
    path = tmp_path / "My Shop.csv"
    path.write_text("id,title\n1,a\n")
    assert find_source(path).name == "My Shop"
    assert find_source(path, name="other").name == "other"


def test_a_sample_writes_no_rejects() -> None:
    assert find_source("electronics").rejects_place is None
