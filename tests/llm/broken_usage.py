"""What servers tell of the tokens of a call that cannot be: each may make a limit of money hold nothing."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final

from tests.llm.loopback import ABSENT, Request, usage_of

Usage = Callable[[Request, str], object]


def _both(prompt: Any, completion: Any, **more: object) -> Usage:
    told = {"prompt_tokens": prompt, "completion_tokens": completion, **more}
    return lambda *_: told


def _without(*names: str) -> Usage:
    return lambda request, text: {
        name: value for name, value in usage_of(request, text).items() if name not in names
    }


BROKEN: Final[dict[str, Usage]] = {
    "zero": _both(0, 0, total_tokens=0),
    "null": lambda *_: None,
    "missing": lambda *_: ABSENT,
    "empty": lambda *_: {},
    "numbers that are null": _both(None, None),
    "negative": _both(-500, -100, total_tokens=-600),
    "absurdly large": _both(10**30, 10**30),
    "no whole numbers": _both(0.001, 0.001),
    "text": _both("12", "34", total_tokens="46"),
    "text and a number": _both("12", 34),
    "no number at all": _both(math.nan, math.nan),
    "infinite": _both(math.inf, -math.inf),
    "true": _both(True, True),
    "a list": lambda *_: [1, 2],
    "a word": lambda *_: "some",
    "lists of numbers": _both([500], [100]),
    "the prompt alone": _without("completion_tokens", "total_tokens"),
    "the answer alone": _without("prompt_tokens", "total_tokens"),
    "far too few": _both(1, 1),
    "more cached than sent": _both(1, 1, prompt_tokens_details={"cached_tokens": 10**6}),
    "details that are text": _both(1, 1, prompt_tokens_details="all of it"),
}
"""What is told, by its name."""
WORST: Final = (
    "zero",
    "null",
    "missing",
    "negative",
    "absurdly large",
    "no whole numbers",
    "text and a number",
    "the prompt alone",
)
"""Eight of them, for whole turns."""
