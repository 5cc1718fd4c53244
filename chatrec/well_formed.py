"""Text and JSON that every reader takes: UTF-8 without lone surrogates, numbers that JSON has (RFC 8259)."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping

_LONE_SURROGATES = re.compile("[\ud800-\udfff]")


def well_formed(text: str) -> str:
    """Return the text with U+FFFD in the place of each lone surrogate, which UTF-8 cannot hold."""
    return text if text.isascii() else _LONE_SURROGATES.sub("\ufffd", text)


def json_value(value: object) -> object:
    """Return a value as JSON can hold it: texts well-formed, numbers that are not finite None, tuples lists.

    What JSON has no form for (a path, a day) is given as its text.
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return well_formed(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {well_formed(str(key)): json_value(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [json_value(one) for one in value]
    return well_formed(str(value))


def json_text(value: object, *, indent: int | None = None) -> str:
    """Return a value as JSON that every reader takes, with its letters as they are; see json_value."""
    return json.dumps(json_value(value), ensure_ascii=False, allow_nan=False, indent=indent)
