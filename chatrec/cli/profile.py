"""Reads what is known of a user from the command line."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from pathlib import Path

from ..catalog.items import Value
from ..errors import SettingsError


def read_profile(given: Iterable[str]) -> dict[str, Value]:
    """Read profiles given as KEY=VALUE or as JSON files; a later one goes before an earlier one.

    A value with commas is several texts. "seen" always is several, and holds ids of items.

    Raises:
        SettingsError: neither form, or a file that holds no JSON object of plain values.
    """
    profile: dict[str, Value] = {}
    for text in given:
        key, equals, value = text.partition("=")
        if equals and key.strip():
            profile[key.strip()] = _value(key.strip(), value)
        else:
            profile.update(_read_file(Path(text)))
    return profile


def _value(key: str, text: str) -> Value:
    values = tuple(part.strip() for part in text.split(",") if part.strip())
    if len(values) == 1 and key != "seen":
        return _number_or_text(values[0])
    return values


def _number_or_text(text: str) -> Value:
    flags = {"true": True, "false": False}
    if text.lower() in flags:
        return flags[text.lower()]
    try:
        number = float(text)
    except ValueError:
        return text
    if not math.isfinite(number):
        return text  # "nan" and "inf" are words.
    return int(number) if number.is_integer() else number


def _read_file(path: Path) -> dict[str, Value]:
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"the profile {str(path)!r} cannot be read: {error}; give KEY=VALUE or a file with a JSON object"
        ) from error
    if not isinstance(held, dict):
        raise SettingsError(
            f"the profile {str(path)!r} holds no JSON object; write it as "
            '{"streaming_services": ["Hulu"]}'
        )
    return {str(key): _plain(path, key, value) for key, value in held.items() if value is not None}


def _plain(path: Path, key: str, value: object) -> Value:
    if isinstance(value, str | int) or (isinstance(value, float) and math.isfinite(value)):
        return value
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        return tuple(str(one) for one in value)
    raise SettingsError(
        f"the profile {str(path)!r} has {key!r} = {value!r}; a value is text, a finite number, true, false or a list of texts"
    )
