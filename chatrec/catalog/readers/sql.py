"""SQL: a table or a query of any database that SQLAlchemy can open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...errors import CatalogError
from .plain import plain_record
from .rows import Row

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.engine import Inspector


def is_sql(source: str) -> bool:
    """Tell whether a source is the URL of a database: "sqlite:///shop.db", "postgresql+psycopg://host/shop"."""
    scheme, mark, _ = source.partition("://")
    return bool(mark) and scheme.partition("+")[0] in (
        "sqlite", "postgresql", "postgres", "mysql", "mariadb", "oracle", "mssql", "duckdb",
    )  # fmt: skip


def split_table(source: str) -> tuple[str, str | None]:
    """Split "sqlite:///shop.db#products" into the URL and the table; None where no table is named."""
    url, mark, table = source.rpartition("#")
    return (url, table) if mark and table else (source.removesuffix("#"), None)


def read_sql(url: str, *, table: str | None = None, query: str | None = None) -> Iterator[Row]:
    """Yield the rows of a table or of a query, numbered from 1.

    Args:
        url: a SQLAlchemy URL; postgres:// and postgresql:// go through psycopg.
        table: the table or view, perhaps with its schema ("shop.products"); where neither a table nor a query is
            given, the only table of the database.
        query: a SELECT instead of a table.

    Raises:
        CatalogError: the database cannot be reached, the table is not there, or the query is wrong.
    """
    import sqlalchemy
    from sqlalchemy.exc import SQLAlchemyError

    shown = url
    try:
        address = sqlalchemy.make_url(_with_driver(url))
        shown = address.render_as_string(hide_password=True)
        engine = sqlalchemy.create_engine(address)
        try:
            chosen = None if query else _choose_table(sqlalchemy.inspect(engine), table, shown)
            with engine.connect() as connection:
                selected = sqlalchemy.text(query) if query else _select(str(chosen))
                for number, row in enumerate(connection.execute(selected).mappings(), start=1):
                    yield Row(number, plain_record({str(name): cell for name, cell in row.items()}))
        finally:
            engine.dispose()
    except (SQLAlchemyError, ImportError) as error:
        reason = str(error).partition("\n")[0]
        raise CatalogError(
            f"cannot read {table or query or 'the tables'!r} from {shown!r}: {reason}; "
            "check the address, the table and that the database's driver is installed"
        ) from error


def _with_driver(url: str) -> str:
    for scheme in ("postgres://", "postgresql://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url


def _choose_table(inspector: Inspector, table: str | None, shown: str) -> str:
    held = [*inspector.get_table_names(), *inspector.get_view_names()]
    if table is None:
        if len(held) == 1:
            return held[0]
        raise CatalogError(
            f"{shown!r} holds {len(held)} tables: {', '.join(held) or 'none'}; "
            f"name one: {shown}#TABLE, or table=..."
        )
    schema, _, name = table.rpartition(".")
    if not inspector.has_table(name, schema=schema or None) and name not in held:
        raise CatalogError(
            f"no table {table!r} in {shown!r}; name one of: {', '.join(held) or 'none there'}"
        )
    return table


def _select(table: str) -> Select[tuple[object, ...]]:
    import sqlalchemy

    schema, _, name = table.rpartition(".")
    return sqlalchemy.select(sqlalchemy.literal_column("*")).select_from(
        sqlalchemy.table(name, schema=schema or None)
    )
