"""What the program makes in the data folder is for its user alone."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from chatrec import Catalog, Settings
from chatrec.chatbot import Chatbot
from chatrec.cli.checks import check_home
from chatrec.private_files import close_to_others, delete_folder, make_private_folder
from chatrec.retrieval.learning.collaborative import Collaborative
from chatrec.retrieval.learning.interactions import read_interactions
from chatrec.retrieval.learning.log_store import save_statistics
from chatrec.shelf import keep_catalog
from chatrec.web.bots import Bots
from tests.web.kept_drafts import keep_draft

ANNA = f"web-{'a' * 32}"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")


@pytest.fixture(autouse=True)
def open_umask() -> Iterator[None]:
    """As on a machine where new files may be read by everybody."""
    before = os.umask(0o000)
    yield
    os.umask(before)


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def open_to_others(home: Path) -> list[str]:
    """Return the files that another user can read: those of open rights in a chain of open folders."""
    found: list[str] = []
    folders = [home]
    while folders:
        for path in folders.pop().iterdir():
            if path.is_dir() and rights(path) & 0o011:
                folders.append(path)
            if rights(path) & 0o077:
                found.append(str(path.relative_to(home)))
    return sorted(found)


def live(films: Catalog, settings: Settings, folder: Path) -> None:
    """Do what writes into the data folder: index, chat, keep, bring, learn."""
    bots = Bots(Chatbot.open(films, settings=settings), {}, settings=settings)
    try:
        bots.get("films", owner=ANNA).session("s1", user=ANNA).say("a comedy")
        for kept in (True, False):
            with bots.drafts.receiving(ANNA) as sent:
                (sent / "sent").write_text("id,title\n1,A lamp\n")
                bots.drafts.take(ANNA, sent / "sent", "lamps.csv")
            if kept:
                keep_draft(bots, ANNA, title="x", noun="y")
        keep_catalog(films, settings)
        log = folder / "log.csv"
        log.write_text("user,item,rating\n" + "".join(f"u{n},f{n % 6 + 1},5\n" for n in range(30)))
        statistics = Collaborative.fit(read_interactions(log), films)
        save_statistics(statistics, settings.learned_folder("films"))
        assert open_to_others(settings.home) == [], "while the page is open"
    finally:
        bots.close()


def test_nothing_in_a_new_data_folder_is_open_to_others(films: Catalog, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "data" / "chatrec")
    live(films, settings, tmp_path)
    assert rights(settings.home) == 0o700
    assert open_to_others(settings.home) == []


def test_nothing_in_an_open_data_folder_is_open_to_others(films: Catalog, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    settings.home.mkdir(mode=0o777)
    live(films, settings, tmp_path)
    assert rights(settings.home) == 0o777, "it may hold what is not ours"
    assert open_to_others(settings.home) == []


def test_what_an_earlier_version_left_open_is_closed(films: Catalog, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    live(films, settings, tmp_path)
    for path in (settings.home, *settings.home.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    live(films, settings, tmp_path)
    assert open_to_others(settings.home) == []


def test_the_doctor_makes_the_data_folder_for_its_user_alone(tmp_path: Path) -> None:
    check_home(Settings(home=tmp_path / "data"))
    assert rights(tmp_path / "data") == 0o700


def test_a_folder_of_the_session_store_that_is_there_stays_as_it_is(
    films: Catalog, tmp_path: Path
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir(mode=0o775)
    url = f"sqlite:///{shared}/chats.db"
    Chatbot.open(films, settings=Settings(home=tmp_path / "home", database_url=url)).close()
    assert rights(shared) == 0o775
    assert open_to_others(shared) == []


def test_folders_above_that_are_there_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir(mode=0o755)
    make_private_folder(tmp_path / "there" / "a" / "b")
    make_private_folder(tmp_path / "there" / "a" / "b")
    assert [rights(tmp_path / "there" / one) for one in (".", "a", "a/b")] == [0o755, 0o700, 0o700]


def test_what_is_not_there_is_neither_closed_nor_deleted(tmp_path: Path) -> None:
    close_to_others(tmp_path / "nothing")
    delete_folder(tmp_path / "nothing")
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_way_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file")
    with pytest.raises(OSError):
        make_private_folder(tmp_path / "a" / "b")
