from __future__ import annotations

from chatrec.retrieval.numbering import Numbering


def test_things_are_numbered_as_they_first_come() -> None:
    numbers = Numbering[str]()
    assert numbers.all(["b", "a", "b", "c"]).tolist() == [0, 1, 0, 2]
    assert numbers.all(["c", "d"]).tolist() == [2, 3]
    assert list(numbers) == ["b", "a", "c", "d"]


def test_no_things_have_no_numbers() -> None:
    assert Numbering[str]().all([]).tolist() == []
