from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from chatrec.errors import InteractionsError
from chatrec.retrieval.learning.collaborative import Collaborative
from chatrec.retrieval.learning.interactions import Dialogue, InteractionLog, Rating, Turn
from chatrec.retrieval.learning.log_store import FILE, load_statistics, save_statistics
from tests.retrieval.shelf import FILMS, film


def talk(words: str, named: tuple[str, ...], chosen: tuple[str, ...]) -> Dialogue:
    return Dialogue(words, (Turn("seeker", words, named), Turn("recommender", "Try", chosen)))


TALKS = InteractionLog(
    dialogues=(
        talk("spooky castle night", ("alien",), ("nosferatu",)),
        talk("spooky castle ruins", ("alien",), ("nosferatu", "unheard of")),
        talk("spooky castle", ("airplane",), ("nosferatu",)),
        talk("jokes about jets", ("airplane",), ("gun",)),
        talk("jokes about jets please", ("gun",), ("airplane",)),
        talk("jokes about jets today", ("gun",), ("amelie",)),
        *(talk(f"word{row}", (), ("amelie",)) for row in range(6)),
    )
)
STATISTICS = Collaborative.fit(TALKS, FILMS)
AIRPLANE, GUN, ALIEN, NOSFERATU, AMELIE = range(5)


def test_popularity_counts_dialogues_in_which_an_item_was_recommended() -> None:
    assert STATISTICS.popularity.tolist() == [1, 1, 0, 3, 7]


def test_the_prior_is_a_share() -> None:
    assert float(STATISTICS.prior.sum()) == pytest.approx(1.0)
    assert STATISTICS.prior[ALIEN] == pytest.approx(0.1 / 12.5)


def test_items_named_together_are_shrunk_shares() -> None:
    # Alien stands in 2 dialogues, both with Nosferatu: 2 / (2 + 80); Airplane in 3, one with Nosferatu, two with Gun.
    assert STATISTICS.named_with([ALIEN])[NOSFERATU] == pytest.approx(2 / 82)
    assert STATISTICS.named_with([ALIEN, AIRPLANE])[NOSFERATU] == pytest.approx(2 / 82 + 1 / 83)
    assert STATISTICS.named_with([AIRPLANE])[GUN] == pytest.approx(2 / 83)
    assert STATISTICS.named_with([ALIEN])[ALIEN] == 0
    assert not STATISTICS.named_with([]).any()


def test_chats_with_like_words_vote_for_what_was_recommended_in_them() -> None:
    chats = STATISTICS.chats
    assert chats is not None
    votes = chats.votes_for("a spooky castle")
    assert votes[NOSFERATU] == pytest.approx(1.0)
    assert float(chats.votes_for("jokes about jets").sum()) == pytest.approx(1.0)
    assert not chats.votes_for("something else").any()


def test_ratings_count_where_they_reach_the_mean_of_their_user() -> None:
    log = InteractionLog(
        ratings=(
            Rating("u", "alien", 5),
            Rating("u", "nosferatu", 4),
            Rating("u", "amelie", 1),
            Rating("v", "alien", 2),
            Rating("v", "gun", 1),
        )
    )
    statistics = Collaborative.fit(log, FILMS)
    assert statistics.popularity.tolist() == [0, 0, 2, 1, 0]
    assert statistics.named_with([ALIEN])[NOSFERATU] == pytest.approx(1 / 82)
    assert statistics.chats is None
    assert not statistics.from_dialogues


def test_statistics_follow_a_changed_catalogue() -> None:
    moved = FILMS.without(["airplane"]).with_items([film("new", "New")])
    aligned = STATISTICS.aligned(moved)
    assert aligned.popularity.tolist() == [1, 0, 3, 7, 0]
    assert aligned.named_with([1])[2] == pytest.approx(2 / 82)
    assert aligned.chats is not None
    assert aligned.chats.votes_for("spooky castle")[2] == pytest.approx(1.0)
    assert STATISTICS.aligned(replace(FILMS, name="other")) is STATISTICS


def test_stored_statistics_come_back_whole(tmp_path: Path) -> None:
    assert load_statistics(tmp_path) is None
    save_statistics(STATISTICS, tmp_path / "new")
    back = load_statistics(tmp_path / "new")
    assert back is not None and back.chats is not None and STATISTICS.chats is not None
    assert back.ids == STATISTICS.ids and back.from_dialogues
    assert back.named_with([ALIEN]).tolist() == STATISTICS.named_with([ALIEN]).tolist()
    words = "spooky jokes"
    assert np.array_equal(back.chats.votes_for(words), STATISTICS.chats.votes_for(words))
    assert [file.name for file in (tmp_path / "new").iterdir()] == [FILE]


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 no archive", b"nothing"])
def test_damaged_statistics_say_how_to_go_on(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / FILE).write_bytes(damage)
    with pytest.raises(InteractionsError, match="chatrec index --interactions"):
        load_statistics(tmp_path)


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InteractionsError, match="cannot write"):
        save_statistics(STATISTICS, tmp_path / "file")


def test_a_log_of_other_items_counts_nothing() -> None:
    log = InteractionLog(ratings=(Rating("u", "x", 1), Rating("u", "y", 1)))
    assert not Collaborative.fit(log, FILMS).popularity.any()
