from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
from chatrec.errors import IndexingError
from chatrec.retrieval.embedders import open_embedder
try:
    open_embedder("onnx-minilm")
except IndexingError as error:
    print(error)
"""


@pytest.mark.slow
def test_it_says_that_it_downloads_and_what_to_do_without_network(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "USERPROFILE": str(tmp_path),
        "HTTPS_PROXY": "http://127.0.0.1:9",
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=environment,
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert "downloading the embedder all-MiniLM-L6-v2 (80 MB, once)" in done.stderr
    assert "CHATREC_EMBEDDER=static" in done.stdout
    assert "Traceback" not in done.stderr
