"""What is learned from a log of interactions, and kept for every later opening of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .catalog.catalog import Catalog
from .errors import InteractionsError
from .retrieval.learning.collaborative import Collaborative
from .retrieval.learning.interactions import InteractionLog, read_interactions
from .retrieval.learning.log_store import load_statistics, save_statistics
from .retrieval.learning.tuning import Tuning
from .retrieval.learning.tuning import tune as fit_weights
from .retrieval.ranking.dense import DenseSearch
from .retrieval.ranking.weights import Weights, read_weights, write_weights
from .settings import Settings

if TYPE_CHECKING:
    from .retrieval.learning.rerank import TreeReranker

WEIGHTS = "weights.toml"
RERANKER = "reranker.txt"


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is kept for a catalogue: each part is None where nothing was learned."""

    statistics: Collaborative | None = None
    weights: dict[str, float] | None = None
    reranker: TreeReranker | None = None


def read_knowledge(catalog_name: str, settings: Settings) -> Knowledge:
    """Read what was learned for the catalogue of a name.

    Raises:
        InteractionsError: a file of it is damaged.
        SettingsError: the weights are damaged.
        MissingExtra: a re-ranker is kept and LightGBM is not installed.
    """
    folder = settings.learned_folder(catalog_name)
    weights, trees = folder / WEIGHTS, folder / RERANKER
    reranker = None
    if trees.is_file():
        from .retrieval.learning.rerank import read_reranker

        reranker = read_reranker(trees)
    return Knowledge(
        load_statistics(folder), read_weights(weights) if weights.is_file() else None, reranker
    )


@dataclass(frozen=True, slots=True)
class Learned:
    """What was read of a log, and where what was learned is kept."""

    log: InteractionLog
    folder: Path

    @property
    def told(self) -> str:
        """The log in one line."""
        parts = [
            f"{len(self.log.ratings):,} ratings" if self.log.ratings else "",
            f"{len(self.log.dialogues):,} dialogues" if self.log.dialogues else "",
            f"{self.log.bad_lines:,} lines left out" if self.log.bad_lines else "",
        ]
        return ", ".join(part for part in parts if part)


def learn_statistics(file: Path, catalog: Catalog, settings: Settings) -> Learned:
    """Count what a log's people named or rated together, and keep it for the catalogue.

    Raises:
        InteractionsError: the log cannot be read, or the data folder cannot be written.
    """
    log = read_interactions(file)
    folder = settings.learned_folder(catalog.name)
    save_statistics(Collaborative.fit(log, catalog), folder)
    return Learned(log, folder)


def learn_weights(learned: Learned, catalog: Catalog, *, dense: DenseSearch) -> Tuning:
    """Fit the weights of the ranking to a log, and keep them where they are better than what was there.

    Raises:
        InteractionsError: the log is too short, or the data folder cannot be written.
    """
    tuning = fit_weights(catalog, learned.log, dense=dense)
    if sum(tuning.after) > sum(tuning.before):
        try:
            write_weights(tuning.weights, learned.folder / WEIGHTS)
        except OSError as error:
            raise InteractionsError(
                f"cannot write the weights to {str(learned.folder)!r}: {error.strerror}; "
                "check that the folder can be written and the disk is not full"
            ) from error
    return tuning


def learn_reranker(
    learned: Learned, catalog: Catalog, *, weights: Weights | None = None
) -> tuple[float, float] | None:
    """Train a re-ranker on the dialogues of a log, and keep it where it pays.

    Returns:
        recall at 10 on the latest part of the log before and after it; None where it does not pay.

    Raises:
        InteractionsError: the log holds too few dialogues, or the data folder cannot be written.
        MissingExtra: LightGBM is not installed.
    """
    from .retrieval.learning.rerank import train_reranker

    training = train_reranker(catalog, learned.log, weights=weights)
    if training.reranker is None:
        return None
    try:
        training.reranker.save(learned.folder / RERANKER)
    except OSError as error:
        raise InteractionsError(
            f"cannot write the re-ranker to {str(learned.folder)!r}: {error.strerror}; "
            "check that the folder can be written and the disk is not full"
        ) from error
    return training.before[0], training.after[0]
