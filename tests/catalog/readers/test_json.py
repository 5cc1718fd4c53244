from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from chatrec.catalog.readers.json_file import read_json
from chatrec.catalog.readers.jsonl import read_jsonl
from chatrec.catalog.readers.rows import BadRow, Row
from chatrec.errors import CatalogError


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "text",
    [
        '[{"id": 1}, {"id": 2}]',
        '{"items": [{"id": 1}, {"id": 2}], "page": 1}',
        '{"whatever": [{"id": 1}, {"id": 2}]}',
        '{"id": 1}\n{"id": 2}\n',
    ],
)
def test_items_are_found_in_every_usual_shape(tmp_path: Path, text: str) -> None:
    rows = list(read_json(write(tmp_path / "a.json", text)))
    assert [row.record for row in rows if isinstance(row, Row)] == [{"id": 1}, {"id": 2}]


def test_members_by_their_ids_are_items(tmp_path: Path) -> None:
    rows = list(
        read_json(write(tmp_path / "a.json", '{"x1": {"title": "a"}, "x2": {"title": "b"}}'))
    )
    assert rows[0] == Row(1, {"id": "x1", "title": "a"})


def test_one_object_is_one_item(tmp_path: Path) -> None:
    assert list(read_json(write(tmp_path / "a.json", '{"id": 1, "title": "a"}'))) == [
        Row(1, {"id": 1, "title": "a"})
    ]


def test_what_is_no_object_is_a_bad_row(tmp_path: Path) -> None:
    rows = list(read_json(write(tmp_path / "a.json", '[{"id": 1}, "two", 3]')))
    assert [row.line for row in rows if isinstance(row, BadRow)] == [2, 3]


@pytest.mark.parametrize("text", ["[{]", "3", '"text"'])
def test_json_without_items_is_an_error_with_the_way_out(tmp_path: Path, text: str) -> None:
    with pytest.raises(CatalogError, match=r"a\.json"):
        list(read_json(write(tmp_path / "a.json", text)))


def test_an_empty_file_has_no_rows(tmp_path: Path) -> None:
    assert list(read_json(write(tmp_path / "a.json", " "))) == []


def test_broken_lines_of_jsonl_are_bad_rows_with_their_numbers(tmp_path: Path) -> None:
    rows = list(read_jsonl(write(tmp_path / "a.jsonl", '{"id": 1}\n\n{"id": \n[2]\n{"id": 3}\n')))
    assert [(type(row).__name__, row.line) for row in rows] == [
        ("Row", 1),
        ("BadRow", 3),
        ("BadRow", 4),
        ("Row", 5),
    ]


def test_deep_nesting_is_a_bad_row(tmp_path: Path) -> None:
    (row,) = read_jsonl(write(tmp_path / "a.jsonl", "[" * 100_000))
    assert isinstance(row, BadRow)


def test_nesting_that_json_bears_and_we_do_not_is_a_bad_row(tmp_path: Path) -> None:
    deep = '{"id": 1, "x": ' + "[" * 300 + "]" * 300 + "}"
    (row,) = read_jsonl(write(tmp_path / "a.jsonl", deep))
    assert isinstance(row, BadRow)
    assert "nested" in row.reason
    (row,) = read_json(write(tmp_path / "a.json", f"[{deep}]"))
    assert isinstance(row, BadRow)


def test_half_characters_become_question_marks_and_emoji_stay(tmp_path: Path) -> None:
    text = r'{"id": 1, "title": "a\ud800b \ud83d\ude00"}'
    (row,) = read_jsonl(write(tmp_path / "a.jsonl", text))
    assert isinstance(row, Row)
    assert row.record["title"] == "a?b \U0001f600"


def test_gzip_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress('{"id": "é"}\n'.encode()))
    assert list(read_jsonl(path)) == [Row(1, {"id": "é"})]
