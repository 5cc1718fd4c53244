from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from chatrec.errors import UploadError
from chatrec.settings import Settings
from chatrec.web.bringing.drafts import Drafts

ANNA, BERT = f"web-{'a' * 32}", f"web-{'b' * 32}"
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


def owners(drafts: Drafts) -> list[str]:
    return [one.name for one in drafts._root.glob("*")]


def test_no_empty_folder_of_an_owner_stays_behind(drafts: Drafts) -> None:
    with pytest.raises(UploadError):
        bring(drafts, "", "empty.csv")
    assert owners(drafts) == []
    bring(drafts, "id,title\n1,A lamp\n", "shop.csv")
    assert owners(drafts) == [ANNA]
    drafts.discard(ANNA)
    assert owners(drafts) == []
    bring(drafts, "id,title\n1,A lamp\n", "shop.csv")
    os.utime(drafts._folder(ANNA), (0, 0))
    with drafts.receiving(BERT):
        assert owners(drafts) == [BERT]
    assert owners(drafts) == []


def test_a_file_comes_in_while_the_folder_of_its_owner_comes_and_goes(drafts: Drafts) -> None:
    def come_and_go(_: int) -> None:
        with drafts.receiving(ANNA) as folder:
            (folder / "sent").write_text("x")

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(come_and_go, range(400)))
    assert owners(drafts) == []
