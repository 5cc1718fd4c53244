"""Who is forgotten leaves no word and no vector in any file, and what is under way for them is not stored."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from chatrec.catalog.catalog import Catalog
from chatrec.chatbot import Chatbot
from chatrec.dialogue.sessions.faults import Forgotten
from chatrec.errors import UploadError
from chatrec.opening import open_configured_embedder
from chatrec.retrieval.index.item_text import item_text
from chatrec.settings import Settings
from chatrec.web.bots import Bots
from chatrec.web.bringing.corrections import Preview
from tests.traces import traces

from .kept_drafts import keep_draft

ANNA, BERT = f"web-{'a' * 32}", f"web-{'b' * 32}"
WORDS = ("quagmirelamp", "velvetzebra", "ottersilver", "mangoplinth", "thistlefog", "brambleuncle")
LAMPS = "id,title,colour,price\n" + "".join(
    f"l{n},Quagmirelamp number {n},{'velvetzebra' if n % 2 else 'ottersilver'},{n}.5\n"
    for n in range(300)
)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A home, and a folder for temporary files beside it."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return Settings(home=tmp_path / "home")


@pytest.fixture
def bots(films: Catalog, settings: Settings) -> Iterator[Bots]:
    opened = Bots(Chatbot.open(films, settings=settings), {}, settings=settings)
    yield opened
    opened.close()


def bring(bots: Bots, owner: str = ANNA) -> Preview:
    with bots.drafts.receiving(owner) as folder:
        (folder / "sent").write_text(LAMPS)
        bots.drafts.take(owner, folder / "sent", "thistlefog.csv")
    return bots.drafts.correct(owner, title="Mangoplinth", noun="lamp", asked={})


def talk(bots: Bots, catalog: str, session: str, owner: str = ANNA) -> None:
    """Say, wish by hand, like and let be remembered what is told of nowhere else."""
    bot = bots.get(catalog, owner=owner)
    chat = bot.session(session, user=owner)
    chat.consent(True)
    for number in range(12):
        chat.say(f"something velvetzebra, brambleuncle number {number}")
    chat.add(facet="text", operator="matches", value="brambleuncle wish", scope="user")
    chat.note(bot.catalog.items[0].id, "liked")
    bots.store.rename(session, "brambleuncle and I")


def keep(bots: Bots, owner: str = ANNA) -> str:
    return keep_draft(bots, owner, title="Mangoplinth", noun="lamp")


def vectors(made: Preview) -> list[bytes]:
    """The embeddings of some items, as any index would write them."""
    texts = [item_text(item, made.catalog.schema) for item in made.catalog.items[::60]]
    rows = open_configured_embedder(Settings()).embed(texts)
    return [row.astype(kind).tobytes()[:64] for row in rows for kind in (np.float32, np.float16)]


def test_what_is_looked_for_is_found_before_it_is_forgotten(bots: Bots, tmp_path: Path) -> None:
    made = bring(bots)
    talk(bots, keep(bots), "s1")
    bring(bots)
    found = {what for _, what in traces(tmp_path, *WORDS, *vectors(made))}
    assert {repr(word) for word in WORDS} <= found
    assert any(one.startswith("b") for one in found), "the vectors are in the index"


@pytest.mark.parametrize("close_first", [False, True], ids=["open", "closed"])
def test_who_is_forgotten_leaves_no_word_and_no_vector(
    bots: Bots, films: Catalog, settings: Settings, tmp_path: Path, close_first: bool
) -> None:
    made = bring(bots)
    talk(bots, keep(bots), "s1")
    talk(bots, "films", "s2")
    bring(bots, BERT)
    talk(bots, keep(bots, BERT), "s3", BERT)
    bring(bots)
    here = bots
    if close_first:
        bots.close()
        here = Bots(Chatbot.open(films, settings=settings), {}, settings=settings)
    for owner in (ANNA, BERT):
        here.get("films", owner=owner).session("s2", user=owner).forget()
        here.forget(owner)
    assert traces(tmp_path, *WORDS) == set(), "while the page is open"
    here.close()
    assert traces(tmp_path, *WORDS, *vectors(made)) == set(), "after it is closed"
    assert not list((tmp_path / "home" / "catalogs").glob("*"))


def test_a_removed_catalogue_leaves_no_word_and_no_vector(bots: Bots, tmp_path: Path) -> None:
    bots.get("films", owner=ANNA).session("s2", user=ANNA).say("a comedy")
    made = bring(bots)
    name = keep(bots)
    talk(bots, name, "s1")
    bots.remove(name, owner=ANNA)
    assert [one.id for one in bots.sessions(ANNA)] == ["s2"]
    assert traces(tmp_path, *WORDS, name) == set()
    bots.close()
    assert traces(tmp_path, *WORDS, *vectors(made), name) == set()


def test_a_deleted_chat_leaves_no_word(bots: Bots, tmp_path: Path) -> None:
    chat = bots.get("films", owner=ANNA).session("s1", user=ANNA)
    for number in range(40):
        chat.say(f"something velvetzebra, brambleuncle number {number} " + "thistlefog " * 200)
    bots.get("films", owner=ANNA).session("s2", user=ANNA).say("a comedy")
    bots.store.delete("s1")
    assert traces(tmp_path, *WORDS, "s1\n") == set()


def test_a_message_in_flight_is_not_stored(bots: Bots) -> None:
    bot = bots.get("films", owner=ANNA)
    for begun in (False, True):
        chat = bot.session(f"s-{begun}", user=ANNA)
        if begun:
            chat.say("a comedy")
        with pytest.raises(Forgotten), Interrupting(bot, lambda: bots.forget(ANNA)):
            chat.say("a brambleuncle drama")
        assert bots.store.sessions(ANNA) == []
        assert bots.store.export(ANNA)["profiles"] == []


class Interrupting:
    """Does something in the midst of each turn of a chatbot, once: when the message is read."""

    def __init__(self, bot: Chatbot, do: object) -> None:
        self._brain = bot.engine.brain
        self._do = do

    def __enter__(self) -> None:
        brain, do = self._brain, self._do
        assert callable(do)
        for_turn = brain.for_turn

        def once(*given: object, **named: object) -> object:
            do()
            return for_turn(*given, **named)  # type: ignore[arg-type]

        object.__setattr__(brain, "for_turn", once)
        self._undo = lambda: object.__delattr__(brain, "for_turn")

    def __exit__(self, *_: object) -> None:
        self._undo()


def test_an_edit_and_a_note_in_flight_are_not_stored(
    bots: Bots, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot = bots.get("films", owner=ANNA)
    chat = bot.session("s1", user=ANNA)
    chat.consent(True)
    chat.say("a comedy")
    base = type(bots.store._rows).base

    def forgotten_after(*given: object, **named: object) -> object:
        read = base(*given, **named)  # type: ignore[arg-type]
        bots.forget(ANNA)
        return read

    monkeypatch.setattr(type(bots.store._rows), "base", forgotten_after)
    for change in (
        lambda: chat.add(facet="text", operator="matches", value="brambleuncle", scope="user"),
        lambda: chat.note("f1", "liked"),
    ):
        with pytest.raises(Forgotten):
            change()
    monkeypatch.undo()
    held = bots.store.export(ANNA)
    assert (held["consent"], held["profiles"], held["sessions"]) == (None, [], [])


def test_a_draft_that_is_corrected_or_kept_after_it_is_gone(bots: Bots, tmp_path: Path) -> None:
    bring(bots)
    with bots.drafts.receiving(ANNA) as folder:
        (folder / "sent").write_text(LAMPS)
        bots.forget(ANNA)
        with pytest.raises(UploadError, match="bring it again"):
            bots.drafts.take(ANNA, folder / "sent", "thistlefog.csv")
    with pytest.raises(UploadError, match="bring it again"):
        bots.drafts.correct(ANNA, title="x", noun="y", asked={})
    with pytest.raises(UploadError, match="bring it again"):
        keep(bots)
    assert traces(tmp_path, *WORDS) == set()
