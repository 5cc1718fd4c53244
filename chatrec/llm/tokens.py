"""How many tokens a text has for a model, and what of a prompt fits into a limit.

tiktoken counts where it knows how the model reads text and where the file of ranks for it is on this machine.
tiktoken itself would fetch a missing or damaged file from another host, so it is only asked once the file was found
and checked. Elsewhere the count is an estimate and says so.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from .estimate import estimate
from .prompts.prompt import Message

if TYPE_CHECKING:
    from tiktoken import Encoding

PER_MESSAGE: Final = 4
"""Tokens that a message of a chat takes beside its text: its bounds and its role."""
PER_CHAT: Final = 3
"""Tokens that begin the answer."""
_LONGEST_EXACT: Final = 100_000
"""Characters beyond which counting takes too long where a text is one run of signs; nobody sends such a prompt."""
_NEWEST: Final = "o200k_base"
_OPENAI: Final = re.compile(r"(?:ft:)?(?:gpt-\d|chatgpt-|o\d)")
_PROVIDER: Final = re.compile(r"(?:openai|azure_openai|azure)[:/]")
_SAME_RANKS: Final = {"o200k_harmony": "o200k_base"}
_DIGESTS: Final[Mapping[str, str]] = {
    "o200k_base": "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
    "cl100k_base": "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
}
"""The SHA-256 of each file of ranks, as tiktoken itself checks it."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number of tokens."""

    tokens: int
    estimated: bool
    """Whether it was estimated rather than counted as the model counts."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a prompt that may be shortened, piece by piece."""

    name: str
    pieces: Sequence[str | Message]
    drop: Literal["first", "last"] = "last"
    """Which end goes first: the oldest lines of a history, the last of the candidates."""
    least: int = 0
    """How many pieces stay in any case."""
    together: int = 1
    """How many pieces go at once: a question and its answer."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """What of a prompt fits into a limit."""

    kept: Mapping[str, slice]
    """The pieces of each part that stay: `history[fitted.kept["history"]]`."""
    dropped: Mapping[str, int]
    """How many pieces of a part were left out, those that go together as one; a part that is whole is not named."""
    count: Count
    """The tokens of what stays."""
    fits: bool
    """False where even the least of every part is too much."""


def count(given: str | Iterable[Message], model: str) -> Count:
    """Count the tokens of a text, or of the messages of a chat; never raises and reaches no other machine.

    The first count for a model may take a second, while the ranks are read: count an empty text at the start.

    Args:
        given: The text, or all messages of a request.
        model: The name of the model, as it is or with its provider ("openai:gpt-6-luna").
    """
    encoding = _encoding(model)
    if isinstance(given, str):
        return _count(given, encoding)
    counts = [_count(message.content, encoding) for message in given]
    tokens = sum(one.tokens for one in counts) + PER_MESSAGE * len(counts) + PER_CHAT
    return Count(tokens, encoding is None or any(one.estimated for one in counts))


def fit(parts: Sequence[Part], limit: int, model: str, *, fixed: int = 0) -> Fitted:
    """Leave out pieces until a prompt fits: first those of the first part, those of the last part last.

    Args:
        parts: In the order in which they are given up; the least worthy first.
        limit: The tokens that all may take together.
        model: The name of the model.
        fixed: The tokens of what cannot be shortened.
    """
    encoding = _encoding(model)
    sizes = [[_size(piece, encoding) for piece in part.pieces] for part in parts]
    total = fixed + sum(one.tokens for size in sizes for one in size)
    kept: dict[str, slice] = {}
    dropped: dict[str, int] = {}
    for part, size in zip(parts, sizes, strict=True):
        order = size if part.drop == "first" else size[::-1]
        gone = 0
        while total > limit and gone < len(order) - part.least:
            total -= sum(one.tokens for one in order[gone : gone + part.together])
            gone += part.together
        stay = len(size) - gone
        kept[part.name] = slice(gone, None) if part.drop == "first" else slice(0, stay)
        if gone:
            dropped[part.name] = gone // part.together
    estimated = encoding is None or any(one.estimated for size in sizes for one in size)
    return Fitted(kept, dropped, Count(total, estimated), total <= limit)


def _size(piece: str | Message, encoding: Encoding | None) -> Count:
    if isinstance(piece, str):
        return _count(piece, encoding)
    inner = _count(piece.content, encoding)
    return Count(inner.tokens + PER_MESSAGE, inner.estimated)


def _count(text: str, encoding: Encoding | None) -> Count:
    if encoding is None or len(text) > _LONGEST_EXACT:
        return Count(estimate(text), estimated=True)
    # Names of special tokens in a text are plain text.
    return Count(len(encoding.encode_ordinary(text)), estimated=False)


def _encoding(model: str) -> Encoding | None:
    name = _encoding_name(model)
    return _load(name, _folder()) if name in _DIGESTS else None


@lru_cache(maxsize=64)
def _encoding_name(model: str) -> str:
    """Return the name of the encoding of a model; empty where nobody knows it."""
    from tiktoken.model import encoding_name_for_model

    bare = _PROVIDER.sub("", model, count=1) if _PROVIDER.match(model) else model
    try:
        name = encoding_name_for_model(bare)
    except KeyError:
        name = _NEWEST if _OPENAI.match(bare) else ""
    return _SAME_RANKS.get(name, name)


def _folder() -> str:
    """Return the folder in which tiktoken keeps its files; empty where it is told to keep none."""
    for variable in ("TIKTOKEN_CACHE_DIR", "DATA_GYM_CACHE_DIR"):
        if variable in os.environ:
            return os.environ[variable]
    return str(Path(tempfile.gettempdir()) / "data-gym-cache")


@lru_cache(maxsize=16)
def _load(name: str, folder: str) -> Encoding | None:
    """Return the encoding where its file is in the folder and whole, else None."""
    import tiktoken

    if not folder or not _is_whole(Path(folder) / rank_file(name), _DIGESTS[name]):
        return None
    try:
        return tiktoken.get_encoding(name)
    except Exception:  # whatever goes wrong there, an estimate is better than a turn that fails
        return None


def rank_file(encoding: str) -> str:
    """Return the name under which tiktoken keeps the ranks of an encoding: the SHA-1 of where they come from."""
    url = f"https://openaipublic.blob.core.windows.net/encodings/{encoding}.tiktoken"
    return hashlib.sha1(url.encode(), usedforsecurity=False).hexdigest()


def _is_whole(path: Path, digest: str) -> bool:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == digest
    except OSError:
        return False
