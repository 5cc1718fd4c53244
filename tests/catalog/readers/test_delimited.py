from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatrec.catalog.readers.delimited import find_delimiter, name_columns, read_delimited
from chatrec.catalog.readers.rows import BadRow, Row


def read(path: Path, content: str | bytes) -> list[Row | BadRow]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_delimited(path))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "shop.csv"


def test_rows_come_with_their_lines(file: Path) -> None:
    rows = read(file, 'id,title\n1,"Two\nlines, one cell"\n\n2,Next\n')
    assert rows == [
        Row(2, {"id": "1", "title": "Two\nlines, one cell"}),
        Row(5, {"id": "2", "title": "Next"}),
    ]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(file: Path, mark: str) -> None:
    assert read(file, f"id{mark}title\n1{mark}a\n") == [Row(2, {"id": "1", "title": "a"})]


def test_commas_in_a_quoted_header_do_not_count() -> None:
    assert find_delimiter('"a, b, c";d') == ";"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_marks_and_old_encodings_are_read(file: Path, encoding: str) -> None:
    rows = read(file, "id,title\n1,Amélie\n".encode(encoding))
    assert rows == [Row(2, {"id": "1", "title": "Amélie"})]


def test_windows_line_ends_and_blank_ends_are_read(file: Path) -> None:
    assert read(file, "id,title\r\n1,a\r\n\r\n") == [Row(2, {"id": "1", "title": "a"})]


def test_a_row_with_too_many_cells_is_bad(file: Path) -> None:
    rows = read(file, "id,title\n1,a,b\n2,c\n3,d,,\n")
    assert rows[0] == BadRow(2, "3 cells where the header has 2", "1,a,b")
    assert rows[1:] == [Row(3, {"id": "2", "title": "c"}), Row(4, {"id": "3", "title": "d"})]


def test_a_short_row_leaves_the_rest_unknown(file: Path) -> None:
    assert read(file, "id,title,year\n1,a\n") == [Row(2, {"id": "1", "title": "a"})]


def test_a_quote_that_is_never_closed_costs_its_own_line_only(file: Path) -> None:
    rows = read(file, 'id,title\n1,"broken\n2,b\n3,c\n')
    assert rows[0] == BadRow(2, "a quote that is not closed", '1,"broken')
    assert [row.line for row in rows[1:]] == [3, 4]


def test_a_quote_closed_rows_later_costs_its_own_line_only(file: Path) -> None:
    rows = read(file, 'id,title\n1,"broken\n2,b\n3,"fine"\n4,d\n')
    assert isinstance(rows[0], BadRow)
    assert [row.record["id"] for row in rows if isinstance(row, Row)] == ["2", "3", "4"]


def test_inches_are_no_quotes(file: Path) -> None:
    rows = read(file, 'id,screen\n1,13.3"\n2,"15"""\n')
    assert [row.record["screen"] for row in rows if isinstance(row, Row)] == ['13.3"', '15"']


def test_nameless_and_doubled_columns_get_names() -> None:
    assert name_columns(["a", "", "a"]) == ["a", "column 2", "a 3"]


@pytest.mark.parametrize("content", ["", "\n\n", "id,title\n"])
def test_an_empty_file_has_no_rows(file: Path, content: str) -> None:
    assert read(file, content) == []


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(1, 99).map(str), cells), max_size=8))
def test_what_a_writer_wrote_comes_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(["id", "title"])
    writer.writerows(rows)
    path = tmp_path_factory.mktemp("csv") / "x.csv"
    path.write_bytes(out.getvalue().encode())
    found = [tuple(row.record.values()) for row in read_delimited(path) if isinstance(row, Row)]
    assert found == rows


@settings(max_examples=40)
@given(st.binary(max_size=200) | st.text('ab,;\t"\r\n', max_size=80).map(str.encode))
def test_any_bytes_are_rows_under_one_header_each_on_a_line_of_its_own(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("csv") / "x.csv"
    path.write_bytes(content)
    read = list(read_delimited(path))
    lines = [row.line for row in read]
    assert lines == sorted(set(lines))
    records = [list(row.record) for row in read if isinstance(row, Row)]
    header = max(records, key=len, default=[])
    assert all(record == header[: len(record)] for record in records)
    assert all(row.reason for row in read if isinstance(row, BadRow))
