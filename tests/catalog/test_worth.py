from __future__ import annotations

from chatrec.catalog.columns import Column
from chatrec.catalog.types import guess_type
from chatrec.catalog.worth import is_worth_asking, is_worth_showing


def asked(name: str, cells: list[object], rows: int | None = None) -> bool:
    column = Column(name, rows or len(cells), cells)
    return is_worth_asking(column, guess_type(column), people=False)


def shown(name: str, cells: list[object]) -> bool:
    column = Column(name, len(cells), cells)
    return is_worth_showing(column, guess_type(column))


def test_a_few_values_that_split_the_items_are_asked_about() -> None:
    assert asked("panel", ["IPS", "OLED", "IPS", "OLED", "VA", "IPS"] * 5)
    assert asked("wireless", ["yes", "no"] * 5)


def test_one_value_alone_is_not() -> None:
    assert not asked("panel", ["IPS"] * 30)
    assert not asked("wireless", ["yes"] * 30)


def test_values_that_are_nearly_all_different_are_not() -> None:
    assert not asked("variant", [f"v{n}" for n in range(100)])


def test_numbers_are_asked_about_where_people_care() -> None:
    assert asked("price", [1, 2, 3, 4])
    assert not asked("popularity", [1, 2, 3, 4])
    assert not asked("rivets", [1, 2, 3, 4])
    assert not asked("weight", [47000, 80, 3])


def test_people_and_rare_facts_are_not() -> None:
    column = Column("panel", 4, ["a", "b", "a", "b"])
    assert not is_worth_asking(column, guess_type(column), people=True)
    assert not asked("panel", ["a", "b", "a", "b"], rows=1000)


def test_technical_nested_facts_are_not_but_what_people_choose_by_is() -> None:
    assert not asked("specs.fsb parity", ["a", "b"] * 10)
    assert asked("specs.material", ["wool", "silk"] * 10)


def test_bare_figures_prose_and_plumbing_are_not_shown() -> None:
    assert not shown("popularity", [1, 2])
    assert not shown("package_weight", ["1 kg", "2 kg"])
    assert shown("price", [1, 2])


def test_what_all_items_have_in_common_is_not_told() -> None:
    assert not shown("bottle_ml", [750] * 30)
    assert shown("bottle_ml", [750] * 29 + [375])
    assert shown("bottle_ml", [750] * 3)
