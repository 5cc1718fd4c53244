"""A PostgreSQL server of our own, in a folder that goes away with it."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

QUICK = ("fsync=off", "shared_buffers=32MB", "max_connections=60", "log_min_messages=fatal")


class NoPostgres(Exception):
    """This machine has no PostgreSQL server to start."""


class PostgresServer:
    """One cluster on a free loopback port. It can be stopped and started again."""

    def __init__(self) -> None:
        self._programs = _programs()
        self._as = _unprivileged()
        self._folder = Path(tempfile.mkdtemp(prefix="chatrec-pg-"))
        self._process: subprocess.Popen[bytes] | None = None
        self._schemas = 0
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        if "user" in self._as:
            os.chown(self._folder, self._as["user"], self._as["group"])
        done = subprocess.run(
            [self._programs / "initdb", "-D", self._folder / "data", "-A", "trust", "-U", "chatrec"]
            + ["--no-sync", "--locale=C", "-E", "UTF8"],
            cwd=self._folder,
            capture_output=True,
            text=True,
            **self._as,
        )
        assert done.returncode == 0, done.stderr
        self.start()

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = [f"port={self.port}", "listen_addresses=127.0.0.1", *QUICK]
        options.append(f"unix_socket_directories={self._folder}")
        self._process = subprocess.Popen(
            [self._programs / "postgres", "-D", self._folder / "data"]
            + [part for option in options for part in ("-c", option)],
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **self._as,
        )
        deadline = time.monotonic() + 30
        while True:
            try:
                psycopg.connect(self._address, connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                assert self._process.poll() is None, "the server ended while it started"
                assert time.monotonic() < deadline, "the server did not answer within 30 s"
                time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop the server at once; connections break. SIGQUIT leaves its files as a crash does."""
        assert self._process is not None
        self._process.send_signal(how)
        self._process.wait(timeout=30)

    def new_database(self) -> str:
        """Return the URL of an empty schema: made faster, and removed faster, than a database."""
        self._schemas += 1
        name = f"store{self._schemas}"
        with psycopg.connect(self._address, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}")
        return f"{self._address}?options=-csearch_path%3D{name}"

    def close(self) -> None:
        """Stop the server and remove its folder."""
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def _address(self) -> str:
        return f"postgresql://chatrec@127.0.0.1:{self.port}/postgres"


def _programs() -> Path:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = shutil.which("initdb")
    if found:
        folders.append(Path(found).resolve().parent)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise NoPostgres("no initdb and postgres in /usr/lib/postgresql/*/bin or on PATH")


def _unprivileged() -> dict[str, int]:
    if os.getuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": account.pw_uid, "group": account.pw_gid}
    raise NoPostgres("the server does not run as root, and there is no user postgres or nobody")
