from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.llm.estimate import estimate

SAMPLES = {
    "English": (
        70,
        (
            "I'm looking for a funny science fiction film for the whole family, nothing too scary"
            ", and please not longer than two hours. We loved the one with the talking raccoon la"
            "st weekend, but my youngest found the ending a little sad. Something from the nineti"
            "es would be wonderful; my sister keeps recommending cartoons, which I have never rea"
            "lly enjoyed."
        ),
    ),
    "German": (
        84,
        (
            "Ich suche einen leichten Laptop mit langer Akkulaufzeit, am liebsten unter achthunde"
            "rt Euro. Der Bildschirm sollte entspiegelt sein, weil ich häufig im Garten arbeite, "
            "und die Tastatur unbedingt beleuchtet. Die Festplattengröße ist mir gleichgültig, Ha"
            "uptsache die Lüftergeräusche bleiben erträglich. Gibt es dafür Versandkostenfreiheit"
            " und eine verlängerte Gewährleistung?"
        ),
    ),
    "Chinese": (
        76,
        (
            "我想找一部适合全家人一起看的喜剧电影，最好是九十年代的，不要太长，也不要太吓人。上个周末"
            "我们看了一部动画片，孩子们很喜欢，但是结尾有点悲伤。如果有中文字幕就更好了。请推荐三部，"
            "并告诉我为什么它们适合我们。"
        ),
    ),
    "JSON": (
        154,
        (
            '{"candidates": [{"key": "c01", "title": "Night Train North", "genres": ["Comedy", "R'
            'omance"], "year": 1998, "runtime_min": 94, "rating": 7.4, "services": ["Hulu"]}, {"k'
            'ey": "c02", "title": "The Glass Harbour", "genres": ["Drama"], "year": 2004, "runtim'
            'e_min": 128, "rating": 6.85, "services": []}, {"key": "c03", "title": "Cellar Door",'
            ' "genres": ["Horror"], "year": 2017, "runtime_min": 101, "rating": null, "seen": fal'
            "se}]}"
        ),
    ),
}
"""Texts with the tokens that o200k_base takes for them."""


@pytest.mark.parametrize("name", SAMPLES)
def test_an_estimate_is_near_the_count_of_o200k_base(name: str) -> None:
    counted, text = SAMPLES[name]
    assert estimate(text) == pytest.approx(counted, rel=0.15)


@given(st.text(max_size=200), st.text(max_size=200))
def test_more_text_is_never_fewer_tokens_than_its_parts_by_more_than_a_seam(
    before: str, after: str
) -> None:
    together = estimate(before + after)
    assert together >= max(estimate(before), estimate(after)) - 3


@given(st.text(alphabet=st.characters(), max_size=5))
def test_only_nothing_takes_no_tokens(text: str) -> None:
    assert (estimate(text) == 0) == (text == "")


def test_ten_thousand_tokens_take_a_few_milliseconds() -> None:
    text = SAMPLES["English"][1] * 140
    estimate(text)
    spent = []
    for _ in range(10):
        start = time.process_time()
        assert estimate(text) > 9_000
        spent.append(time.process_time() - start)
    assert min(spent) < 0.01
