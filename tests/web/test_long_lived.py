from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from chatrec.chatbot import Chatbot
from chatrec.settings import Settings
from chatrec.web.long_lived import making_long_lived

from .conftest import TOYS


@pytest.fixture(autouse=True)
def _unfrozen() -> Iterator[None]:
    gc.unfreeze()
    yield
    gc.unfreeze()
    gc.enable()


def test_what_was_made_is_not_searched_for_garbage_later() -> None:
    with making_long_lived():
        kept = [[number] for number in range(50_000)]
    searched = gc.get_objects()
    assert len(searched) < len(kept)
    assert gc.isenabled()


def test_nothing_is_kept_out_where_making_it_failed() -> None:
    with pytest.raises(ValueError, match="broken"), making_long_lived():
        raise ValueError("broken")
    assert gc.get_freeze_count() == 0
    assert gc.isenabled()


def test_one_that_is_made_within_another_ends_with_the_search_switched_on() -> None:
    with making_long_lived(), making_long_lived():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_chatbot_that_is_closed_is_freed_without_a_search(tmp_path: Path) -> None:
    toys = tmp_path / "toys.csv"
    toys.write_text(TOYS)
    with making_long_lived():
        bot = Chatbot.open(toys, settings=Settings(home=tmp_path / "home"))
    bot.session("one").say("a robot")
    catalog, retriever = weakref.ref(bot.catalog), weakref.ref(bot.engine.retriever)
    gc.disable()
    bot.close()
    del bot
    assert catalog() is None
    assert retriever() is None
