"""Languages written as codes: "eng" and "en-US" are English, which is what a person says and reads.

A table of some fifty languages and not a library: babel and langcodes bring megabytes of data for what is one line each.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from functools import cache
from importlib.resources import files

_CODE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z]{2,4})?")
_MOST = 0.8


def language_named(code: str) -> str | None:
    """Return the name of the language of a code, its region aside, or None where it is no known one."""
    match = _CODE.fullmatch(code.strip())
    return _names().get(match.group(1).lower()) if match else None


def are_language_codes(values: Collection[str]) -> bool:
    """Tell whether some values are codes of languages, two or more of them."""
    known = sum(language_named(value) is not None for value in values)
    return known >= 2 and known >= _MOST * len(values)


@cache
def _names() -> dict[str, str]:
    text = files(__package__).joinpath("data/languages.toml").read_text(encoding="utf-8")
    return {code: name for name, codes in tomllib.loads(text).items() for code in codes}
