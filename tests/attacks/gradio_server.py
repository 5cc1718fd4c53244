"""`chatrec web --gradio` in a process of its own, with secrets planted around it that nothing may give away."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import SECRETS

SECRET = "tangerine-4711-moth"
TOYS = "id,title,kind,price\n" + "".join(
    f"t{one},Robot number {one},robot,{10 + one}\n" for one in range(6)
)


class Listener:
    """A server on loopback that nobody should be led to; it counts who came."""

    def __init__(self) -> None:
        self.visits = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}/secret.txt"
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                came, _ = self._socket.accept()
            except OSError:
                return
            self.visits += 1
            with came:
                came.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 19\r\n\r\n" + SECRET.encode())

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


@dataclass
class Attacked:
    """A server that is attacked, and where its secrets are."""

    address: str
    folder: Path
    """Where the process runs; secret.txt and a link to it are in it."""
    copies: Path
    """Where Gradio would put files that it takes in."""
    listener: Listener
    forms: dict[str, object] = field(default_factory=dict)

    @property
    def taken_in(self) -> list[Path]:
        """The files that Gradio copied."""
        return [one for one in self.copies.rglob("*") if one.is_file()]


@contextmanager
def attacked_server(folder: Path) -> Iterator[Attacked]:
    """Run the command on a small catalogue until the test is over."""
    run, home, copies, temporary = (
        folder / name for name in ("run", "home", "copies", "temporary")
    )
    for one in (run, home, copies, temporary):
        one.mkdir()
    (run / "secret.txt").write_text(SECRET)
    (run / "link.txt").symlink_to(run / "secret.txt")
    (temporary / "secret.txt").write_text(SECRET)
    (folder / "outside.txt").write_text(SECRET)
    (folder / "toys.csv").write_text(TOYS)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(SECRETS)}
    environment = {
        **kept,
        "CHATREC_HOME": str(home),
        "GRADIO_TEMP_DIR": str(copies),
        "TMPDIR": str(temporary),
        "PLANTED": SECRET,
        "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "-m", "chatrec", "web", str(folder / "toys.csv")]
    command += ["--gradio", "--port", str(port)]
    listener = Listener()
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
        cwd=run,
    ) as running:
        try:
            assert running.stdout is not None
            assert f"http://127.0.0.1:{port}" in running.stdout.readline()
            yield Attacked(f"http://127.0.0.1:{port}", run, copies, listener)
        finally:
            listener.close()
            running.send_signal(signal.SIGINT)
            running.wait(60)
