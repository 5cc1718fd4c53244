"""Catalogues: items, their facets, the rules of the house, and the readers of files."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .changes import item_from_row
    from .config_file import infer_and_write, write_config
    from .loading import build_catalog, load

__all__ = ["build_catalog", "infer_and_write", "item_from_row", "load", "write_config"]

_HOMES = {
    "build_catalog": "loading",
    "infer_and_write": "config_file",
    "item_from_row": "changes",
    "load": "loading",
    "write_config": "config_file",
}


def __getattr__(name: str) -> object:
    """Import what is asked for when it is asked for, so that `import chatrec` stays light."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{home}", __name__), name)
