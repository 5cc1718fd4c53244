"""The tasks in the terminal, on the bundled films and a catalogue of one's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chatrec.cli import main


def test_an_item_is_explained_by_what_is_liked_and_nothing_of_it_is_kept(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["explain", "Heat", "-c", "movies", "--likes", "The Godfather"]) == 0
    assert "Al Pacino" in capsys.readouterr().out
    assert main(["sessions", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_rating_is_predicted_from_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "rated.csv"
    file.write_text("item,rating\nThe Godfather,5\nToy Story,1\n", encoding="utf-8")
    assert main(["rate", "Heat", "-c", "movies", "--ratings", str(file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert 3.0 < found["rating"] <= 5.0
    assert found["neighbours"][0]["title"] == "The Godfather"


def test_a_wrong_line_of_ratings_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "rated.csv"
    file.write_text("Toy Story,1\nHeat,very good\n", encoding="utf-8")
    assert main(["rate", "Heat", "-c", "movies", "--ratings", str(file)]) == 1
    assert "line 2" in capsys.readouterr().err


def test_a_taste_is_carried_over_to_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "books.csv"
    rows = [f"{n},Book {n},poetry,Verses of no. {n}." for n in range(8)]
    lines = ["id,title,genre,about", *rows, "s,Dust,science fiction,A crew is lost in space."]
    file.write_text("\n".join(lines), encoding="utf-8")
    assert main(["transfer", "movies", str(file), "--likes", "Interstellar", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["picks"][0]["title"] == "Dust"
    assert found["shared"] == ["science fiction"]


def test_nobody_s_taste_and_an_unknown_title_are_clear_errors(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["transfer", "movies", "electronics"]) == 1
    assert "--likes" in capsys.readouterr().err
    assert main(["explain", "No Such Film", "-c", "movies"]) == 1
    assert "No Such Film" in capsys.readouterr().err
