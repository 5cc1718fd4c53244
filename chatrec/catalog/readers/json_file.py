"""JSON: an array of objects, or an object that holds one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from ...errors import CatalogError
from .bytes import open_text
from .json_object import as_row, is_too_deep, read_object
from .rows import BadRow, Row

_HOLDERS = ("items", "products", "data", "results", "records", "rows", "movies", "books", "catalog")


def read_json(path: Path) -> Iterator[Row | BadRow]:
    """Yield the objects of a JSON file; rows are numbered from 1.

    The file is an array, an object with one under "items" (or a like name, or its only array), or an object whose
    members are the items by their ids. JSON Lines under the name .json are read as such. CatalogError where it is none.
    """
    with open_text(path) as stream:
        text = stream.read()
    try:
        whole = json.loads(text) if text.strip() else []
    except (ValueError, RecursionError) as error:
        lines = text.splitlines()
        if _is_lines(lines):
            yield from _read_lines(lines)
            return
        raise CatalogError(
            f"{str(path)!r} is not valid JSON: {error}; mend it, or write one object a line as .jsonl"
        ) from error
    for number, member in enumerate(_members(whole, path), start=1):
        if is_too_deep(member):
            yield BadRow(number, "nested too deeply", "")
        else:
            yield as_row(member, number, json.dumps(member))


def _members(whole: object, path: Path) -> list[object]:
    if isinstance(whole, list):
        return whole
    if isinstance(whole, dict):
        lists = {str(key): value for key, value in whole.items() if isinstance(value, list)}
        for key in (*_HOLDERS, *(lists if len(lists) == 1 else ())):
            if key in lists:
                return lists[key]
        if whole and all(isinstance(value, Mapping) for value in whole.values()):
            return [{"id": key, **value} for key, value in whole.items()]
        return [whole]
    raise CatalogError(
        f'{str(path)!r} holds {type(whole).__name__}, not items; write an array of objects or {{"items": [...]}}'
    )


def _is_lines(lines: list[str]) -> bool:
    first = next((line for line in lines if line.strip()), "")
    return first.strip().startswith("{") and first.strip().endswith("}")


def _read_lines(lines: list[str]) -> Iterator[Row | BadRow]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield read_object(line, number)
