"""What a file takes beyond its time and its memory ends with the process that reads it, and the next one is read."""

from __future__ import annotations

import importlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import anyio
import pytest

from chatrec import limits
from chatrec.errors import UploadError
from chatrec.web.bots import Bots
from chatrec.web.catalog_jobs import CatalogJobs

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def heavy(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Work under a name that the process which does it knows as well."""
    monkeypatch.syspath_prepend(Path(__file__).parent)
    return importlib.import_module("heavy_work")


@pytest.fixture
def jobs(bots: Bots) -> Iterator[CatalogJobs]:
    made = CatalogJobs(bots)
    yield made
    made.close()


def runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize("work", ["never_end", "never_end_in_one_step"])
def test_what_takes_too_long_is_ended_and_the_next_is_read(
    jobs: CatalogJobs,
    heavy: ModuleType,
    work: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "READ_SECONDS", 4.0)
    told = tmp_path / "process"

    async def both() -> str:
        with pytest.raises(UploadError, match=r"more than 4 seconds to read; .*bring fewer rows"):
            await jobs.read(getattr(heavy, work), told)
        assert time.monotonic() - begin < 18
        assert not runs(int(told.read_text()))
        return str(await jobs.read(heavy.say, "the next"))

    begin = time.monotonic()
    assert anyio.run(both) == "the next"


def test_what_takes_too_much_memory_is_refused_and_the_next_is_read(
    jobs: CatalogJobs, heavy: ModuleType
) -> None:
    async def both() -> str:
        with pytest.raises(UploadError, match=r"more memory to read .*bring fewer rows or columns"):
            await jobs.read(heavy.take, limits.READ_MEMORY + limits.MEGABYTE)
        return str(await jobs.read(heavy.say, "the next"))

    assert anyio.run(both) == "the next"


def test_less_than_the_most_may_be_taken(jobs: CatalogJobs, heavy: ModuleType) -> None:
    size = limits.READ_MEMORY // 10
    assert anyio.run(jobs.read, heavy.take, size) == size


def test_a_process_that_dies_is_told_and_the_next_is_read(
    jobs: CatalogJobs, heavy: ModuleType
) -> None:
    async def both() -> str:
        with pytest.raises(UploadError, match="more memory"):
            await jobs.read(os.abort)
        return str(await jobs.read(heavy.say, "the next"))

    assert anyio.run(both) == "the next"


def test_what_is_left_is_ended(jobs: CatalogJobs, heavy: ModuleType, tmp_path: Path) -> None:
    told = tmp_path / "process"

    async def leave() -> None:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(jobs.read, heavy.never_end, told)
            while not (told.exists() and told.read_text()):
                await anyio.sleep(0.05)
            tasks.cancel_scope.cancel()

    anyio.run(leave)
    assert not runs(int(told.read_text()))
