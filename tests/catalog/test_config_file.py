from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from chatrec.catalog import infer_and_write, load, write_config
from chatrec.catalog.sources import find_source
from chatrec.errors import CatalogError


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "shop.csv"
    path.write_text(
        "id,title,Weight (kg),price,tags\n1,Lamp,1,5,red;blue\n2,Desk,2,6,red\n3,Sofa,30,7,green;red\n"
    )
    return path


def test_what_was_inferred_is_written_and_loads_the_same(shop: Path) -> None:
    catalog, path = infer_and_write(shop)
    assert path == shop.parent / "shop.catalog.toml"
    table = tomllib.loads(path.read_text())
    assert table["fields"]["id"] == "id"
    assert table["facets"]["weight_kg"]["unit"] == "kg"
    again = load(shop)
    assert (again.schema, again.items, again.rules) == (
        catalog.schema,
        catalog.items,
        catalog.rules,
    )


@pytest.mark.parametrize(
    ("name", "file"), [("movies", "movies.jsonl"), ("electronics", "electronics.csv")]
)
def test_all_that_a_catalogue_knows_of_itself_is_written(
    tmp_path: Path, name: str, file: str
) -> None:
    sample = load(name)
    place = find_source(name).path
    assert place is not None
    copy = tmp_path / file
    copy.write_bytes(place.read_bytes())
    write_config(sample, tmp_path / f"{copy.stem}.catalog.toml")
    assert load(copy) == sample


def test_comments_say_what_the_values_are_like(shop: Path) -> None:
    text = infer_and_write(shop)[1].read_text()
    assert "# known of 3 of 3; 5 to 7, half at most 6" in text
    assert "# known of 3 of 3; 3 different values: red, blue, green" in text


def test_writing_anew_keeps_every_line_of_a_person_and_adds_what_is_new(shop: Path) -> None:
    _, path = infer_and_write(shop)
    edited = path.read_text().replace('label = "price"', 'label = "cost"  # as we say it')
    path.write_text(edited)
    shop.write_text(
        shop.read_text()
        .replace("tags", "tags,colour", 1)
        .replace("blue", "blue,pink")
        .replace("6,red", "6,red,grey")
    )
    catalog, _ = infer_and_write(shop)
    written = path.read_text()
    assert 'label = "cost"  # as we say it' in written
    assert "[facets.colour]" in written
    price = catalog.schema.get("price")
    assert price is not None
    assert price.label == "cost"
    assert all(line in written for line in edited.splitlines())


def test_a_load_writes_no_config(shop: Path) -> None:
    load(shop)
    assert [one.name for one in shop.parent.iterdir()] == ["shop.csv"]


def test_it_is_written_where_it_is_told(shop: Path, tmp_path: Path) -> None:
    _, path = infer_and_write(shop, config=tmp_path / "mine.toml")
    assert path == tmp_path / "mine.toml"
    assert path.exists()


def test_a_sample_has_no_place_for_one() -> None:
    with pytest.raises(CatalogError, match="config="):
        infer_and_write("movies")


def test_a_place_that_cannot_be_written_is_an_error(shop: Path, tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="cannot write"):
        infer_and_write(shop, config=tmp_path / "no" / "folder.toml")


def test_an_empty_catalogue_gets_one_too(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("")
    _, path = infer_and_write(tmp_path / "a.csv")
    assert tomllib.loads(path.read_text())["catalog"]["name"] == "a"
