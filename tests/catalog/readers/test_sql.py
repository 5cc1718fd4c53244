from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from chatrec.catalog import load
from chatrec.catalog.readers.sql import is_sql, read_sql, split_table
from chatrec.errors import CatalogError


@pytest.fixture
def shop(tmp_path: Path) -> str:
    path = tmp_path / "shop.db"
    connection = sqlite3.connect(path)
    connection.executescript(
        "create table products (sku text, name text, price real);"
        "insert into products values ('a', 'Lamp', 9.5), ('b', 'Desk', 120), (null, 'No id', 1);"
        "create table orders (id integer);"
    )
    connection.close()
    return f"sqlite:///{path}"


def test_a_table_is_read_by_name_in_both_forms(shop: str) -> None:
    by_argument = load(shop, table="products")
    by_fragment = load(f"{shop}#products")
    assert [item.title for item in by_argument] == ["Lamp", "Desk"]
    assert by_fragment.items == by_argument.items
    assert by_argument.name == "products"
    assert [reject.reason for reject in by_argument.rejected] == ["no id"]


def test_a_query_is_read(shop: str) -> None:
    rows = list(
        read_sql(shop, query="select name, price * 2 as price from products where sku = 'a'")
    )
    assert [row.record for row in rows] == [{"name": "Lamp", "price": 19.0}]


def test_several_tables_and_no_choice_is_an_error_that_names_them(shop: str) -> None:
    with pytest.raises(CatalogError, match="orders, products"):
        load(shop)


def test_a_wrong_table_is_an_error_that_names_the_right_ones(shop: str) -> None:
    with pytest.raises(CatalogError, match="'product'.*orders, products"):
        load(shop, table="product")


def test_a_wrong_query_is_an_error(shop: str) -> None:
    with pytest.raises(CatalogError, match="syntax"):
        load(shop, query="selekt 1")


def test_a_missing_database_is_an_error_and_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="no database"):
        load(f"sqlite:///{tmp_path / 'no.db'}#products")
    assert list(tmp_path.iterdir()) == []


def test_the_only_table_needs_no_name(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "one.db")
    connection.executescript(
        "create table t (id text, title text); insert into t values ('1', 'x');"
    )
    connection.close()
    assert len(load(f"sqlite:///{tmp_path / 'one.db'}")) == 1


def test_a_password_is_never_in_the_error() -> None:
    with pytest.raises(CatalogError) as caught:
        list(read_sql("postgresql://ann:secret@127.0.0.1:1/shop", table="t"))
    assert "secret" not in str(caught.value)


def test_table_names_may_be_odd(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "odd.db")
    connection.executescript(
        'create table "my; table" (id text, title text); insert into "my; table" values (1, 2);'
    )
    connection.close()
    assert len(load(f"sqlite:///{tmp_path / 'odd.db'}", table="my; table")) == 1


def test_urls_are_told_from_paths() -> None:
    assert is_sql("postgresql+psycopg://h/db")
    assert not is_sql("https://example.org/x.csv")
    assert split_table("sqlite:///a.db#t") == ("sqlite:///a.db", "t")
    assert split_table("sqlite:///a.db") == ("sqlite:///a.db", None)
