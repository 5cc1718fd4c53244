from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from chatrec.errors import InteractionsError
from chatrec.retrieval.candidates import Query
from chatrec.retrieval.learning.cases import Cases, gather
from chatrec.retrieval.learning.examples import Example, split
from chatrec.retrieval.learning.features import DEPTH, NAMES, features
from chatrec.retrieval.learning.interactions import Dialogue, InteractionLog, Rating, Turn
from chatrec.retrieval.learning.rerank import Contenders, read_reranker, train_reranker
from chatrec.retrieval.learning.tuning import search, tune
from chatrec.retrieval.ranking.weights import bundled_weights
from chatrec.retrieval.retriever import Retriever
from tests.retrieval.shelf import FILMS, film, shelf

NUMBERS = shelf(*(film(f"f{row}", f"Film{row}", genres=(f"g{row % 3}",)) for row in range(30)))


def pairs_log(count: int) -> InteractionLog:
    """Return dialogues in which f0 is always answered with f10, f1 with f11, and so on."""
    talks = [
        Dialogue(
            f"d{number}",
            (
                Turn("seeker", "one more please", (f"f{number % 10}",)),
                Turn("recommender", "Sure", (f"f{number % 10 + 10}",)),
            ),
        )
        for number in range(count)
    ]
    return InteractionLog(dialogues=tuple(talks))


def test_the_latest_dialogues_are_the_examples() -> None:
    earlier, examples = split(pairs_log(100), NUMBERS, 0.15)
    assert len(earlier.dialogues) == 85
    assert [one.right for one in examples[:2]] == [("f15",), ("f16",)]
    assert examples[0].query.liked == ("f5",)


def test_the_newest_good_rating_of_some_users_is_an_example() -> None:
    ratings = tuple(
        Rating(f"u{user}", f"f{item}", 5.0 if item < 4 else 1.0, str(item))
        for user in range(10)
        for item in range(6)
    )
    earlier, examples = split(InteractionLog(ratings=ratings), NUMBERS, 0.2)
    assert [one.right for one in examples] == [("f3",), ("f3",)]
    assert examples[0].query.liked == ("f0", "f1", "f2")
    assert "f3" not in examples[0].query.excluded
    assert len(earlier.ratings) == 58


def cases_of(scores: list[float], right: list[bool], starts: list[int]) -> Cases:
    signals = np.zeros((len(NAMES), len(scores)), dtype=np.float32)
    signals[0] = scores
    facts = np.zeros((len(starts) - 1, 2), dtype=np.float32)
    return Cases(signals, np.asarray(starts), np.asarray(right), facts, missed=1)


def test_recall_ranks_within_a_query_and_a_tie_counts_half() -> None:
    cases = cases_of([3, 2, 1, 5, 5, 0], [False, True, False, True, False, False], [0, 3, 6])
    scores = cases.scores({NAMES[0]: 1.0})
    assert cases.ranks(scores).tolist() == [1.0, 0.5]
    assert cases.pairs == 3
    assert cases.recall(scores, 1, 2) == (1 / 3, 2 / 3)


def test_search_turns_up_the_signal_that_tells() -> None:
    cases = cases_of([0, 1, 0, 1], [False, True, False, True], [0, 2, 4])
    found = search(cases, {NAMES[0]: 0.0}, cutoffs=(1,))
    assert cases.recall(cases.scores(found), 1) == (2 / 3,)


def test_right_items_are_always_among_the_contenders() -> None:
    retriever = Retriever(FILMS)
    query = Query(text="space", excluded=frozenset({"gun"}))
    cases = gather(retriever, [Example(query, ("amelie", "gun", "unheard of"))])
    assert cases.pairs == 2
    assert cases.missed == 1
    assert int(cases.right.sum()) == 1


def test_tuning_never_gives_less_recall_than_it_started_from() -> None:
    weak = {name: 0.0 for name in bundled_weights("dialogues")}
    found = tune(NUMBERS, pairs_log(300), start=weak, cutoffs=(1,))
    assert found.pairs == 45
    assert found.before[0] < 0.2
    assert found.after == (1.0,)


def test_a_short_log_is_refused() -> None:
    with pytest.raises(InteractionsError, match="30 are needed"):
        tune(NUMBERS, pairs_log(20))
    with pytest.raises(InteractionsError, match="needs 100"):
        train_reranker(NUMBERS, pairs_log(20))


def test_features_hold_signals_score_distance_place_and_query() -> None:
    block = np.arange(2 * len(NAMES), dtype=np.float32).reshape(len(NAMES), 2)
    columns = features(block, np.asarray([3.0, 1.0], np.float32), (2, 7))
    assert columns.shape == (2, len(NAMES) + 5)
    assert columns[1, -5:].tolist() == pytest.approx([1.0, 2.0, np.log(2), 2.0, 7.0])


def test_only_queries_whose_item_was_retrieved_are_learned_from() -> None:
    right = np.asarray([False, True, False, False])
    contenders = Contenders(
        np.arange(8, dtype=np.float32).reshape(4, 2),
        np.zeros(4, np.float32),
        right,
        np.asarray([2, 2]),
        pairs=4,
    )
    kept = contenders.learnable()
    assert kept.sizes.tolist() == [2]
    assert kept.columns.tolist() == [[0, 1], [2, 3]]
    assert contenders.recall(np.asarray([0, 1, 1, 0], np.float32), (1, 2)) == (0.25, 0.25)


@pytest.mark.slow
def test_a_reranker_is_kept_only_where_it_pays_and_is_read_again(tmp_path: Path) -> None:
    # Chance decides the first ranking; what is named together tells the right item.
    wrong = {"co_mention": -0.1, "kind": 1.0}
    trained = train_reranker(NUMBERS, pairs_log(1000), weights=wrong, cutoffs=(1,))
    assert trained.reranker is not None
    assert trained.after > trained.before
    trained.reranker.save(tmp_path / "trees.txt")
    columns = np.random.default_rng(0).random((DEPTH, len(NAMES) + 5)).astype(np.float32)
    again = read_reranker(tmp_path / "trees.txt")
    assert again.score(columns).tolist() == trained.reranker.score(columns).tolist()


@pytest.mark.slow
def test_a_reranker_that_does_not_pay_is_not_kept() -> None:
    trained = train_reranker(NUMBERS, pairs_log(200), weights={"co_mention": 5.0}, cutoffs=(10,))
    assert trained.before == (1.0,)
    assert trained.reranker is None


@pytest.mark.slow
def test_a_damaged_reranker_says_how_to_go_on(tmp_path: Path) -> None:
    (tmp_path / "trees.txt").write_text("no trees")
    with pytest.raises(InteractionsError, match="chatrec tune --rerank"):
        read_reranker(tmp_path / "trees.txt")
