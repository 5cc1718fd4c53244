from __future__ import annotations

from pathlib import Path

import pytest

from chatrec.chatbot import Chatbot
from chatrec.errors import IndexingError, RequestError
from chatrec.settings import Settings
from chatrec.web.bringing import file_jobs
from chatrec.web.bringing.brought import Brought
from chatrec.web.bringing.drafts import Drafts
from chatrec.web.bringing.index_state import IndexState, read_index_state

OWNER = "web-" + "a" * 32
TITLES = ("A lamp of brass", "A lamp of oak", "A table of oak")
ROWS = "id,title\n" + "\n".join(f"{number},{title}" for number, title in enumerate(TITLES))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


@pytest.fixture
def kept(settings: Settings) -> str:
    """The name of a catalogue that is kept and not indexed."""
    with Drafts(settings).receiving(OWNER) as folder:
        (folder / "sent").write_text(ROWS)
        file_jobs.take(settings, OWNER, folder / "sent", "lamps.csv")
    made = file_jobs.keep(settings, OWNER, "lamps", "lamp", {})
    assert isinstance(made, file_jobs.KeptDraft)
    return made.name


def test_a_catalogue_that_is_indexed_is_opened_without_embedding(
    settings: Settings, kept: str
) -> None:
    brought = Brought(settings)
    file_jobs.index(settings, OWNER, kept)
    state = read_index_state(brought.folder(OWNER, kept))
    assert state == IndexState(settings.embedder, 3, 3, whole=True)
    told: list[tuple[int, int]] = []
    bot = Chatbot.open(
        brought.source(OWNER, kept),
        settings=brought.settings(OWNER, kept),
        progress=lambda done, total: told.append((done, total)),
    )
    assert "brass" in bot.session("one").say("a brass lamp").text
    bot.close()
    assert told == []


def test_it_can_be_indexed_again(settings: Settings, kept: str) -> None:
    for _ in range(2):
        file_jobs.index(settings, OWNER, kept)
    state = read_index_state(Brought(settings).folder(OWNER, kept))
    assert state is not None
    assert state.whole


def test_one_that_is_not_kept_is_not_indexed(settings: Settings, kept: str) -> None:
    Brought(settings).remove(OWNER, kept)
    with pytest.raises(RequestError, match="not kept"):
        file_jobs.index(settings, OWNER, kept)
    assert not Brought(settings).folder(OWNER, kept).exists()


def test_indexing_ends_with_the_server_that_asked_for_it(
    settings: Settings, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    parents = iter([100, 1])  # The server ended, and init took its child.
    monkeypatch.setattr("os.getppid", lambda: next(parents))
    with pytest.raises(IndexingError, match="nobody waits"):
        file_jobs.index(settings, OWNER, kept)
    assert read_index_state(Brought(settings).folder(OWNER, kept)) is None
