"""Messages and a catalogue made to cost as much time as they can: the same for the same seed."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator

from chatrec import limits

WORDS = (
    "not", "or", "and", "under", "over", "between", "like", "without", "cheaper", "comedy", "drama", "laptop", "phone",
    "first", "second", "one", "than", "what", "about", "with", "no", "but", "only", "instead", "in", "the", "90s", "Hulu",
    "Netflix", "light", "funny", "which", "how", "many", "is", "most", "expensive", "seen", "them", "all", "Toy", "Story",
)  # fmt: skip
FIGURES = (
    "1",
    "2",
    "$900",
    "100 minutes",
    "1990s",
    "3.5",
    "1,000",
    "13-inch",
    "5 stars",
    "2 kg",
    "12:30",
    "2024-05-01",
)
MARKS = "()[]{}<>!?.,;:-–—_*`~^|/\\\"'“”’#@&%$€+=…\n\r\t \u00a0\u2028\u200d\ufeff\u0301"
FRAGMENTS = (
    "[", "]", "](", "![", "<b", "<", ">", "</", "<!--", "```", "http://", "www.", "javascript:", "&amp;", "//", "\n", "\r\n",
    " ", "[a](b", "[[", "((", "**", "~~~", "{{", "${", "%s", "\u202e", "é", "e\u0301", "😀", "١٢", "Ⅳ", "\x00", "\x1b[31m",
)  # fmt: skip
Kind = Callable[[random.Random], str]


def hostile_messages(count: int, *, seed: int = 0) -> Iterator[str]:
    """Yield so many messages of all kinds in turn, each as long as a message may be, or a little shorter."""
    chance = random.Random(seed)
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        yield kind(chance)[: limits.MESSAGE] or "?"


def hostile_catalogue() -> bytes:
    """Return a catalogue as JSONL: descriptions, titles and values of the same kinds, a few of them very long."""
    chance = random.Random(9)
    rows = []
    for number in range(60):
        kind = KINDS[number % len(KINDS)]
        rows.append(
            {
                "id": f"h{number}",
                "title": f"{kind(chance)[:80]} {number}",
                "description": kind(chance) * (25 if number % 10 == 0 else 1),
                "kind": f"kind {number % 4} {FRAGMENTS[number % len(FRAGMENTS)]}",
                "price": number + 0.5,
                "tags": [kind(chance)[:30] for _ in range(5)],
            }
        )
    rows[0]["description"] = "\n" * 90_000 + "a lamp"
    rows[1]["description"] = "[" * 40_000 + "a lamp" + "]" * 40_000
    return "\n".join(json.dumps(row) for row in rows).encode()


def _repeated(pieces: tuple[str, ...]) -> Kind:
    """Return messages of one piece again and again."""

    def made(chance: random.Random) -> str:
        piece = chance.choice(pieces)
        return piece * (limits.MESSAGE // max(1, len(piece)))

    return made


def _mixed(pieces: tuple[str, ...], between: str) -> Kind:
    """Return messages of many pieces in a random order."""

    def made(chance: random.Random) -> str:
        return between.join(chance.choices(pieces, k=limits.MESSAGE // 2))

    return made


def _nested(chance: random.Random) -> str:
    opening, closing = chance.choice(("[]", "()", "{}", "<>", "“”", "\"'"))
    depth = limits.MESSAGE // 2 - 4
    return opening * depth + "hi" + closing * depth


def _listed(chance: random.Random) -> str:
    values = [f"{chance.choice(WORDS)} {chance.randrange(10_000)}" for _ in range(400)]
    return "I want " + ", ".join(values) + " or " + " and not ".join(values)


def _one_word(chance: random.Random) -> str:
    return chance.choice("abcde0159é") * limits.MESSAGE


def _any_character(chance: random.Random) -> str:
    return "".join(
        chr(chance.choice((chance.randrange(32, 0x3000), chance.randrange(0xD7FF))))
        for _ in range(limits.MESSAGE)
    )


KINDS: tuple[Kind, ...] = (
    _repeated(("\n", "\r\n", " ", "\t", "\u2028")),
    _repeated(FRAGMENTS),
    _repeated(tuple(f"{word} " for word in WORDS)),
    _repeated(tuple(f"{figure} " for figure in FIGURES)),
    _repeated(tuple(f"{figure}," for figure in FIGURES)),
    _repeated(tuple(MARKS)),
    _mixed(WORDS, " "),
    _mixed(FIGURES, " "),
    _mixed((*WORDS, *FIGURES), " "),
    _mixed(FRAGMENTS, ""),
    _mixed((*FRAGMENTS, *WORDS), " "),
    _mixed(tuple(MARKS), ""),
    _nested,
    _listed,
    _one_word,
    _any_character,
)
