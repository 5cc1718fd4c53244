"""Text of items and people as plain words: nothing in it is markup, a link or a control to whoever shows it."""

from __future__ import annotations

import re
import unicodedata

from ..short_cache import cache_short_texts

_IMAGE_OR_LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\s?\([^()\s]{0,2000}(?:\s[^()]{0,500})?\)")
_LINK_TARGET = re.compile(r"^[^\S\n]*\[[^\]]{1,200}\]:\s*\S+", re.MULTILINE)
_LINK_TARGETS = re.compile(r"\A(?:\[[^\]]{1,200}\]: ?\S++ ?)++")
_REFERENCE = re.compile(r"!\[([^\[\]]{0,500})\]\s?\[[^\[\]]{0,500}\]")
_TAG = re.compile(r"<(?:/?[A-Za-z]|[!|])[^<>]{0,2000}>")
_TAG_START = re.compile(r"(?<!<)<(<*+)(?=[A-Za-z/!?|])")
_ADDRESS = re.compile(
    r"\b(?:https?|ftp|file)://[^\s“”]*|\bwww\.\S+|\b(?:javascript|data|vbscript):\S+|(?<![\w:/])//(?=[\w-]+\.)\S+",
    re.I,
)
_FENCE = re.compile(r"`+|~{3,}")
_NESTED = re.compile(r"[<\[]|~~~")
_SUSPICIOUS = re.compile(r"[<\[`:]|~~~|www\.|//", re.I)
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])")
_NO_END = re.compile(r"\b(?:mr|mrs|ms|dr|st|vs|jr|sr|no|vol|inc|ltd|co|[a-z])\.$", re.I)
_LONGEST_NO_END = 4
_MOST_ROUNDS = 12
"""How deep marks of markup may stand in each other; what is deeper was written by nobody who meant words."""


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


@cache_short_texts(most=8_192, longest=2_000)
def clean(text: str) -> str:
    """Return the words of a text in one line, without markup, links, images, addresses and control characters.

    What stands in a link stays as words. The result of cleaning a clean text is that text.
    """
    if text.isascii() and text.isprintable() and not _suspicious(text):
        return " ".join(text.split())
    cleaned = _LINK_TARGET.sub(" ", _visible(text))
    for _ in range(_MOST_ROUNDS):
        before = cleaned
        cleaned = _without_marks(before)
        if cleaned == before:
            return cleaned
    return _before_nested(cleaned)


def _without_marks(text: str) -> str:
    """Return a text in one line without the marks that hold no other; those around them may be whole only then."""
    line = _IMAGE_OR_LINK.sub(r"\1", text)
    line = _REFERENCE.sub(r"\1", line)
    line = _TAG.sub(" ", line)
    line = _TAG_START.sub(lambda found: found[1][:1], line)
    line = _ADDRESS.sub(" ", line)
    line = " ".join(_FENCE.sub("", line).split())
    return _LINK_TARGETS.sub("", line)


def _before_nested(line: str) -> str:
    """Return the words before the first mark that is left, so that nothing nested without end is ever kept."""
    found = _NESTED.search(line)
    if found is not None:
        line = line[: max(0, line.rfind(" ", 0, found.start()))]
    return " ".join(_ADDRESS.sub(" ", line).split())


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
        place = found.start()
        if not _NO_END.search(cleaned, max(0, place - _LONGEST_NO_END), place):
            end = place
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
