"""Column types: text that any database keeps exactly, whole numbers, and moments.

SQLite gives back whatever stands in a damaged file, of any type: what is not of the type of its column is a TypeError.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, Integer, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

_UNSAFE = re.compile("[\\\\\x00\ud800-\udfff]")
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def escape(text: str) -> str:
    r"""Return the text without NUL and lone surrogates, which PostgreSQL and UTF-8 refuse.

    Each of them, and each backslash, becomes `\uXXXX`; `unescape` gives the text back exactly.
    """
    return _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def unescape(stored: str) -> str:
    """Return the text that `escape` was given."""
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), stored)


def moment_of(stored: object) -> datetime:
    """Return the moment that a number of microseconds since 1970 stands for; 1970 itself for what stands for none."""
    try:
        return _EPOCH + stored * _MICROSECOND if isinstance(stored, int) else _EPOCH
    except OverflowError:
        return _EPOCH


class ExactText(TypeDecorator[str]):
    """Any Python text, control characters and lone surrogates included, given back as it was."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Escape on the way in."""
        return None if value is None else escape(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Unescape on the way out."""
        return None if value is None else unescape(value)


class WholeNumber(TypeDecorator[int]):
    """A whole number."""

    impl = Integer
    cache_ok = True

    def process_result_value(self, value: int | None, dialect: Dialect) -> int | None:
        """Refuse what is none."""
        if value is not None and not isinstance(value, int):
            raise TypeError(f"{value!r} is no whole number")
        return value


class Moment(TypeDecorator[datetime]):
    """A moment with its time zone, kept as whole microseconds since 1970 in UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Return the microseconds since 1970."""
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Return the moment, in UTC."""
        return None if value is None else _EPOCH + value * _MICROSECOND
