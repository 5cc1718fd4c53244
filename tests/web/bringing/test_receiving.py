from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest

from chatrec import limits
from chatrec.errors import TooLarge, UploadError
from chatrec.web.bringing import receiving
from chatrec.web.bringing.receiving import (
    MOST_COLUMNS,
    ending_of,
    notes_of,
    proper_ending,
    read_rows,
    refuse_large,
    title_of,
    unpack,
)


def file_of(folder: Path, content: bytes | str, ending: str = ".csv") -> Path:
    path = folder / f"rows{ending}"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(UploadError) as refused:
        proper_ending(path, path.suffix)
        read_rows(path)
    return str(refused.value)


@pytest.mark.parametrize(
    ("name", "ending"),
    [("shop.csv", ".csv"), ("Shop.CSV.GZ", ".csv"), ("a.b.jsonl", ".jsonl"), ("x.txt.gz", ".txt")],
)
def test_a_form_that_is_taken_is_known_by_its_ending(name: str, ending: str) -> None:
    assert ending_of(name) == ending


@pytest.mark.parametrize("name", ["", "shop", "shop.xlsx", "shop.parquet", "shop.gz", ".csv", "a.exe"])  # fmt: skip
def test_another_form_is_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(UploadError, match="save it as CSV, TSV, JSON or JSONL"):
        ending_of(name)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Our shop.csv.gz", "Our shop"),
        ("../../etc/Passwords.csv", "Passwords"),
        ("C:\\files\\Tea.JSONL", "Tea"),
        ("a\u202e\x00b.csv", "ab"),
        (f"{'x' * 300}.csv", "x" * 60),
        ("\u200b.csv", "my catalogue"),
    ],
)
def test_the_title_is_the_plain_name_of_the_file(name: str, title: str) -> None:
    assert title_of(name) == title


def test_a_file_as_large_as_may_be_is_taken_and_a_larger_one_is_not() -> None:
    refuse_large(limits.UPLOAD_BYTES)
    with pytest.raises(TooLarge, match=r"larger than 20 MB.*pack it as \.gz"):
        refuse_large(limits.UPLOAD_BYTES + 1)


def test_a_file_that_unpacks_without_end_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "UNPACKED_BYTES", 2_000_000)
    packed, plain = tmp_path / "sent", tmp_path / "plain"
    packed.write_bytes(gzip.compress(b"\0" * 20_000_000, mtime=0))
    with pytest.raises(UploadError, match="unpacks to more than 2 MB"):
        unpack(packed, plain)
    assert plain.stat().st_size <= 2_000_000


@pytest.mark.parametrize(
    "content", [b"id,title\n1,Tea\n", gzip.compress(b"id,title\n", mtime=0)[:-6], b""]
)
def test_a_file_that_is_not_packed_as_it_says_is_refused(tmp_path: Path, content: bytes) -> None:
    packed = tmp_path / "sent"
    packed.write_bytes(content)
    if content:
        with pytest.raises(UploadError, match="pack it anew"):
            unpack(packed, tmp_path / "plain")
    else:
        unpack(packed, tmp_path / "plain")
        assert "empty" in refusal(file_of(tmp_path, (tmp_path / "plain").read_bytes()))


@pytest.mark.parametrize("content", [b"", b"  \n\n", b"\t\r\n"])
def test_an_empty_file_is_called_so(tmp_path: Path, content: bytes) -> None:
    assert "the file is empty" in refusal(file_of(tmp_path, content))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (random.Random(7).randbytes(5000), "no text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "no text"),
        (b"PK\x03\x04\x14\0\x06\0", "a spreadsheet or a zip archive"),
        (b"%PDF-1.7\n\0\x01", "a PDF"),
    ],
)
@pytest.mark.parametrize("ending", [".csv", ".json", ".jsonl", ".txt"])
def test_a_file_that_is_no_text_is_told_as_what_it_is(
    tmp_path: Path, content: bytes, kind: str, ending: str
) -> None:
    assert kind in refusal(file_of(tmp_path, content, ending))


def test_too_many_columns_are_refused_before_they_are_read(tmp_path: Path) -> None:
    header = ",".join(f"c{number}" for number in range(10_000))
    assert "more than 1,000 columns" in refusal(file_of(tmp_path, f"{header}\n1,2\n"))
    wide = json.dumps({f"c{number}": 1 for number in range(MOST_COLUMNS + 1)})
    assert "more than 1,000 columns" in refusal(file_of(tmp_path, wide, ".jsonl"))
    each = "\n".join(json.dumps({f"c{number}": 1}) for number in range(MOST_COLUMNS + 1))
    assert "more than 1,000 columns" in refusal(file_of(tmp_path, each, ".jsonl"))


def test_a_line_of_nothing_but_commas_is_refused_at_once(tmp_path: Path) -> None:
    assert "columns" in refusal(file_of(tmp_path, "," * 5_000_000))


def test_too_many_rows_are_refused_and_as_many_as_may_be_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "MOST_ROWS", 2_000)
    rows = "".join(f"{number}\n" for number in range(2_000))
    assert len(read_rows(file_of(tmp_path, f"title\n{rows}"))) == 2_000
    assert "more than 2,000 rows" in refusal(file_of(tmp_path, f"title\n{rows}one more\n"))


def test_too_many_cells_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "MOST_CELLS", 5)
    assert "more than 5 cells" in refusal(file_of(tmp_path, "id,title\n1,a\n2,b\n3,c\n"))


def test_broken_json_is_refused_without_telling_where_it_lies(tmp_path: Path) -> None:
    told = refusal(file_of(tmp_path, '[{"id": 1,]', ".json"))
    assert "not valid JSON" in told
    assert str(tmp_path) not in told
    assert str(tmp_path) not in refusal(file_of(tmp_path, "3", ".json"))


@pytest.mark.parametrize("content", ["[" * 100_000, '{"a":' * 100_000])
@pytest.mark.parametrize("ending", [".json", ".jsonl"])
def test_json_nested_without_end_harms_nothing(tmp_path: Path, content: str, ending: str) -> None:
    path = file_of(tmp_path, content, ending)
    try:
        rows = read_rows(path)
    except UploadError:
        return
    assert all(hasattr(row, "reason") for row in rows)


@pytest.mark.parametrize(
    ("content", "ending"),
    [('{"id": 1}\n', ".jsonl"), (' [{"id": 1}]', ".json"), ("id,title\n", ".txt"), ("\ufeff{}", ".jsonl")],
)  # fmt: skip
def test_a_text_file_is_read_as_what_it_holds(tmp_path: Path, content: str, ending: str) -> None:
    assert proper_ending(file_of(tmp_path, content, ".txt"), ".txt") == ending


def test_a_first_line_that_looks_like_an_item_is_told(tmp_path: Path) -> None:
    (note,) = notes_of(file_of(tmp_path, "Red kettle,12.50,steel\nBlue kettle,9,glass\n"))
    assert "“12.50”" in note
    assert "line of names above it" in note
    assert notes_of(file_of(tmp_path, "title,price\nRed kettle,12.50\n")) == ()


def test_an_encoding_that_had_to_be_guessed_is_told(tmp_path: Path) -> None:
    path = file_of(tmp_path, "title,maker\nKettle,Café\n".encode("latin-1"))
    (note,) = notes_of(path)
    assert "Latin-1" in note
    assert "rows.csv" not in note
    wide = file_of(tmp_path, "title,maker\nKettle,Café\n".encode("utf-16"))
    assert proper_ending(wide, ".csv") == ".csv"
    assert read_rows(wide)[0].record == {"title": "Kettle", "maker": "Café"}  # type: ignore[union-attr]
