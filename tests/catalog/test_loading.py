from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatrec.catalog import load
from chatrec.catalog.catalog import Catalog
from chatrec.catalog.loading import build_catalog
from chatrec.catalog.readers.rows import BadRow, Row
from chatrec.errors import CatalogError

SHOP = """sku,Product Name,Price (EUR),weight,tags,in_stock,added
a1,Lamp,"1,299.00",1.2 kg,warm|small,yes,2024-05-01
a2,Desk,15.5,800 g,large,no,2024-06-30
a3,Chair,cheap,2 kg,small,yes,2024-06-30
,Nameless,5,1 kg,small,yes,2024-06-30
a1,Lamp again,5,1 kg,small,yes,2024-06-30
a4,,5,1 kg,small,yes,2024-06-30
"""


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_shop_is_loaded_with_types_and_units(tmp_path: Path) -> None:
    catalog = load(write(tmp_path / "shop.csv", SHOP))
    assert [item.id for item in catalog] == ["a1", "a2"]
    assert catalog["a1"].attributes == {
        "price_eur": 1299,
        "weight": 1.2,
        "tags": ("warm", "small"),
        "in_stock": True,
        "added": "2024-05-01",
    }
    assert catalog["a2"].attributes["weight"] == pytest.approx(0.8)
    price = catalog.schema.get("price_eur")
    assert price is not None
    assert (price.type, price.unit, price.measure, price.label) == (
        "money",
        "EUR",
        "price",
        "price",
    )
    assert (catalog.name, catalog.noun) == ("shop", "product")


def test_bad_rows_are_set_aside_with_line_and_reason(tmp_path: Path) -> None:
    catalog = load(write(tmp_path / "shop.csv", SHOP))
    assert [(reject.line, reject.reason) for reject in catalog.rejected] == [
        (4, "price_eur: 'cheap' is not a number"),
        (5, "no id"),
        (6, "duplicate id 'a1', first on line 2"),
        (7, "no title"),
    ]
    written = [
        json.loads(line) for line in (tmp_path / "shop.csv.rejects.jsonl").read_text().splitlines()
    ]
    assert [one["line"] for one in written] == [4, 5, 6, 7]
    assert json.loads(written[0]["row"])["Product Name"] == "Chair"
    assert any("4 of 6 rows are bad" in note for note in catalog.notes)


def test_a_mended_file_takes_the_rejects_away(tmp_path: Path) -> None:
    path = write(tmp_path / "shop.csv", SHOP)
    load(path)
    load(write(path, "sku,name\na1,Lamp\n"))
    assert [one.name for one in tmp_path.iterdir()] == ["shop.csv"]


def test_a_read_only_folder_fails_no_load(tmp_path: Path) -> None:
    path = write(tmp_path / "shop.csv", SHOP)
    tmp_path.chmod(0o555)
    try:
        catalog = load(path)
    finally:
        tmp_path.chmod(0o755)
    assert len(catalog.rejected) == 4
    assert any("memory only" in note for note in catalog.notes)
    assert not (tmp_path / "shop.csv.rejects.jsonl").exists()


def test_rejects_go_where_they_are_told(tmp_path: Path) -> None:
    load(write(tmp_path / "shop.csv", SHOP), rejects=tmp_path / "bad.jsonl")
    assert (tmp_path / "bad.jsonl").exists()
    assert not (tmp_path / "shop.csv.rejects.jsonl").exists()


def test_nested_facts_are_flat_and_rare_ones_are_kept_as_words() -> None:
    rows = [
        Row(
            n,
            {"id": n, "title": f"T{n}", "attributes": {"brand": "Oak", "specs": {"colour": "red"}}},
        )
        for n in range(1, 100)
    ]
    rows.append(
        Row(100, {"id": 100, "title": "T", "specs": {"colour": "blue", "plug": "ST", "pins": 3.0}})
    )
    catalog = build_catalog(rows, name="shop")
    assert catalog["1"].attributes == {"brand": "Oak", "colour": "red"}
    assert catalog["100"].attributes == {"colour": "blue", "details": "plug ST; pins 3"}
    details = catalog.schema.get("details")
    assert details is not None
    assert (details.type, details.ask, details.show) == ("text", False, False)


def test_links_are_left_out_and_said() -> None:
    rows = [Row(1, {"id": 1, "title": "T", "links": {"imdb": "1"}, "sources": ["a"]})]
    catalog = build_catalog(rows, name="films")
    assert catalog["1"].attributes == {}
    assert catalog.notes == ("left out: sources, links.imdb",)


def test_ids_are_made_where_there_are_none_and_stay_the_same() -> None:
    rows = [Row(1, {"name": "Oak", "price": 3}), Row(2, {"name": "Elm", "price": 3})]
    one, other = build_catalog(rows, name="x"), build_catalog(rows[::-1], name="x")
    assert {item.id: item.title for item in one} == {item.id: item.title for item in other}
    assert len(one) == 2
    assert any("ids were made" in note for note in one.notes)


def test_a_film_may_be_called_unknown_or_1984() -> None:
    rows = [Row(1, {"id": 1, "title": "Unknown"}), Row(2, {"id": 2, "title": 1984})]
    assert [item.title for item in build_catalog(rows, name="films")] == ["Unknown", "1984"]


def test_no_title_column_lets_the_ids_stand_for_titles() -> None:
    catalog = build_catalog([Row(1, {"id": "x1", "price": 3})], name="shop")
    assert catalog["x1"].title == "x1"


@pytest.mark.parametrize("content", ["", "id,title\n", "\n"])
def test_an_empty_catalogue_loads(tmp_path: Path, content: str) -> None:
    catalog = load(write(tmp_path / "shop.csv", content))
    assert (len(catalog), catalog.rejected) == (0, ())


def test_one_item_loads(tmp_path: Path) -> None:
    catalog = load(
        write(tmp_path / "a.jsonl", '{"id": 1, "title": "Only", "price": 9.5, "tags": ["x"]}\n')
    )
    assert catalog["1"].attributes == {"price": 9.5, "tags": ("x",)}


def test_what_was_assumed_is_said(tmp_path: Path) -> None:
    catalog = load(write(tmp_path / "shop.csv", "id,title,price\n1,a,5\n2,b,6\n"))
    assert catalog.notes == ("'price' does not say its unit; USD was assumed",)


def test_bad_bytes_are_read_as_latin_1_and_said(tmp_path: Path) -> None:
    (tmp_path / "shop.csv").write_bytes("id,title\n1,Café\n".encode("latin-1"))
    catalog = load(tmp_path / "shop.csv")
    assert catalog["1"].title == "Café"
    assert any("Latin-1" in note for note in catalog.notes)


@pytest.mark.parametrize("source", ["nowhere.csv", "https://example.org/x.csv", "."])
def test_what_is_no_source_is_an_error_with_the_way_out(source: str) -> None:
    with pytest.raises(CatalogError, match="give"):
        load(source)


def test_an_unknown_form_is_an_error_that_names_the_known(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match=r"\.parquet"):
        load(write(tmp_path / "a.xlsx", ""))


def test_the_class_loads_too(tmp_path: Path) -> None:
    assert len(Catalog.load(write(tmp_path / "shop.csv", SHOP))) == 2


cells = st.none() | st.booleans() | st.integers(-9, 9) | st.floats() | st.text(max_size=6)
records = st.dictionaries(
    st.sampled_from(["id", "title", "price", "tags", "x.y", "specs"]),
    cells | st.lists(cells, max_size=2),
)


@settings(max_examples=40)
@given(st.lists(records | st.none(), max_size=12))
def test_every_row_is_an_item_or_a_reject(rows: list[dict[str, object] | None]) -> None:
    read = [
        BadRow(line, "broken", "?") if record is None else Row(line, record)
        for line, record in enumerate(rows, start=1)
    ]
    catalog = build_catalog(read, name="x")
    assert len(catalog) + len(catalog.rejected) == len(rows)
    for item in catalog:
        assert item.id
        assert all(facet in catalog.schema for facet in item.attributes)


@settings(max_examples=40)
@given(st.text(max_size=300) | st.lists(records.map(json.dumps), max_size=6).map("\n".join))
def test_any_text_loads_as_whole_items_and_told_rejects(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.mktemp("any") / "a.jsonl"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    catalog = load(path)
    assert len({item.id for item in catalog}) == len(catalog)
    assert all(item.id and item.title for item in catalog)
    assert all(facet in catalog.schema for item in catalog for facet in item.attributes)
    lines = [reject.line for reject in catalog.rejected]
    assert lines == sorted(set(lines))
    assert all(reject.reason for reject in catalog.rejected)
    rejects = path.with_name("a.jsonl.rejects.jsonl")
    assert rejects.exists() is bool(lines)
