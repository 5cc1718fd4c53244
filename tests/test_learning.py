from __future__ import annotations

from pathlib import Path

import pytest

from chatrec.catalog.catalog import Catalog
from chatrec.errors import InteractionsError, SettingsError
from chatrec.learning import WEIGHTS, Learned, learn_statistics, learn_weights, read_knowledge
from chatrec.retrieval.learning.interactions import InteractionLog
from chatrec.retrieval.ranking.dense import DenseSearch
from chatrec.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Twelve people who liked f1 and f4 together, one who liked f2, and one bad line."""
    lines = ["user,item,rating"]
    lines += [f"u{number},{item},5" for number in range(12) for item in ("f1", "f4")]
    lines += ["u99,f2,5", "u98,,"]
    path = tmp_path / "log.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_nothing_is_known_before_anything_was_learned(settings: Settings) -> None:
    known = read_knowledge("films", settings)
    assert (known.statistics, known.weights, known.reranker) == (None, None, None)


def test_statistics_of_a_log_are_known_at_the_next_opening(
    films: Catalog, settings: Settings, log: Path
) -> None:
    learned = learn_statistics(log, films, settings)
    assert learned.told == "25 ratings, 1 lines left out"
    statistics = read_knowledge("films", settings).statistics
    assert statistics is not None
    assert list(statistics.popularity) == [12, 1, 0, 12, 0, 0]


def test_catalogues_do_not_share_what_was_learned(
    films: Catalog, settings: Settings, log: Path
) -> None:
    learn_statistics(log, films, settings)
    assert read_knowledge("other", settings).statistics is None


def test_a_log_too_short_to_tune_on_is_refused_and_leaves_no_weights(
    films: Catalog, settings: Settings
) -> None:
    learned = Learned(InteractionLog(), settings.learned_folder("films"))
    with pytest.raises(InteractionsError, match="longer log"):
        learn_weights(learned, films, dense=NoVectors())
    assert not (learned.folder / WEIGHTS).exists()


def test_damaged_weights_are_told_with_their_file(settings: Settings) -> None:
    folder = settings.learned_folder("films")
    folder.mkdir(parents=True)
    (folder / WEIGHTS).write_text("[weights]\nbm25 = 'much'\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=WEIGHTS):
        read_knowledge("films", settings)


def test_a_missing_log_is_told_with_its_path(films: Catalog, settings: Settings) -> None:
    with pytest.raises(InteractionsError, match=r"nowhere\.csv"):
        learn_statistics(Path("nowhere.csv"), films, settings)


class NoVectors(DenseSearch):
    """A dense search over nothing."""

    def search(self, text: str, limit: int) -> list[tuple[str, float]]:
        return []

    def scores(self, text: str, ids: object) -> list[float]:
        return []
