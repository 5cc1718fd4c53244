"""What the rules brain reads, against the gold of three annotated collections.

    python -m benchmarks.reading DATA [--json] [--errors KIND]

DATA is a folder with ccpe.preferences.dev.jsonl, iard.preferences.dev.jsonl, sgd.state.dev.jsonl and
catalog.movies.jsonl; whatever is there of the first three is scored. How each collection is turned into
pieces of gold is in `gold.py` beside this file.

A piece of gold counts as read once where a piece of the same kind was read from overlapping words of the same
message (titles and persons: at least half of the words are the same, a final 's apart). Precision is over all pieces read,
recall over all pieces of gold. polarity is over the pieces of gold whose annotation says whether they are wanted:
right where the piece was read and its polarity agrees. Messages are read as the rules brain reads them, with the built-in
embedder for their intents.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from chatrec.brains.rules.reading.intent_examples import learnt_examples
from chatrec.brains.rules.reading.understand import understand
from chatrec.brains.rules.reading.vocabulary import Vocabulary
from chatrec.retrieval.embedders.static import StaticEmbedder
from chatrec.text import words

from .gold import COLLECTIONS, Message, Piece, pieces_of


@dataclass
class Score:
    """Counts of one kind."""

    right: int = 0
    read: int = 0
    gold: int = 0

    def row(self) -> dict[str, float | int]:
        """Return precision, recall, F1 (0 to 1) and the number of pieces of gold."""
        precision = self.right / self.read if self.read else 0.0
        recall = self.right / self.gold if self.gold else 0.0
        f1 = 2 * precision * recall / (precision + recall) if self.right else 0.0
        return {
            "precision": round(precision, 3),
            "recall": round(recall, 3),
            "f1": round(f1, 3),
            "n": self.gold,
        }


@dataclass(frozen=True)
class Miss:
    """An error: a piece of gold that was not read, or a piece read that is not gold."""

    kind: str
    missed: bool
    quote: str
    text: str


def score(messages: Iterator[tuple[Message, Vocabulary]]) -> tuple[dict[str, Score], list[Miss]]:
    """Score every message of a collection by kind."""
    scores: dict[str, Score] = defaultdict(Score)
    misses: list[Miss] = []
    examples = learnt_examples(StaticEmbedder().embed)
    for message, vocabulary in messages:
        said = understand(message.text, message.conversation, vocabulary, examples=examples)
        read = [piece for piece in pieces_of(said, vocabulary) if piece.kind in message.kinds]
        pairs = _matched(message.gold, read)
        for gold in message.gold:
            scores[gold.kind].gold += 1
            if gold.wanted is not None:
                scores["polarity"].gold += 1
        for piece in read:
            scores[piece.kind].read += 1
        for gold, piece in pairs:
            scores[gold.kind].right += 1
            if gold.wanted is not None and piece.wanted is not None:
                scores["polarity"].read += 1
                scores["polarity"].right += gold.wanted == piece.wanted
                if gold.wanted != piece.wanted:
                    misses.append(Miss("polarity", True, gold.quote, message.text))
        misses += _errors(message, read, pairs)
    return scores, misses


def _matched(gold: tuple[Piece, ...], read: list[Piece]) -> list[tuple[Piece, Piece]]:
    left = list(read)
    pairs = []
    for wanted in gold:
        for piece in left:
            if wanted.kind == piece.kind and _same(wanted, piece):
                pairs.append((wanted, piece))
                left.remove(piece)
                break
    return pairs


def _same(gold: Piece, piece: Piece) -> bool:
    first, second = Counter(_plain(gold.quote)), Counter(_plain(piece.quote))
    common = (first & second).total()
    if gold.kind in {"title", "person"}:
        return bool(common) and common * 2 >= (first | second).total()
    return common > 0 or gold.quote.casefold() in {name.casefold() for name in piece.names}


def _plain(quote: str) -> list[str]:
    """Return the words of a quote; a possessive or contracted "is" is no part of a name ("Zodiac's great")."""
    return [word.removesuffix("'s").removesuffix("’s") for word in words(quote)]


def _errors(
    message: Message, read: list[Piece], pairs: list[tuple[Piece, Piece]]
) -> Iterator[Miss]:
    hit = {id(one) for pair in pairs for one in pair}
    for piece in message.gold:
        if id(piece) not in hit:
            yield Miss(piece.kind, True, piece.quote, message.text)
    for piece in read:
        if id(piece) not in hit:
            yield Miss(piece.kind, False, piece.quote, message.text)


def main() -> None:
    """Print a table, or one JSON object, and on demand the errors of one kind."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("data", type=Path, help="the folder with the collections")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--errors", metavar="KIND", help="print the errors of this kind as well")
    parser.add_argument("--only", choices=list(COLLECTIONS), help="score one collection")
    options = parser.parse_args()
    results: dict[str, dict[str, dict[str, float | int]]] = {}
    for name, collection in COLLECTIONS.items():
        if (options.only and name != options.only) or not collection.path(options.data).exists():
            continue
        scores, misses = score(collection.read(options.data))
        results[name] = {kind: scores[kind].row() for kind in sorted(scores)}
        for miss in misses:
            if options.errors == miss.kind:
                sign = "missed" if miss.missed else "extra"
                print(f"{name} {sign} {miss.quote!r} in {miss.text[:200]!r}")
    if options.json:
        print(json.dumps(results))
        return
    print(f"{'':6} {'kind':10} {'precision':>9} {'recall':>7} {'f1':>6} {'n':>6}")
    for name, rows in results.items():
        for kind, row in rows.items():
            figures = f"{row['precision']:9.3f} {row['recall']:7.3f} {row['f1']:6.3f} {row['n']:6}"
            print(f"{name:6} {kind:10} {figures}")


if __name__ == "__main__":
    main()
