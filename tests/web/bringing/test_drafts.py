from __future__ import annotations

from pathlib import Path

import pytest

from chatrec.settings import Settings
from chatrec.web.bringing.drafts import Drafts

ANNA = f"web-{'a' * 32}"
ODD = "\x00\x1b\x7f\x85\u2028\ud800\r"


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(Settings(home=tmp_path / "home"))


def bring(drafts: Drafts, content: str, name: str = "shop.jsonl") -> None:
    with drafts.receiving(ANNA) as folder:
        sent = folder / "sent"
        sent.write_bytes(content.encode())
        drafts.take(ANNA, sent, name)


def test_a_draft_is_read_again_whatever_characters_are_in_it(drafts: Drafts) -> None:
    rows = [
        f'{{"id": {n}, "title": "t{n}", "co\\u0000l\\ud800": "v\\u007f\\ud800"}}' for n in range(5)
    ]
    bring(drafts, "\n".join(rows), name=f"shop{ODD}.jsonl")
    made = drafts.correct(
        ANNA, title=f"my {ODD} shop", noun=f"lamp {ODD}", asked={"co_l": {"label": f"colour{ODD}"}}
    )
    again = drafts.look(ANNA)
    assert again.draft == made.draft
    assert again.catalog.items == made.catalog.items
    assert drafts.waiting(ANNA).startswith("shop")
