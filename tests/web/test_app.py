from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from chatrec.errors import SettingsError
from chatrec.settings import Settings
from chatrec.web.app import serve
from chatrec.web.listening import address_of


def test_a_port_in_use_is_told_before_anything_is_opened(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = Settings(home=tmp_path / "home", port=taken.getsockname()[1])
        with pytest.raises(SettingsError, match=rf"port {settings.port}.*CHATREC_PORT"):
            serve(settings)
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:7860"),
        ("0.0.0.0", "http://127.0.0.1:7860"),
        ("::1", "http://[::1]:7860"),
        ("box.example", "http://box.example:7860"),
    ],
)
def test_the_address_can_be_opened_in_a_browser(host: str, address: str) -> None:
    assert address_of(replace(Settings(), host=host)) == address


@pytest.mark.slow
def test_the_page_is_served_until_it_is_interrupted(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "chatrec", "web", "--port", str(port)]
    environment = {**os.environ, "CHATREC_HOME": str(tmp_path / "home"), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as running:
        try:
            assert running.stdout is not None
            assert f"http://127.0.0.1:{port}" in running.stdout.readline()
            answer = httpx.get(f"http://127.0.0.1:{port}/", trust_env=False, timeout=60)
            assert answer.status_code == 200
            assert "default-src 'none'" in answer.headers["content-security-policy"]
            assert httpx.get(f"http://127.0.0.1:{port}/openapi.json", timeout=60).status_code == 404
        finally:
            running.send_signal(signal.SIGINT)
        assert running.wait(60) == 0
