"""Where an index lives: Chroma in memory, in a folder or on a server, with its failures put into words."""

from __future__ import annotations

import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from ...errors import ChatrecError, IndexingError
from .chroma_import import import_chroma
from .damage import GRAPH_FOLDER, find_damage, wipe_unused_places
from .folder_lock import FolderLock

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.client import Client

CONNECT_SECONDS = 5.0
"""How long a Chroma server may take to answer at all."""
REQUEST_SECONDS = 60.0
"""How long it may take for one request of an opening or a synchronisation; turns wait less, see ranking/dense.py."""
_REBUILD = "the vectors can be made again from the catalogue: chatrec index --rebuild"


@dataclass
class Store:
    """An open Chroma client, and what must be given back when it closes."""

    client: ClientAPI
    place: str
    """Where it is, for messages."""
    lock: FolderLock | None = None
    ephemeral: bool = False
    remote: bool = False
    """Whether it is a server, which may be away."""

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Change what is in the store in the block, alone in this process where it is a folder.

        What Chroma writes beside the vectors is wiped at the end, see wipe_unused_places.
        """
        if self.lock is None:
            yield
            return
        with self.lock.writing:
            began = time.time()
            yield
            wipe_unused_places(Path(self.place), since=began)

    def close(self) -> None:
        """Close the client and give the folder free."""
        cast("Client", self.client).close()
        if self.lock is not None:
            if not self.lock.shared:
                with suppress(OSError):  # The next one that closes it tries again.
                    wipe_unused_places(Path(self.place))
            self.lock.release()


def is_url(place: Path | str | None) -> bool:
    """Tell whether a place is a Chroma server rather than a folder."""
    return isinstance(place, str) and place.lower().startswith(("http://", "https://"))


def open_store(place: Path | str | None, *, wipe: bool = False) -> Store:
    """Open a folder, a server by its URL, or memory (None).

    `wipe` deletes the store's files first where they cannot be opened: vectors can be made again.
    Raises FolderInUse, IndexingError.
    """
    if place is None:
        return _open_memory()
    if is_url(place):
        return _open_server(str(place))
    return _open_folder(Path(place), wipe=wipe)


@contextmanager
def described_failures(doing: str, place: str) -> Iterator[None]:
    """Turn whatever Chroma raises into an IndexingError that says what failed, where, and what to do next."""
    import httpx

    try:
        yield
    except ChatrecError:
        raise
    except (httpx.HTTPError, ConnectionError) as error:
        raise _unreachable(place, error) from error
    except Exception as error:
        # Chroma's client raises a bare Exception for an error that it does not know, and trips in many ways over an
        # answer that is not Chroma's.
        raise _failure(doing, place, error) from error


def _failure(doing: str, place: str, error: BaseException | str) -> IndexingError:
    reason = " ".join(str(error).split())[:300] or type(error).__name__
    return IndexingError(
        f"cannot {doing} the index in {place!r}: {reason}; check that the place is writable and not full; {_REBUILD}"
    )


def _unreachable(place: str, error: BaseException) -> IndexingError:
    reason = " ".join(str(error).split())[:200] or type(error).__name__
    return IndexingError(
        f"no Chroma server answers at {place!r} ({reason}); start it with: chroma run --path FOLDER --port PORT, "
        "or unset CHATREC_CHROMA_URL to keep the index in a folder"
    )


def _open_memory() -> Store:
    import_chroma()
    import chromadb
    from chromadb.config import Settings

    with described_failures("open", "memory"):
        return Store(
            chromadb.EphemeralClient(settings=Settings(anonymized_telemetry=False)),
            place="memory",
            ephemeral=True,
        )


def _open_server(url: str) -> Store:
    parts = urlsplit(url)
    try:
        port = parts.port or (443 if parts.scheme == "https" else 8000)
    except ValueError as error:
        raise IndexingError(
            f"{url!r} is not the address of a Chroma server ({error}); write it like http://127.0.0.1:8000"
        ) from error
    if not parts.hostname:
        raise IndexingError(
            f"{url!r} is not the address of a Chroma server; write it like http://127.0.0.1:8000"
        )
    import_chroma()
    try:
        with described_failures("open", url):
            client = _connect(parts.hostname, port, ssl=parts.scheme == "https")
    except IndexingError as error:
        raise _unreachable(url, error.__cause__ or error) from error
    return Store(client, place=url, remote=True)


def _connect(host: str, port: int, *, ssl: bool) -> ClientAPI:
    """Connect, with limits on how long a request may take: Chroma's client sets none and may hang."""
    import chromadb
    import httpx
    from chromadb.api.fastapi import FastAPI
    from chromadb.config import Settings

    bare = f"[{host}]" if ":" in host else host
    address = f"{'https' if ssl else 'http'}://{bare}:{port}/api/v2/heartbeat"
    httpx.get(address, timeout=CONNECT_SECONDS).raise_for_status()
    client = chromadb.HttpClient(
        host=host, port=port, ssl=ssl, settings=Settings(anonymized_telemetry=False)
    )
    server = cast("Client", client)._server
    if isinstance(server, FastAPI):
        server._session.timeout = httpx.Timeout(REQUEST_SECONDS, connect=CONNECT_SECONDS)
    return client


def _open_folder(folder: Path, *, wipe: bool) -> Store:
    with ExitStack() as undo:
        lock = FolderLock(folder)
        undo.callback(lock.release)
        try:
            client = _persistent(folder, check=not lock.shared)
        except IndexingError:
            if not wipe or lock.shared:
                raise
            with described_failures("empty", str(folder)):
                _delete_files(folder)
            client = _persistent(folder, check=False)
        undo.pop_all()
        return Store(client, place=str(folder), lock=lock)


def _persistent(folder: Path, *, check: bool) -> ClientAPI:
    import_chroma()
    import chromadb
    from chromadb.api.shared_system_client import SharedSystemClient
    from chromadb.config import Settings

    path = str(folder.resolve())
    with described_failures("open", str(folder)):
        damage = find_damage(folder) if check else None
        if damage is not None:
            raise _failure("open", str(folder), damage)
        with ExitStack() as undo:
            # Chroma keeps what it failed to start, and would hand it out at the next try.
            undo.callback(SharedSystemClient._identifier_to_system.pop, path, None)
            client = chromadb.PersistentClient(path, settings=Settings(anonymized_telemetry=False))
            undo.pop_all()
            return client


def _delete_files(folder: Path) -> None:
    """Delete what Chroma wrote into a folder and nothing else."""
    for path in folder.iterdir():
        if path.name.startswith("chroma.sqlite3"):
            path.unlink()
        elif path.is_dir() and GRAPH_FOLDER.fullmatch(path.name):
            shutil.rmtree(path)


def unique_suffix() -> str:
    """Return a suffix that no other collection has: all in-memory clients of a process share one store."""
    return f"-{uuid.uuid4().hex[:12]}"
