"""Which columns of a source are the id, title, description, address and image of its items."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from .columns import Column
from .layout import Fields
from .names import names, plain_name
from .numbers import read_quantity
from .separators import are_sentences
from .values import plain_text

_LOOKED_AT = 500
_PLAIN_IDS = frozenset(["id", "item id", "product id", "movie id", "book id", "sku", "asin"])
_UNIQUE_BY_NAME = 0.5
"""Share of different values from which a column called "id" is one: the doubles are then bad rows."""
_UNIQUE = 0.9
"""The same for names that may mean something else: "code", "no"."""


def infer_fields(columns: Mapping[str, Column]) -> Fields:
    """Choose the columns by their names and check them against their values.

    An id must be nearly unique, a title text, an address must look like one. What cannot be found is None.
    """
    named = {plain_name(name): name for name in reversed(list(columns))}
    item_id = _first(named, columns, "id", _is_id)
    title = _first(named, columns, "title", _is_title, item_id) or _likely_title(columns, item_id)
    taken = {item_id, title}
    description = _first(named, columns, "description", _is_prose, *taken)
    description = description or _likely_description(columns, taken)
    url = _first(named, columns, "url", _is_address, *taken, description)
    image = _first(named, columns, "image_url", _is_address, *taken, description, url)
    return Fields(item_id, title, description, url, image, _plumbing(columns))


def _first(
    named: Mapping[str, str],
    columns: Mapping[str, Column],
    field: str,
    fits: Callable[[Column], bool],
    *taken: str | None,
) -> str | None:
    for usual in names().fields[field]:
        name = named.get(usual)
        if name is not None and name not in taken and fits(columns[name]):
            return name
    return None


def _is_id(column: Column) -> bool:
    if any(isinstance(cell, list | dict) for cell in column.cells[:_LOOKED_AT]):
        return False
    needed = _UNIQUE_BY_NAME if plain_name(column.name) in _PLAIN_IDS else _UNIQUE
    return len(set(map(str, column.cells))) >= needed * len(column.cells) > 0


def _is_title(column: Column) -> bool:
    cells = column.cells[:_LOOKED_AT]
    plain = sum(isinstance(cell, str | int | float) for cell in cells)
    return 0 < len(cells) <= 2 * plain


def _is_prose(column: Column) -> bool:
    cells = column.cells[:_LOOKED_AT]
    texts = [cell for cell in cells if isinstance(cell, str)]
    return len(texts) >= 0.5 * len(cells)


def _is_address(column: Column) -> bool:
    cells = [plain_text(cell) for cell in column.cells[:_LOOKED_AT]]
    good = sum("/" in cell or cell.startswith(("http", "www.")) for cell in cells)
    return 0 < len(cells) <= 1.25 * good


def _likely_title(columns: Mapping[str, Column], item_id: str | None) -> str | None:
    """Return the first column of short texts that are nearly all different."""
    for column in columns.values():
        cells = column.cells[:_LOOKED_AT]
        texts = [cell for cell in cells if isinstance(cell, str) and read_quantity(cell) is None]
        if column.name == item_id or not texts or len(texts) < 0.9 * len(cells):
            continue
        short = sum(len(text) for text in texts) <= 80 * len(texts)
        if short and column.known > 0.9 and len(set(texts)) >= 0.9 * len(texts):
            return column.name
    return None


def _likely_description(columns: Mapping[str, Column], taken: Collection[str | None]) -> str | None:
    """Return the column of sentences with the most words: "tasting notes"."""
    found: dict[str, int] = {}
    for column in columns.values():
        texts = [cell for cell in column.cells[:_LOOKED_AT] if isinstance(cell, str)]
        if column.name not in taken and texts and are_sentences(texts) and column.known > 0.5:
            found[column.name] = sum(map(len, texts))
    return max(found, key=lambda name: found[name]) if found else None


def _plumbing(columns: Mapping[str, Column]) -> tuple[str, ...]:
    known = names().leave_out
    return tuple(name for name in columns if plain_name(name.partition(".")[0]) in known)
