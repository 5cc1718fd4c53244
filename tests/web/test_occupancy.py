from __future__ import annotations

from contextlib import ExitStack

import pytest

from chatrec.errors import TooMany
from chatrec.web.occupancy import Bounds, Occupancy
from chatrec.web.visitor import Visitor

ANNA, BERT = Visitor("anna", "10.0.0.1"), Visitor("bert", "10.0.0.1")
CLEO = Visitor("cleo", "10.0.0.2")


@pytest.fixture
def occupancy() -> Occupancy:
    return Occupancy("messages", Bounds(of_visitor=2, of_address=3, in_all=4), retry_after=7)


def test_a_visitor_has_so_many_places_and_others_have_theirs(occupancy: Occupancy) -> None:
    with occupancy.place(ANNA), occupancy.place(ANNA):
        with pytest.raises(TooMany, match=r"messages of this browser .* \(2\)") as refused:
            occupancy.place(ANNA).__enter__()
        assert (refused.value.status, refused.value.retry_after) == (429, 7)
        with (
            occupancy.place(BERT),
            pytest.raises(TooMany, match=r"messages from your network .* \(3\)"),
        ):
            occupancy.place(BERT).__enter__()


def test_there_are_so_many_in_all(occupancy: Occupancy) -> None:
    with ExitStack() as held:
        for one in (ANNA, ANNA, BERT, CLEO):
            held.enter_context(occupancy.place(one))
        with pytest.raises(TooMany, match=r"as many messages as .* \(4\)"):
            held.enter_context(occupancy.place(CLEO))


def test_what_was_left_is_free_again_and_nothing_is_kept_of_it(occupancy: Occupancy) -> None:
    for number in range(1_000):
        with occupancy.place(Visitor(f"web-{number}", f"10.0.{number // 250}.{number % 250}")):
            pass
    with pytest.raises(ValueError, match="no"), occupancy.place(ANNA):
        raise ValueError("no")
    assert not occupancy._owners
    assert not occupancy._addresses
