"""Brings the tables of a database to their newest shape when it is opened."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from ...errors import StoreError
from .tables import NEWEST, VERSIONS

_LOCK_KEY: Final = 0x63686174726563
"""The advisory lock of PostgreSQL that one process at a time migrates under."""
_LONGEST: Final = "10min"
"""The time of a migration, and of the wait for that of another process."""
_ALEMBIC = Lock()
"""Alembic keeps the running migration in globals of its module."""


def migrate(engine: Engine, *, where: str, to: str = NEWEST) -> None:
    """Run the migrations that a database lacks, all in one transaction, one process at a time.

    Args:
        engine: the database.
        where: its address, for messages.
        to: the revision to stop at.

    Raises:
        StoreError: its tables were made by a newer version.
    """
    with engine.connect() as connection, connection.begin():
        if _revision(connection) == to:
            return
    with _ALEMBIC, engine.connect() as connection:
        connection.execution_options(write=True)
        with connection.begin():
            if connection.dialect.name == "postgresql":
                for limit in ("lock_timeout", "statement_timeout"):
                    connection.execute(sa.text(f"SET LOCAL {limit} = '{_LONGEST}'"))
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK_KEY)))
            if _revision(connection) != to:
                _upgrade(connection, where=where, to=to)


def _revision(connection: Connection) -> str | None:
    if not sa.inspect(connection).has_table(VERSIONS):
        return None
    found: str | None = connection.scalar(
        sa.select(sa.column("version_num")).select_from(sa.table(VERSIONS))
    )
    return found


def _upgrade(connection: Connection, *, where: str, to: str) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    config = Config()
    config.set_main_option(
        "script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%")
    )
    config.attributes["connection"] = connection
    found = _revision(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise StoreError(
            f"the session store {where!r} has tables of revision {found!r}, which this chatrec does not know: "
            "it was opened by a newer version; upgrade chatrec, or give another database"
        )
    try:
        command.upgrade(config, to)
    except CommandError as error:
        raise StoreError(
            f"the tables of the session store {where!r} cannot be upgraded from {found!r} to {to!r}: {error}; "
            "restore a backup, or give another database"
        ) from error
