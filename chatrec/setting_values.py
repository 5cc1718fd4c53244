"""Reading the values of environment variables: each reader names the variable and the value where it is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .errors import SettingsError

Variables = tuple[tuple[str, tuple[str, ...], Callable[[str, str], Any]], ...]
"""For each field its variables, the first that is set counts, and what reads their text."""


def read_variables(variables: Variables, given: Callable[[str], str]) -> dict[str, Any]:
    """Return the fields that some variable sets; an empty value counts as unset.

    Raises:
        SettingsError: a value is not what the variable takes.
    """
    read: dict[str, Any] = {}
    for field, names, parse in variables:
        for name in names:
            text = given(name).strip()
            if text:
                read[field] = parse(name, text)
                break
    return read


def any_text(_variable: str, text: str) -> str:
    """Take any text."""
    return text


def folder(variable: str, text: str) -> Path:
    """Read the path of a folder, which may be missing."""
    path = Path(text).expanduser().absolute()
    if path.exists() and not path.is_dir():
        raise SettingsError(
            f"{variable}={text!r} is a file; give the path of a folder, which is made where it is missing"
        )
    return path


def existing_file(variable: str, text: str) -> Path:
    """Read the path of a file that is there."""
    path = Path(text).expanduser().absolute()
    if not path.is_file():
        raise SettingsError(f"{variable}={text!r} is no file; give the path of one")
    return path


def web_url(variable: str, text: str) -> str:
    """Read the address of a web server."""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or not _valid_port(parts.netloc):
        raise SettingsError(f"{variable}={text!r} is no web address; give it as http://host:port")
    return text.rstrip("/")


def number(low: float, high: float) -> Callable[[str, str], float]:
    """Return a reader of numbers from `low` to `high`."""

    def read(variable: str, text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not low <= value <= high:
            raise SettingsError(f"{variable}={text!r} is no number from {low:g} to {high:g}")
        return value

    return read


def whole(low: int, high: int) -> Callable[[str, str], int]:
    """Return a reader of whole numbers from `low` to `high`."""

    def read(variable: str, text: str) -> int:
        if not (text.isascii() and text.isdecimal() and low <= int(text) <= high):
            raise SettingsError(f"{variable}={text!r} is no whole number from {low} to {high}")
        return int(text)

    return read


def _valid_port(netloc: str) -> bool:
    digits = netloc.rpartition(":")[2] if ":" in netloc.rpartition("]")[2] else "1"
    return digits.isdecimal() and 0 < int(digits) < 65536
