from __future__ import annotations

from chatrec.brains.rules.reading.analysis import analyse
from chatrec.brains.rules.reading.findings import Finding
from chatrec.brains.rules.reading.overlaps import settle

from .reading_parts import read, shop

ANALYSIS = analyse("star wars movie")


def found(first: int, last: int, value: str, certainty: float = 1.0) -> Finding:
    return Finding(ANALYSIS.span(first, last), facet="f", value=value, certainty=certainty)


def test_the_longer_reading_stays() -> None:
    short, longer = found(1, 2, "war"), found(0, 2, "star wars")
    assert settle(ANALYSIS, (short, longer)) == (longer,)


def test_of_equal_lengths_the_surer_stays() -> None:
    unsure, sure = Finding(ANALYSIS.span(0, 2), "item", certainty=0.4), found(0, 2, "a")
    assert settle(ANALYSIS, (unsure, sure)) == (sure,)


def test_several_values_of_the_same_words_stay_together() -> None:
    both = (found(0, 2, "a"), found(0, 2, "b"))
    assert settle(ANALYSIS, both) == both


def test_a_figure_in_the_name_of_a_value_is_no_number() -> None:
    found = {(one.facet, one.value) for one in read("a phone that has 5G", shop()).changes}
    assert found == {("category", "phone"), ("connectivity", "5G")}
