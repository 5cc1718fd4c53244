from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from chatrec.dialogue.sessions import tables
from chatrec.dialogue.sessions.database import Database
from chatrec.dialogue.sessions.migrate import migrate
from chatrec.dialogue.sessions.store import SessionStore
from chatrec.errors import StoreError
from tests.dialogue.sessions.store_children import forks, write_some
from tests.dialogue.sessions.store_turns import check_whole, say


@pytest.fixture
def engine(address: str) -> sa.Engine:
    return sa.create_engine(address, poolclass=sa.NullPool)


def test_an_empty_database_gets_the_tables_of_the_code(address: str, engine: sa.Engine) -> None:
    SessionStore.open(address).close()
    with engine.connect() as connection:
        options = {"version_table": tables.VERSIONS}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, tables.metadata) == []
        assert context.get_current_revision() == tables.NEWEST


def test_a_database_of_the_first_version_is_upgraded_with_its_sessions(
    address: str, engine: sa.Engine
) -> None:
    migrate(engine, where=address, to="0001")
    assert not sa.inspect(engine).has_table("chatrec_profiles")
    with engine.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO chatrec_sessions (id, owner, catalog, title, revision, turns, conversation, "
                "created, updated) VALUES ('s', 'u', '', 'Old', 'r', 0, '{\"session_id\":\"s\"}', 0, 0)"
            )
        )
    store = SessionStore.open(address)
    assert [one.title for one in store.sessions("u")] == ["Old"]
    store.set_consent("u", True)
    assert say(store, "s", "m").turn == 1
    assert check_whole(store, "s") == 1
    store.close()


def test_a_database_of_a_newer_version_is_refused_and_left_alone(
    address: str, engine: sa.Engine
) -> None:
    SessionStore.open(address).close()
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE chatrec_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match=r"revision '9999'.*newer version; upgrade chatrec"):
        SessionStore.open(address)
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT version_num FROM chatrec_version")) == "9999"


def test_tables_of_a_host_stay_and_those_of_our_name_are_not_taken(
    address: str, engine: sa.Engine
) -> None:
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE alembic_version (version_num TEXT)"))
        connection.execute(sa.text("CREATE TABLE chatrec_turns (x TEXT)"))
    with pytest.raises(StoreError, match="holds tables of that name"):
        SessionStore.open(address)
    assert set(sa.inspect(engine).get_table_names()) == {"alembic_version", "chatrec_turns"}
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE chatrec_turns"))
    SessionStore.open(address).close()
    assert sa.inspect(engine).has_table("alembic_version")


def test_threads_that_open_an_empty_database_at_once_all_find_the_tables(
    address: str, engine: sa.Engine
) -> None:
    with ThreadPoolExecutor(6) as threads:
        databases = list(threads.map(lambda _: Database.open(address), range(6)))
    for database in databases:
        database.close()
    with engine.connect() as connection:
        options = {"version_table": tables.VERSIONS}
        context = MigrationContext.configure(connection, opts=options)
        assert context.get_current_revision() == tables.NEWEST
        assert compare_metadata(context, tables.metadata) == []


def test_processes_that_open_an_empty_database_at_once_all_succeed(address: str) -> None:
    processes = [forks().Process(target=write_some, args=(address, str(n), 2)) for n in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0, 0]
    store = SessionStore.open(address)
    assert check_whole(store, "shared") == 4 * 2 + 2
    store.close()
