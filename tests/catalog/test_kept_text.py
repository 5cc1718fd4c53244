"""Whatever text a source holds, the files that are written of it are read again."""

from __future__ import annotations

import csv
import json
import tempfile
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chatrec.catalog import infer_and_write, load, write_config
from chatrec.catalog.catalog import Catalog
from chatrec.catalog.facets import Facet, Schema
from chatrec.catalog.items import Item
from chatrec.catalog.layout import FacetColumn, Layout
from chatrec.catalog.rejects import Reject, write_rejects
from chatrec.settings import Settings
from chatrec.shelf import keep_catalog

CONTROLS = "".join(map(chr, range(32))) + "\x7f\x85\u2028\u2029\ufeff\ufffe"
ANY_TEXT = st.text(
    st.characters(codec=None, categories=None) | st.sampled_from(CONTROLS + "\"'\\#=[]\ud800\udfff")
)


def odd_catalogue(words: list[str]) -> Catalog:
    """A catalogue with these texts in every place that is written."""
    name = words[0] or "facet"
    facets = (
        Facet(name=name, type="category", label=words[1], synonyms=(words[2],), values={words[3]: (words[0],)}),
        Facet(name="tags", type="many", order=tuple(dict.fromkeys(words))),
    )  # fmt: skip
    items = tuple(
        Item(str(row), f"t{row}", attributes={name: word, "tags": tuple(words)})
        for row, word in enumerate(words)
    )
    columns = (
        FacetColumn(column=words[2], facet=facets[0]),
        FacetColumn("tags", facets[1], words[1]),
    )
    return Catalog(
        "shop", items, Schema(facets=facets), noun=words[1], nouns=words[2], about=words[3],
        layout=Layout(columns=columns),
    )  # fmt: skip


@given(st.lists(ANY_TEXT, min_size=4, max_size=4))
@example(["\x00", "\x7f", "\x1b[2J", "\x85"])
@example(["\ud800", "\udfff", "\u2028", "\r"])
@example(["a\x0bb", "x" * 100_000, "'\"\\\n", "#"])
def test_the_catalog_toml_of_any_catalogue_is_valid_and_can_be_written_anew(
    words: list[str],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "catalog.toml"
        catalog = odd_catalogue(words)
        write_config(catalog, path)
        table = tomllib.loads(path.read_bytes().decode())
        written = path.read_bytes()
        write_config(catalog, path)
        assert path.read_bytes() == written
    assert table["catalog"]["about"] == well(words[3])
    assert table["facets"][well(words[0]) or "facet"]["label"] == (
        well(words[1]) or well(words[0]).replace("_", " ") or "facet"
    )


@given(st.lists(ANY_TEXT, min_size=6, max_size=6), ANY_TEXT)
@example(["red\x00", "red\x00", "blue\x1b", "blue\x1b", "\x7f", "\x7f"], "col\x0bour")
@example(["\ud800", "\ud800", "\udfff", "\udfff", "x", "x"], "\ud800")
def test_what_was_inferred_of_any_rows_loads_again(cells: list[str], column: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shop.jsonl"
        rows = [
            {"id": number, "title": f"t {number}", "kind": cell, column: cell}
            for number, cell in enumerate(cells)
        ]
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        catalog, _ = infer_and_write(path)
        again = load(path)
        assert again.items == catalog.items
        assert [(one.name, one.words, one.type) for one in again.schema] == [
            (one.name, one.words, one.type) for one in catalog.schema
        ]
        kept = keep_catalog(replace(catalog, name="kept"), Settings(home=Path(folder)))
        read = load(kept.path)
        assert [(one.id, one.title, dict(one.attributes)) for one in read] == [
            (one.id, one.title, dict(one.attributes)) for one in catalog
        ]


@pytest.mark.parametrize("escape", ["\\ud800", "\\udfff\\ud800"])
def test_half_a_character_in_a_list_that_is_written_as_a_text_is_replaced(
    tmp_path: Path, escape: str
) -> None:
    path = tmp_path / "shop.csv"
    with path.open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow(["id", "title", "tags"])
        out.writerows([[number, f"t{number}", f'["red{escape}", "blue"]'] for number in range(4)])
    catalog, _ = infer_and_write(path)
    halves = "\ufffd" * (len(escape) // 6)
    assert catalog["0"].fact("tags") == (f"red{halves}", "blue")
    assert load(path).items == catalog.items


def test_a_number_that_is_infinite_in_the_unit_of_its_facet_is_a_bad_row(tmp_path: Path) -> None:
    path = tmp_path / "shop.jsonl"
    rows = [{"id": str(n), "title": f"t{n}", "weight": f"{n} g"} for n in range(1, 9)]
    rows.append({"id": "9", "title": "t9", "weight": "1" + "0" * 3 + "e305 kg"})
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    config = tmp_path / "shop.catalog.toml"
    config.write_text('[facets.weight]\ntype = "number"\nunit = "g"\n')
    catalog = load(path)
    assert len(catalog) == 8
    assert "too large" in catalog.rejected[0].reason


@given(ANY_TEXT, ANY_TEXT)
@example("\ud800", "\u2028\x00")
def test_rejects_are_json_lines(reason: str, row: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rejects.jsonl"
        assert write_rejects([Reject(1, reason, row), Reject(2, row, reason)], path)
        lines = path.read_bytes().decode().split("\n")[:-1]
    assert [json.loads(line)["line"] for line in lines] == [1, 2]
    assert json.loads(lines[0])["reason"] == well(reason)


def well(text: str) -> str:
    return "".join("\ufffd" if "\ud800" <= one <= "\udfff" else one for one in text)
