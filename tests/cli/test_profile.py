from __future__ import annotations

import json
from pathlib import Path

import pytest

from chatrec.cli.profile import read_profile
from chatrec.errors import SettingsError


def test_a_value_with_commas_is_several_texts() -> None:
    assert read_profile(["streaming_services=Hulu, Netflix"]) == {
        "streaming_services": ("Hulu", "Netflix")
    }


def test_numbers_and_flags_are_read_as_such() -> None:
    given = ["age=17", "height=1.8", "member=true", "region=EU"]
    assert read_profile(given) == {"age": 17, "height": 1.8, "member": True, "region": "EU"}


def test_seen_is_always_a_list_of_ids() -> None:
    assert read_profile(["seen=17"]) == {"seen": ("17",)}


def test_a_file_and_a_pair_join_and_the_later_one_wins(tmp_path: Path) -> None:
    path = tmp_path / "me.json"
    path.write_text(json.dumps({"region": "US", "seen": ["m1", "m2"], "age": None}), "utf-8")
    assert read_profile([str(path), "region=EU"]) == {"region": "EU", "seen": ("m1", "m2")}


@pytest.mark.parametrize("held", ["[1]", "not json", '{"a": {"b": 1}}'])
def test_a_file_of_another_shape_is_told_with_its_path(tmp_path: Path, held: str) -> None:
    path = tmp_path / "me.json"
    path.write_text(held, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"me\.json"):
        read_profile([str(path)])


def test_a_missing_file_is_told_with_both_forms() -> None:
    with pytest.raises(SettingsError, match="KEY=VALUE"):
        read_profile(["nowhere.json"])
