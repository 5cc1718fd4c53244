"""How well retrieval finds what people chose: `python -m benchmarks.retrieval DATA [--rerank] [--json]`.

icecat: nDCG@10 (gain = grade, a query without a relevant item counts 0) and recall@100 of shop queries with human
grades. redial, redial_no_log, inspired: recall at 1, 10 and 50 over pairs of a recommendation and an item in it
that nobody had named, among the whole catalogue less the items named before. ReDial and INSPIRED have their own
training dialogues as log; redial_no_log has MovieLens ratings in their place, redial_catalogue nothing at all.
redial_rerank (only with --rerank) is redial with a re-ranker learned from the same training dialogues, and the
seconds that learning took.
Items that the catalogue does not hold are not counted (INSPIRED names many that `movies` lacks).
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from chatrec.catalog.catalog import Catalog
from chatrec.catalog.loading import load
from chatrec.retrieval.candidates import Query
from chatrec.retrieval.embedders import open_embedder
from chatrec.retrieval.index.item_index import ItemIndex
from chatrec.retrieval.learning.collaborative import Collaborative
from chatrec.retrieval.learning.interactions import Role, Turn, read_interactions
from chatrec.retrieval.learning.rerank import train_reranker
from chatrec.retrieval.ranking.contexts import query_of
from chatrec.retrieval.ranking.dense import DenseSignal
from chatrec.retrieval.retriever import Retriever

CUTOFFS = (1, 10, 50)
GRADED = 10
FOUND = 100
Figures = dict[str, float]


@dataclass(frozen=True)
class Instance:
    """A point of a dialogue where somebody recommended something new."""

    turns: tuple[Turn, ...]
    chosen: tuple[str, ...]


def main() -> None:
    """Print the figures as a table, or as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with the catalogues and dialogues")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--rerank", action="store_true", help="learn a re-ranker and score it too")
    options = parser.parse_args()
    figures = measure(options.data, rerank=options.rerank)
    if options.json:
        print(json.dumps(figures))
    else:
        for line in table(figures):
            print(line)


def measure(folder: Path, *, rerank: bool = False) -> dict[str, Figures]:
    """Return all figures of the data in a folder, those of a learned re-ranker where asked for."""
    movies = load(folder / "catalog.movies.jsonl")
    redial = read_instances(folder / "redial.test.instances.dev.jsonl")
    inspired = read_instances(folder / "inspired.eval.instances.dev.jsonl")
    figures = {
        "icecat": measure_shop(folder),
        "redial": recommend(with_log(movies, folder / "redial.train.dialogues.jsonl"), redial),
        "redial_no_log": recommend(
            with_log(movies, folder / "interactions.ml-latest-small.jsonl"), redial
        ),
        "redial_catalogue": recommend(Retriever(movies), redial),
        "inspired": recommend(
            with_log(movies, folder / "inspired.train.dialogues.jsonl"), inspired
        ),
    }
    if rerank:
        figures["redial_rerank"] = measure_reranker(
            movies, folder / "redial.train.dialogues.jsonl", redial
        )
    return figures


def measure_reranker(catalog: Catalog, log: Path, instances: Iterable[Instance]) -> Figures:
    """Return recall with a re-ranker learned from a log, whether it pays on the log's own latest part or not."""
    began = time.perf_counter()
    read = read_interactions(log)
    training = train_reranker(catalog, read)
    learned = time.perf_counter() - began
    statistics = Collaborative.fit(read, catalog)
    figures = recommend(Retriever(catalog, log=statistics, reranker=training.reranker), instances)
    return {**figures, "learned_s": learned, "kept": training.reranker is not None}


def with_log(catalog: Catalog, log: Path) -> Retriever:
    """Return the retriever of a catalogue with the statistics of a log."""
    return Retriever(catalog, log=Collaborative.fit(read_interactions(log), catalog))


def recommend(retriever: Retriever, instances: Iterable[Instance]) -> Figures:
    """Return recall of new items, how many pairs it is over, and the median time of a query in ms."""
    ranks: list[float] = []
    times: list[float] = []
    for instance in instances:
        query = query_of(instance.turns, retriever.catalog, limit=max(CUTOFFS))
        chosen = [item for item in instance.chosen if item in retriever.catalog]
        if not chosen:
            continue
        began = time.perf_counter()
        found = retriever.find(query)
        times.append((time.perf_counter() - began) * 1000)
        places = {one.item.id: place for place, one in enumerate(found.candidates)}
        ranks.extend(places.get(item, math.inf) for item in chosen)
    shares = {f"recall@{k}": sum(rank < k for rank in ranks) / len(ranks) for k in CUTOFFS}
    return {**shares, "n": len(ranks), "p50_ms": sorted(times)[len(times) // 2]}


def measure_shop(folder: Path) -> Figures:
    """Return nDCG@10 and recall@100 of the icecat queries, with embeddings."""
    catalog = load(folder / "catalog.icecat.jsonl")
    index = ItemIndex.open(None, catalog.name, open_embedder("static"))
    index.sync(catalog)
    retriever = Retriever(catalog, dense=DenseSignal(index))
    gains: list[float] = []
    recalls: list[float] = []
    times: list[float] = []
    for row in read_rows(folder / "icecat.queries.dev.jsonl"):
        grades = cast(Mapping[str, int], row["judgements"])
        began = time.perf_counter()
        found = retriever.find(Query(text=str(row["query"]), limit=FOUND))
        times.append((time.perf_counter() - began) * 1000)
        ids = [one.item.id for one in found.candidates]
        gains.append(ndcg(ids, grades))
        recalls.append(recall(ids, grades))
    index.close()
    return {
        "ndcg@10": sum(gains) / len(gains),
        "recall@100": sum(recalls) / len(recalls),
        "n": len(gains),
        "p50_ms": sorted(times)[len(times) // 2],
    }


def ndcg(ids: Sequence[str], grades: Mapping[str, int]) -> float:
    """Return the discounted gain of the first ten over that of the best order; 0 where nothing is relevant."""
    best = _gain(sorted(grades.values(), reverse=True))
    return _gain([grades.get(one, 0) for one in ids]) / best if best else 0.0


def recall(ids: Sequence[str], grades: Mapping[str, int]) -> float:
    """Return the share of the relevant items that were found; 0 where nothing is relevant."""
    relevant = {one for one, grade in grades.items() if grade > 0}
    return len(relevant & set(ids)) / len(relevant) if relevant else 0.0


def _gain(grades: Sequence[int]) -> float:
    return sum(grade / math.log2(place + 2) for place, grade in enumerate(grades[:GRADED]))


def read_instances(file: Path) -> list[Instance]:
    """Read the points of dialogues where something new was recommended."""
    return [
        Instance(
            tuple(
                Turn(cast(Role, turn["role"]), turn["text"], tuple(turn["items"]))
                for turn in row["context"]
            ),
            tuple(row["gold_new"]),
        )
        for row in read_rows(file)
        if row["gold_new"]
    ]


def read_rows(file: Path) -> Iterator[dict[str, Any]]:
    """Return the records of a file, one a line."""
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def table(figures: Mapping[str, Figures]) -> Iterator[str]:
    """Return the figures as the lines of a table."""
    for name, row in figures.items():
        cells = (
            f"{key} {value:.3f}" if isinstance(value, float) else f"{key} {value}"
            for key, value in row.items()
        )
        yield f"{name:18}" + "  ".join(cells)


if __name__ == "__main__":
    main()
