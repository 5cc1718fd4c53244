"""Every way in which a number is set against a limit passes verification: no pick falls back to plain facts."""

from __future__ import annotations

import pytest

from chatrec.brains.rules.speaking.phrases import frames
from chatrec.dialogue.preferences import Preferences
from chatrec.dialogue.reply import Claim, Sentence
from chatrec.grounding.grounds import Grounds
from chatrec.grounding.sentences import faults

from .shelf import SHOP, brief

RELATIONS = [
    frame
    for name, given in frames().items()
    if name.startswith("relation.") and "{limit}" in "".join(given)
    for frame in given
    if "{limit}" in frame
]


@pytest.mark.parametrize("frame", RELATIONS)
def test_limit_of_the_person_may_be_named_beside_a_fact(frame: str) -> None:
    item = SHOP.get("l1")
    assert item is not None
    price = item.fact("price")
    assert isinstance(price, float | int)
    state = Preferences().adding("price", "about", 777.0, strength="must")
    grounds = Grounds.of(brief(SHOP, state), SHOP)
    claim = Claim(item_id="l1", facet="price", value=price)
    words = frame.format(limit="$777", gap=f"${abs(777 - price):g}")
    sentence = Sentence(text=f"It costs ${price:g}, {words}.", claims=(claim,))
    assert list(faults(sentence, grounds, subject="l1")) == []
