from __future__ import annotations

import re

import numpy as np
import pytest

from chatrec.catalog.catalog import Catalog
from chatrec.catalog.facets import Facet, FacetType, Schema
from chatrec.catalog.items import Item, Value
from chatrec.dialogue.preferences import Operator, Preference, PreferenceValue
from chatrec.retrieval.facet_table import FacetTable
from chatrec.web.views.editor import show_editor


def shown(
    facts: list[Value],
    kind: FacetType,
    operator: Operator,
    value: PreferenceValue,
    fitting: str = "",
) -> str:
    """Return the editor of a wish about one facet; fitting tells for each item whether the others let it in."""
    items = tuple(
        Item(id=f"i{at}", title=f"Item {at}", attributes={"size": fact})
        for at, fact in enumerate(facts)
    )
    schema = Schema(facets=(Facet(name="size", type=kind),))
    table = FacetTable.build(Catalog("things", items, schema, noun="thing", nouns="things"))
    fits = np.array([mark == "+" for mark in fitting or "+" * len(facts)])
    entry = Preference(id="p1", facet="size", operator=operator, value=value)
    return show_editor(entry, table, fits)


def sliders(html: str) -> list[tuple[float, ...]]:
    """Return lower bound, upper bound, step and place of each slider."""
    found = re.findall(r'min="([\d.]+)" max="([\d.]+)" step="([\d.]+)" value="([\d.]+)"', html)
    return [tuple(map(float, one)) for one in found]


def heights(html: str) -> list[float]:
    return [float(one) for one in re.findall(r'height="([\d.]+)"', html)]


def days(html: str) -> list[str]:
    return re.findall(r'type="date" name="(?:value|until)" value="([^"]*)"', html)


def choices(html: str) -> list[tuple[str, str, bool]]:
    """Return each choice with its count and whether it is chosen."""
    pattern = (
        r'name="value" value="([^"]*)"( checked)?><span>[^<]*</span><span class="count">([\d,]+)'
    )
    return [(value, count, bool(on)) for value, on, count in re.findall(pattern, html)]


@pytest.mark.parametrize(
    ("facts", "value", "low", "high", "step"),
    [
        ([1990, 1995, 2024], 2000, 1990, 2024, 1),
        ([0.5, 0.66, 2.01], 1.0, 0.5, 2.01, 0.01),
        ([199, 899, 3149], 899, 190, 3150, 10),
        ([5, 5, 5], 5, 5, 5, 1),
        ([60, 80, 100], 50, 50, 100, 1),
        ([60, 80, 100], 120, 60, 120, 1),
    ],
)
def test_a_slider_goes_from_the_least_to_the_most_in_round_steps(
    facts: list[Value], value: float, low: float, high: float, step: float
) -> None:
    first, _ = sliders(shown(facts, "number", "<=", value))
    assert first == pytest.approx((low, high, step, value))


def test_a_range_has_two_ends() -> None:
    html = shown([1, 50, 100], "number", "between", (10.0, 40.0))
    assert [one[3] for one in sliders(html)] == [10, 40]
    assert 'value="between" checked' in html
    assert 'class="range until">' in html


def test_bars_count_what_fits_all_other_wishes() -> None:
    facts: list[Value] = [0, 0, 0, 0, 24, 24, 12]
    bars = heights(shown(facts, "number", "<=", 24, fitting="+++++--"))
    assert len(bars) == 24
    assert (bars[0], bars[12], bars[-1]) == (24.0, 0.0, 6.0)
    assert sum(bars[1:-1]) == 0


def test_the_limit_of_the_wish_is_among_those_to_choose_and_no_like_of_it_twice() -> None:
    html = shown([1, 2], "number", "<", 2)
    assert re.findall(r'name="operator" value="([^"]+)"( checked)?', html) == [
        ("&lt;", " checked"), ("&gt;=", ""), ("between", ""), ("about", ""),
    ]  # fmt: skip


def test_choices_say_how_many_each_leaves_the_chosen_first() -> None:
    facts: list[Value] = [("a", "b"), ("a",), ("b", "c"), ("a", "c"), ("d",)]
    html = shown(facts, "many", "contains", "c", fitting="++++-")
    assert choices(html) == [
        ("c", "2", True), ("a", "3", False), ("b", "2", False), ("d", "0", False),
    ]  # fmt: skip
    assert 'type="checkbox" name="value"' in html


def test_all_values_of_a_wish_for_any_of_several_are_chosen() -> None:
    html = shown([("a",), ("b",), ("c",)], "many", "any_of", ("A", "b"))
    assert {value for value, _, on in choices(html) if on} == {"a", "b"}


def test_a_flag_is_yes_or_no() -> None:
    html = shown([True, True, False], "flag", "is", True)
    assert choices(html) == [("True", "2", True), ("False", "1", False)]
    assert "<span>yes</span>" in html
    assert 'type="radio" name="value"' in html


def test_what_the_catalogue_no_longer_knows_can_still_be_turned_around(films: Catalog) -> None:
    table = FacetTable.build(films)
    entry = Preference(id="p1", facet="gone", operator="is", value="x", polarity="unwanted")
    html = show_editor(entry, table, np.ones(len(table), dtype=np.bool_))
    assert 'name="unwanted" checked' in html
    assert 'name="value"' not in html


DAYS: list[Value] = ["2024-05-01", "2024-06-15", "2023-01-09"]


@pytest.mark.parametrize(
    ("operator", "value", "chosen", "first"),
    [
        ("<", "2024-06-01", "before", "2024-06-01"),
        (">=", "2024", "from", "2024-01-01"),
        (">", "2023", "after", "2023-12-31"),
        ("is", "2024-05-01", "on", "2024-05-01"),
        ("is", "2024-05", "between", "2024-05-01"),
        ("between", ("2023", "2024-05"), "between", "2023-01-01"),
    ],
)
def test_a_date_has_a_limit_and_its_day(
    operator: Operator, value: PreferenceValue, chosen: str, first: str
) -> None:
    html = shown(DAYS, "date", operator, value)
    assert re.findall(r"checked><span>([^<]*)</span></label>", html)[:1] == [chosen]
    assert days(html)[0] == first


def test_a_whole_month_is_a_range_up_to_its_last_day() -> None:
    html = shown(DAYS, "date", "is", "2024-02")
    assert days(html) == ["2024-02-01", "2024-02-29"]
    assert 'class="until" hidden' not in html
    assert 'class="until" hidden' in shown(DAYS, "date", "<", "2024-02")
