"""Text of items and people as plain words: nothing in it is markup, a link or a control to whoever shows it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_IMAGE_OR_LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\s?\([^()\s]{0,2000}(?:\s[^()]{0,500})?\)")
_LINK_TARGET = re.compile(r"^\s*\[[^\]]{1,200}\]:\s*\S+", re.MULTILINE)
_REFERENCE = re.compile(r"!\[([^\[\]]{0,500})\]\s?\[[^\[\]]{0,500}\]")
_TAG = re.compile(r"<(?:/?[A-Za-z]|[!|])[^<>]{0,2000}>")
_TAG_START = re.compile(r"<(?=[A-Za-z/!?|])")
_ADDRESS = re.compile(
    r"\b(?:https?|ftp|file)://[^\s“”]*|\bwww\.\S+|\b(?:javascript|data|vbscript):\S+|(?<![\w:/])//(?=[\w-]+\.)\S+",
    re.I,
)
_FENCE = re.compile(r"`+|~{3,}")
_SUSPICIOUS = re.compile(r"[<\[`:]|~~~|www\.|//", re.I)
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])")
_NO_END = re.compile(r"\b(?:mr|mrs|ms|dr|st|vs|jr|sr|no|vol|inc|ltd|co|[a-z])\.$", re.I)


class _Shown(dict[int, int]):
    """What is shown for a character, looked up once: the character itself, or a space for what is hidden."""

    def __missing__(self, code: int) -> int:
        hidden = unicodedata.category(chr(code)) in _HIDDEN
        self[code] = shown = ord(" ") if hidden and code != ord("\n") else code
        return shown


_SHOWN = _Shown()


def visible_line(text: str) -> str:
    """Return a text in one line as long as it was, with a space for each character that nobody sees."""
    return _visible(text).replace("\n", " ")


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """Return the words of a text in one line, without markup, links, images, addresses and control characters.

    What stands in a link stays as words. The result of cleaning a clean text is that text.
    """
    if text.isascii() and text.isprintable() and not _suspicious(text):
        return " ".join(text.split())
    before = ""
    cleaned = _visible(text)
    while cleaned != before:
        before = cleaned
        cleaned = _LINK_TARGET.sub(" ", cleaned)
        cleaned = _IMAGE_OR_LINK.sub(r"\1", cleaned)
        cleaned = _REFERENCE.sub(r"\1", cleaned)
        cleaned = _TAG.sub(" ", cleaned)
        cleaned = _TAG_START.sub("", cleaned)
        cleaned = _ADDRESS.sub(" ", cleaned)
        cleaned = _FENCE.sub("", cleaned)
        cleaned = " ".join(cleaned.split())
    return cleaned


def is_clean(text: str) -> bool:
    """Tell whether a text has nothing that `clean` would take away."""
    return clean(text) == text


def first_sentence(text: str, *, limit: int = 160) -> str:
    """Return the first sentence of a text, cleaned, cut at a word and closed with "…" beyond `limit` characters.

    Empty for a text without words.
    """
    cleaned = clean(text[: 20 * limit])
    if not any(letter.isalnum() for letter in cleaned):
        return ""
    end = len(cleaned)
    for found in _END.finditer(cleaned):
        if not _NO_END.search(cleaned[: found.start()]):
            end = found.start()
            break
    return shorten(cleaned[:end].strip(), limit=limit)


def shorten(text: str, *, limit: int) -> str:
    """Return a text of at most `limit` characters and a closing "…" where it was cut, at a word if it can be."""
    if len(text) <= limit:
        return text
    cut = text[:limit]
    place = cut.rfind(" ")
    return (cut[:place] if place > limit // 2 else cut).rstrip(" ,;:-–") + "…"


def _suspicious(text: str) -> bool:
    return _SUSPICIOUS.search(text) is not None


def _visible(text: str) -> str:
    return text.translate(_SHOWN)
