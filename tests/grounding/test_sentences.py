from __future__ import annotations

from typing import Any

import pytest

from chatrec.dialogue.reply import Claim
from chatrec.grounding.grounds import Grounds
from chatrec.grounding.sentences import true

from .shelf import FILMS, SHOP, brief, state


@pytest.mark.parametrize(
    ("item_id", "facet", "value", "is_true"),
    [
        ("f1", "title", "Paper Lanterns", True),
        ("f1", "genres", ("comedy",), True),
        ("f1", "genres", ("comedy", "horror"), False),
        ("f1", "genres", (), False),
        ("f1", "year", 1994, True),
        ("f1", "year", 1994.0, True),
        ("f1", "year", 1995, False),
        ("f1", "description", "Nobody in town asks why.", True),
        ("f1", "description", "Everybody asks.", False),
        ("f6", "runtime", 1, False),
        ("zz", "runtime", 1, False),
    ],
)
def test_a_claim_is_true_where_the_record_holds_it(
    item_id: str, facet: str, value: Any, is_true: bool
) -> None:
    given = Grounds.of(brief(FILMS, state()), FILMS)
    assert true(Claim(item_id=item_id, facet=facet, value=value), given) is is_true


def test_yes_is_not_one() -> None:
    given = Grounds.of(brief(SHOP, state()), SHOP)
    assert true(Claim(item_id="h1", facet="wireless", value=True), given)
    assert not true(Claim(item_id="h1", facet="wireless", value=False), given)
    assert not true(Claim(item_id="l1", facet="memory_gb", value=True), given)
