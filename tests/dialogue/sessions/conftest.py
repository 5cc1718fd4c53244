from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from chatrec.dialogue.sessions.store import SessionStore
from tests.dialogue.sessions.postgres_server import NoPostgres, PostgresServer


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server; without one the test is skipped, but not where CI=true."""
    try:
        server = PostgresServer()
    except NoPostgres as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"PostgreSQL is not tested: {error}")
    yield server
    server.close()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, on each back end in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/sessions.db"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture
def store(address: str) -> Iterator[SessionStore]:
    """An empty store, on each back end in turn."""
    store = SessionStore.open(address)
    yield store
    store.close()
