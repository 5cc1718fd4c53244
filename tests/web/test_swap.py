from __future__ import annotations

from chatrec.web.swap import Swap, change, merged


def test_a_change_names_regions_in_their_order_and_nothing_empty() -> None:
    made = change(Swap("panel", "<p>"), Swap("turns", "<li>", "append"), say="Done.")
    assert made == {
        "swaps": [
            {"region": "panel", "html": "<p>", "how": "replace"},
            {"region": "turns", "html": "<li>", "how": "append"},
        ],
        "say": "Done.",
    }


def test_several_changes_are_one_and_the_last_line_counts() -> None:
    both = merged([change(Swap("a"), say="One.", at="/c/1"), change(Swap("b"), say="Two.")])
    assert [one["region"] for one in both["swaps"]] == ["a", "b"]  # type: ignore[attr-defined]
    assert (both["say"], both["at"]) == ("Two.", "/c/1")
