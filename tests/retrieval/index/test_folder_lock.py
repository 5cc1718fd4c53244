from __future__ import annotations

import os
import threading
from pathlib import Path

from chatrec.retrieval.index.folder_lock import LOCK_NAME, OWNER_NAME, FolderLock


def test_a_lock_makes_its_folder_and_notes_the_owner(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b" / OWNER_NAME).read_text() == str(os.getpid())
    lock.release()
    assert not (tmp_path / "a" / "b" / OWNER_NAME).exists()


def test_openings_in_one_process_share_the_folder_until_the_last(tmp_path: Path) -> None:
    one = FolderLock(tmp_path)
    assert not one.shared
    two = FolderLock(tmp_path / "." / "")
    assert one.shared and two.shared
    one.release()
    one.release()
    assert (tmp_path / OWNER_NAME).exists()
    two.release()
    assert not (tmp_path / OWNER_NAME).exists()


def test_another_thread_may_release_it(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path)
    thread = threading.Thread(target=lock.release)
    thread.start()
    thread.join()
    again = FolderLock(tmp_path)
    assert not again.shared
    again.release()


def test_what_a_killed_owner_left_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / LOCK_NAME).write_text("")
    (tmp_path / OWNER_NAME).write_text("999999")
    lock = FolderLock(tmp_path)
    assert str(os.getpid()) in (tmp_path / OWNER_NAME).read_text()
    lock.release()
