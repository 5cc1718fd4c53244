from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.brains.rules.judging.judge import judge, weigh
from chatrec.dialogue.conversation import Conversation
from chatrec.dialogue.preferences import Preferences
from chatrec.retrieval.candidates import Candidate
from tests.grounding.shelf import FILMS, state

CHAT = Conversation(session_id="s")


def order(preferences: Preferences, *ids: str) -> list[str]:
    candidates = [Candidate(FILMS[item_id], 1.0) for item_id in ids]
    return [one.candidate.item.id for one in judge(candidates, preferences, CHAT, FILMS)]


def test_with_nothing_asked_for_the_first_ranking_stands() -> None:
    candidates = [Candidate(FILMS["f2"], 0.9), Candidate(FILMS["f1"], 0.4)]
    judged = judge(candidates, Preferences(), CHAT, FILMS)
    assert [one.candidate.item.id for one in judged] == ["f2", "f1"]
    assert [one.score for one in judged] == [1.0, 0.0]
    assert [one.match for one in judged] == [1.0, 1.0]


def test_a_met_wish_comes_before_an_unmet_one() -> None:
    assert order(state(("moods", "contains", "tense", "tense")), "f1", "f2") == ["f2", "f1"]


def test_a_wish_more_met_outweighs_any_ranking() -> None:
    wishes = state(("moods", "contains", "tense", "tense"), ("genres", "contains", "comedy", ""))
    ranked = [Candidate(FILMS["f6"], 9.0), Candidate(FILMS["f2"], 0.0), Candidate(FILMS["f1"], 5.0)]
    judged = judge(ranked, wishes, CHAT, FILMS)
    assert judged[-1].candidate.item.id == "f6"


def test_the_evidence_adds_up_to_what_the_state_adds_to_the_score() -> None:
    wishes = state(
        ("genres", "contains", "comedy", "a comedy", "must"),
        ("moods", "contains", "tense", "tense"),
        ("runtime", "low", None, "short"),
    )
    candidates = [Candidate(FILMS[one], 1.0) for one in ("f1", "f3")]
    for one in judge(candidates, wishes, CHAT, FILMS):
        parts = [part.weight for part in (*one.because, *one.caveats)]
        assert one.score == pytest.approx(1.0 + sum(parts))


def test_match_is_the_share_of_the_weight_that_is_met() -> None:
    wishes = state(
        ("genres", "contains", "comedy", "a comedy", "must"),
        ("moods", "contains", "tense", "tense"),
    )
    weighed = weigh(FILMS["f1"], wishes, FILMS)
    assert weighed.match == pytest.approx(1.0 / 1.6)
    assert [one.facet for one in weighed.because] == ["genres"]
    assert [one.facet for one in weighed.caveats] == ["moods"]


def test_evidence_has_the_record_the_preference_and_the_words() -> None:
    wishes = state(("runtime", "<", 100.0, "under 100 minutes", "must"))
    (one,) = weigh(FILMS["f1"], wishes, FILMS).because
    assert (one.facet, one.value, one.preference, one.quote) == (
        "runtime",
        96,
        "p1",
        "under 100 minutes",
    )


def test_an_unknown_fact_is_a_caveat_without_a_value() -> None:
    (one,) = weigh(FILMS["f6"], state(("moods", "contains", "warm", "warm")), FILMS).caveats
    assert one.value is None and not one.met and one.weight < 0


def test_what_was_unwanted_and_is_absent_counts_a_little() -> None:
    wishes = state(("genres", "contains", "horror", "no horror", "must", "unwanted"))
    (one,) = weigh(FILMS["f1"], wishes, FILMS).because
    assert one.met and one.weight > 0
    assert weigh(FILMS["f5"], wishes, FILMS).match == 0


@given(
    st.lists(st.sampled_from([item.id for item in FILMS]), unique=True),
    st.lists(st.floats(-10, 10), min_size=6, max_size=6),
)
def test_every_candidate_is_judged_once_best_first(ids: list[str], scores: list[float]) -> None:
    candidates = [Candidate(FILMS[one], score) for one, score in zip(ids, scores, strict=False)]
    wishes = state(("runtime", "low", None, "short"), ("moods", "contains", "dark", "dark"))
    judged = judge(candidates, wishes, CHAT, FILMS)
    assert sorted(one.candidate.item.id for one in judged) == sorted(ids)
    assert [one.score for one in judged] == sorted((one.score for one in judged), reverse=True)
    assert all(0 <= one.match <= 1 for one in judged)


def test_a_free_wish_is_found_in_the_title_where_that_has_as_much_of_it() -> None:
    item = FILMS["f2"]
    title = " ".join(reversed(item.title.split()[:2]))
    (one,) = weigh(item, state(("text", "matches", title, title)), FILMS).because
    assert (one.facet, one.value) == ("title", item.title)
