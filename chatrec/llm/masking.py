"""Hiding what names or bills a person before a text leaves the machine, and putting it back in the answer.

E-mail addresses and the numbers of phones, cards and accounts become placeholders such as "[e-mail 1]". Figures of a
catalogue stay as they are: prices, years, sizes, ISBN, names of models. Where figures could be both, their form (a
check digit, the groups of a phone number) or a word before them decides (masking.toml).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from .secret_finding import find_secrets

_PLACEHOLDER: Final = re.compile(r"\[(?:e-mail|phone|card|account|quoted) [1-9][0-9]{0,4}\]")
_QUOTED: Final = "quoted"
"""The kind of a text that looks like a placeholder and was written by the person."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with placeholders for its secrets."""

    text: str
    found: Mapping[str, str]
    """What each placeholder stands for, those that were known before included."""


def mask(text: str, known: Mapping[str, str] | None = None) -> Masked:
    """Put a placeholder for each secret of a text; the same secret has the same placeholder wherever it stands.

    Args:
        text: Any text.
        known: What was found in the texts before it, for a prompt that holds several.
    """
    spans: list[tuple[int, int, str]] = [
        (one.start, one.end, one.kind) for one in find_secrets(text)
    ]
    # No secret holds a bracket, and the figures of a placeholder are too few to be one: these overlap none.
    spans += [(*match.span(), _QUOTED) for match in _PLACEHOLDER.finditer(text)]
    found = dict(known or {})
    names = {secret: name for name, secret in found.items()}
    numbers = Counter(name[1:].rpartition(" ")[0] for name in found)
    parts: list[str] = []
    done = 0
    for start, end, kind in sorted(spans):
        secret = text[start:end]
        if secret not in names:
            numbers[kind] += 1
            names[secret] = f"[{kind} {numbers[kind]}]"
            found[names[secret]] = secret
        parts += [text[done:start], names[secret]]
        done = end
    return Masked("".join([*parts, text[done:]]), found)


def restore(text: str, found: Mapping[str, str]) -> str:
    """Put back the secrets that placeholders of a text stand for; what is no placeholder of `found` stays."""
    return _PLACEHOLDER.sub(lambda match: found.get(match.group(), match.group()), text)
