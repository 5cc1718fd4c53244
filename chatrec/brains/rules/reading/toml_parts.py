"""Parts of a data file in the shape that is expected of them; a wrong shape is an empty part."""

from __future__ import annotations


def table_of(raw: object) -> dict[str, object]:
    """Return a table of a .toml file."""
    return {str(key): value for key, value in raw.items()} if isinstance(raw, dict) else {}


def texts_of(raw: object) -> tuple[str, ...]:
    """Return a list of a .toml file as texts."""
    return tuple(str(one) for one in raw) if isinstance(raw, list) else ()
