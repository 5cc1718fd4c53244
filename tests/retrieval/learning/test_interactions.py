from __future__ import annotations

import json
from pathlib import Path

import pytest

from chatrec.errors import InteractionsError
from chatrec.retrieval.learning.interactions import Dialogue, Rating, Turn, read_interactions


def test_ratings_of_movielens_are_read_from_its_folder(tmp_path: Path) -> None:
    (tmp_path / "ratings.csv").write_text(
        "userId,movieId,rating,timestamp\n1,31,2.5,1260759144\n1,1029,3.0,1260759179\n"
    )
    log = read_interactions(tmp_path)
    assert log.ratings == (
        Rating("1", "31", 2.5, "1260759144"),
        Rating("1", "1029", 3.0, "1260759179"),
    )
    assert (log.dialogues, log.bad_lines) == ((), 0)


def test_a_log_without_ratings_counts_each_line_once(tmp_path: Path) -> None:
    file = tmp_path / "views.tsv"
    file.write_text("customer_id\tsku\nanna\tx1\n")
    assert read_interactions(file).ratings == (Rating("anna", "x1"),)


def test_bad_lines_are_counted_and_the_others_kept(tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    rows = ['{"user": 1, "item": "a", "rating": 4, "timestamp": null}', "{", "[]", '{"user": 1}']
    file.write_text("\n".join([*rows, '{"user": 1, "item": "a", "rating": "good"}', ""]))
    log = read_interactions(file)
    assert log.ratings == (Rating("1", "a", 4.0, ""),)
    assert log.bad_lines == 4
    assert log.reasons[-1] == "line 5: the rating 'good' is not a number"


def test_dialogues_are_read_with_their_roles(tmp_path: Path) -> None:
    row = {
        "id": "d1",
        "turns": [
            {"role": "user", "text": "I liked Alien", "items": ["alien"]},
            {"role": "assistant", "text": "Then Aliens", "items": ["aliens"]},
        ],
    }
    file = tmp_path / "talks.jsonl"
    file.write_text(json.dumps(row) + "\n" + json.dumps({"turns": [{"role": "cat"}]}) + "\n")
    log = read_interactions(file)
    assert log.dialogues == (
        Dialogue(
            "d1",
            (
                Turn("seeker", "I liked Alien", ("alien",)),
                Turn("recommender", "Then Aliens", ("aliens",)),
            ),
        ),
    )
    assert log.bad_lines == 1


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("log.xlsx", "", "must end in .csv, .tsv or .jsonl"),
        ("log.csv", "a,b\n1,2\n", "names no user and item column"),
        ("log.csv", "", "no line"),
        ("log.jsonl", "nonsense\n", "no line"),
    ],
)
def test_a_log_that_cannot_be_read_says_why(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    file = tmp_path / name
    file.write_text(text)
    with pytest.raises(InteractionsError, match=said):
        read_interactions(file)


def test_a_missing_or_binary_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(InteractionsError, match="cannot read the interactions"):
        read_interactions(tmp_path / "none.csv")
    file = tmp_path / "log.csv"
    file.write_bytes(b"user,item\n\xff\xfe,\x00\n")
    with pytest.raises(InteractionsError, match="UTF-8"):
        read_interactions(file)
