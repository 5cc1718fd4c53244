"""`chatrec tune`: fit the ranking to a log."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..settings import Settings
from ..well_formed import json_text
from .options import JsonOption

if TYPE_CHECKING:
    from ..retrieval.learning.tuning import Tuning


def tune(
    catalog: Annotated[
        str, typer.Argument(metavar="CATALOG", help="A sample, an imported catalogue or a file.")
    ],
    log: Annotated[Path, typer.Argument(help="A log of ratings or dialogues (CSV, TSV, JSONL).")],
    rerank: Annotated[
        bool, typer.Option("--rerank", help="Train a re-ranker too; needs chatrec[rerank].")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Learn from a log and fit the weights of the ranking to it, by recall at 10 and 50."""
    from ..catalog import load
    from ..learning import learn_reranker, learn_statistics, learn_weights
    from ..shelf import find_catalog
    from .open_bot import open_index, progress_line

    settings = Settings.from_environment()
    items = load(find_catalog(catalog, settings))
    learned = learn_statistics(log, items, settings)
    with open_index(items, settings) as index:
        with progress_line(f"Opening {items.name}") as progress:
            index.sync(items, progress=progress)
        with progress_line("Fitting the weights"):
            tuning = learn_weights(learned, items, dense=index)
    trees = None
    if rerank:
        with progress_line("Training the re-ranker"):
            trees = learn_reranker(learned, items, weights=tuning.weights)
    if as_json:
        typer.echo(json_text(_summary(tuning, trees), indent=2))
        return
    typer.echo(f"Read {learned.told}; measured on {tuning.pairs:,} pairs of its latest part.")
    for cutoff, before, after in zip(tuning.cutoffs, tuning.before, tuning.after, strict=True):
        typer.echo(f"  recall at {cutoff:<3} {before:.3f} -> {after:.3f}")
    if rerank:
        told = f"{trees[0]:.3f} -> {trees[1]:.3f}" if trees else "does not pay here and is not kept"
        typer.echo(f"  re-ranker     {told}")
    typer.echo(f"Kept in {learned.folder}.")


def _summary(tuning: Tuning, trees: tuple[float, float] | None) -> dict[str, object]:
    recall = {
        f"recall@{cutoff}": {"before": before, "after": after}
        for cutoff, before, after in zip(tuning.cutoffs, tuning.before, tuning.after, strict=True)
    }
    return {"pairs": tuning.pairs, **recall, "weights": tuning.weights, "reranker": trees}
