from __future__ import annotations

from pathlib import Path

import pytest

from chatrec.catalog import load
from chatrec.catalog.config import config_path, find_config, read_config, stem_of
from chatrec.errors import CatalogError


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "shop.csv"
    path.write_text(
        "id,title,size,cost,tags,links\n1,Lamp,10,5,red;blue,x\n2,Desk,XL,6,red,y\n3,Sofa,12,7,green,z\n"
    )
    return path


def configure(shop: Path, text: str, name: str = "shop.catalog.toml") -> None:
    (shop.parent / name).write_text(text, encoding="utf-8")


def test_a_forced_type_is_obeyed_and_rows_that_do_not_fit_are_set_aside(shop: Path) -> None:
    size = load(shop).schema.get("size")
    assert size is not None
    assert size.type == "category"
    configure(shop, '[facets.size]\ntype = "number"\nunit = "cm"\n')
    catalog = load(shop)
    assert [item.fact("size") for item in catalog] == [10, 12]
    assert [reject.reason for reject in catalog.rejected] == ["size: 'XL' is not a number"]


def test_given_facets_come_first_and_keep_what_is_inferred(shop: Path) -> None:
    configure(
        shop,
        '[facets.cost]\nlabel = "what it costs"\nunit = "EUR"\nask = false\n[facets.tags.values]\nred = ["rouge"]\n',
    )
    schema = load(shop).schema
    assert [facet.name for facet in schema] == ["cost", "tags", "size"]
    cost, tags = schema.facets[:2]
    assert (cost.label, cost.unit, cost.measure, cost.ask) == (
        "what it costs",
        "EUR",
        "price",
        False,
    )
    assert (tags.type, tags.values) == ("many", {"red": ("rouge",)})


def test_a_facet_may_be_read_from_a_column_of_another_name(shop: Path) -> None:
    configure(shop, '[facets.price]\ncolumn = "cost"\n')
    catalog = load(shop)
    assert catalog["1"].fact("price") == 5
    assert "cost" not in catalog.schema


def test_fields_are_chosen_and_switched_off(shop: Path) -> None:
    configure(shop, '[fields]\ntitle = "tags"\ndescription = "title"\nleave_out = ["size"]\n')
    catalog = load(shop)
    assert catalog["2"].title == "red"
    assert catalog["2"].description == "Desk"
    assert "size" not in catalog.schema
    assert catalog["2"].fact("links") == "y"


def test_the_names_are_taken(shop: Path) -> None:
    configure(shop, '[catalog]\nname = "furniture"\nnoun = "piece"\nabout = "Things."\n')
    catalog = load(shop)
    assert (catalog.name, catalog.noun, catalog.nouns, catalog.about) == (
        "furniture",
        "piece",
        "pieces",
        "Things.",
    )


def test_house_rules_are_read(shop: Path) -> None:
    configure(
        shop,
        '[house_rules]\nslate_size = 1\n[[house_rules.available]]\nfacet = "cost"\nat_most = 6\n'
        '[[house_rules.disclose]]\nfacet = "tags"\nany_of = ["red"]\nsay = "Red."\n',
    )
    rules = load(shop).rules
    assert (rules.slate_size, rules.available[0].at_most, rules.disclose[0].say) == (1, 6, "Red.")


def test_the_own_file_goes_before_the_common_one(shop: Path) -> None:
    configure(shop, '[catalog]\nname = "common"\n', "catalog.toml")
    assert load(shop).name == "common"
    configure(shop, '[catalog]\nname = "own"\n')
    assert load(shop).name == "own"
    assert load(shop, name="given").name == "given"


def test_a_file_elsewhere_can_be_named(shop: Path, tmp_path: Path) -> None:
    configure(shop, '[catalog]\nname = "elsewhere"\n', "other.toml")
    assert load(shop, config=tmp_path / "other.toml").name == "elsewhere"


def test_a_facet_without_a_column_is_said(shop: Path) -> None:
    configure(shop, '[facets.colour]\ntype = "category"\n')
    assert any("'colour'" in note for note in load(shop).notes)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[facets.size]\ntype = "colour"\n', ["facets.size.type", "'colour'", "category"]),
        ('[facets.size]\nlable = "x"\n', ["facets.size.lable", "label", "synonyms"]),
        ('[facets.size]\nmeasure = "heft"\n', ["facets.size.measure", "'heft'", "weight"]),
        ("[house_rules]\nslate_size = 0\n", ["house_rules.slate_size", "0"]),
        ('[[house_rules.available]]\nfacet = "cost"\n', ["house_rules.available", "exactly one"]),
        ('[fields]\nid = "sku"\n', ["fields.id", "'sku'", "title, size, cost"]),
        ("[surprise]\n", ["surprise", "house_rules"]),
        ("[catalog\n", ["TOML"]),
    ],
)
def test_a_mistake_names_the_file_the_key_the_value_and_what_is_allowed(
    shop: Path, text: str, words: list[str]
) -> None:
    configure(shop, text)
    with pytest.raises(CatalogError) as caught:
        load(shop)
    assert all(word in str(caught.value) for word in ["shop.catalog.toml", *words])


def test_the_place_is_beside_the_source(tmp_path: Path) -> None:
    assert config_path(tmp_path / "shop.csv.gz") == tmp_path / "shop.catalog.toml"
    assert config_path(tmp_path) == tmp_path / "catalog.toml"
    assert find_config(tmp_path / "shop.csv") is None
    assert stem_of(Path("a.b.jsonl")) == "a.b"


def test_an_unreadable_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "catalog.toml").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(CatalogError, match="cannot read"):
        read_config(tmp_path / "catalog.toml")


def test_an_order_of_values_is_kept_and_checked(shop: Path) -> None:
    configure(shop, '[facets.tags]\norder = ["green", "blue", "red"]\n')
    tags = load(shop).schema.get("tags")
    assert tags is not None
    assert tags.order == ("green", "blue", "red")
    configure(shop, '[facets.tags]\norder = ["green", "red", "green"]\n')
    with pytest.raises(CatalogError, match="'green' twice"):
        load(shop)
    configure(shop, '[facets.cost]\ntype = "number"\norder = ["low", "high"]\n')
    with pytest.raises(CatalogError, match="facets.cost.order"):
        load(shop)
