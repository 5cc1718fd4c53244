"""Answers that a chat model gave to requests, each known by the hash of its request: given again to the same requests.

A line of a file is {"key", "answer"}. The requests stand in no file, because they hold sentences of the dialogues that are
measured on: who has the dialogues makes the same requests again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_DECISIVE = ("model", "messages", "tools", "response_format")


def key_of(request: Mapping[str, Any]) -> str:
    """Return the hash of what decides an answer."""
    decisive = {name: request.get(name) for name in _DECISIVE}
    return hashlib.sha256(json.dumps(decisive, sort_keys=True).encode()).hexdigest()[:24]


@dataclass
class Answers:
    """What was answered, by the key of the request."""

    known: Mapping[str, str]
    url: str = ""

    @classmethod
    def read(cls, file: Path) -> Answers:
        """Read a file of answers."""
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        return cls({row["key"]: row["answer"] for row in rows})

    def answer(self, request: dict[str, Any]) -> str | None:
        """Return what was answered to a request, None where it was never asked."""
        return self.known.get(key_of(request))
