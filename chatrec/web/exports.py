"""A chat as a document to keep: Markdown to read, JSON to compute with."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..dialogue.sessions.rows import StoredTurn
from ..well_formed import well_formed


def as_markdown(title: str, turns: Iterable[StoredTurn]) -> str:
    """Return a chat as Markdown. None of its words is markup: the marks of Markdown in them are escaped."""
    parts = [f"# {_inline(title)}"]
    for one in turns:
        parts.append(f"**You**, {one.created:%Y-%m-%d %H:%M} UTC\n\n{_quoted(one.message)}")
        parts.append(f"**chatrec**\n\n{_plain(one.reply.text)}")
    return well_formed("\n\n".join(parts) + "\n")


_MARKS = re.compile(r"[\\`*_\[\]<>#|~&]")
_INDENTS = re.compile(r"^[ \t]+", re.MULTILINE)
_BEGINNINGS = re.compile(r"^(?:(\d+)(?=[.)](?:\s|$))|(?=[-+=]))", re.MULTILINE)
"""What begins a list, a rule or the line under a heading."""


def _quoted(text: str) -> str:
    lines = text.splitlines() or [""]
    return "\n".join(f"> {_plain(line)}" for line in lines)


def _plain(text: str) -> str:
    lines = _INDENTS.sub("", _MARKS.sub(r"\\\g<0>", text))
    return _BEGINNINGS.sub(r"\1\\", lines)


def _inline(text: str) -> str:
    return _plain(" ".join(text.split()))
