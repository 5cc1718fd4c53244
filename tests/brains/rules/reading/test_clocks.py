from __future__ import annotations

import pytest

from chatrec.brains.rules.reading.analysis import analyse
from chatrec.brains.rules.reading.measurements import read_measurements


@pytest.mark.parametrize(
    "text",
    [
        "at 7:15 pm",
        "at 7 pm",
        "at ten am",
        "at six in the evening",
        "quarter to 8",
        "half past six",
        "on March 10",
        "on the 4 of March",
        "tomorrow at 7",
        "this evening at 8",
        "18:30",
    ],
)
def test_a_time_or_a_day_is_no_measurement(text: str) -> None:
    assert read_measurements(analyse(text)) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("for four people at 7:15 pm", 4.0),
        ("under 90 minutes this evening", 90.0),
        ("at 20 dollars", 20.0),
        ("a ratio of 3", 3.0),
    ],
)
def test_other_numbers_stay(text: str, value: float) -> None:
    assert [one.value for one in read_measurements(analyse(text))] == [value]
