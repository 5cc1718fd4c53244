"""Fine-tuning jobs against a server of loopback that speaks OpenAI's API."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from chatrec.cli import main
from chatrec.errors import ModelError
from chatrec.llm.models import provider_of
from chatrec.model_settings import ModelSettings
from chatrec.training.jobs import LEAST, job_status, start_job

TRAINED = "ft:tiny:house::abc"


@contextmanager
def api() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Serve files and jobs; yield the address and what was asked."""
    asked: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            if self.path == "/v1/files":
                asked.append({"file": body.decode()})
                told = {"object": "file", "bytes": len(body), "created_at": 1, "filename": "t"}
                self._say({**told, "id": "file-1", "purpose": "fine-tune", "status": "processed"})
            else:
                asked.append(json.loads(body))
                self._say(job("queued", None))

        def do_GET(self) -> None:
            if self.path.endswith("/ftjob-1"):
                self._say(job("succeeded", TRAINED))
            else:
                self._say({"error": {"message": "no such job"}}, 404)

        def _say(self, value: object, status: int = 200) -> None:
            text = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", asked
    finally:
        server.shutdown()
        server.server_close()


def job(status: str, model: str | None) -> dict[str, Any]:
    return {
        "id": "ftjob-1",
        "object": "fine_tuning.job",
        "created_at": 1,
        "error": None,
        "fine_tuned_model": model,
        "finished_at": None,
        "hyperparameters": {"n_epochs": "auto"},
        "model": "tiny",
        "organization_id": "org",
        "result_files": [],
        "seed": 1,
        "status": status,
        "trained_tokens": 1200 if model else None,
        "training_file": "file-1",
        "validation_file": None,
    }


@pytest.fixture
def examples(tmp_path: Path) -> Path:
    file = tmp_path / "training.jsonl"
    file.write_text((json.dumps({"messages": []}) + "\n") * LEAST, encoding="utf-8")
    return file


def test_a_job_is_started_with_the_file_and_its_state_is_told(examples: Path) -> None:
    with api() as (url, asked):
        settings = ModelSettings(base_url=url, api_key="k")
        started = start_job(examples, "tiny", settings, suffix="house")
        done = job_status(started.id, settings)
    assert (started.id, started.status, started.model) == ("ftjob-1", "queued", "")
    assert '{"messages": []}' in asked[0]["file"]
    assert asked[1] == {"model": "tiny", "training_file": "file-1", "suffix": "house"}
    assert (done.status, done.model, done.tokens) == ("succeeded", TRAINED, 1200)


def test_pairs_are_trained_by_preference(tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text((json.dumps({"input": {}}) + "\n") * LEAST, encoding="utf-8")
    with api() as (url, asked):
        start_job(file, "tiny", ModelSettings(base_url=url, api_key="k"))
    assert asked[1]["method"] == {"type": "dpo"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "has 0 examples"),
        ('{"messages": []}\n', "at least 10"),
        ("no JSON\n" * 12, "line 1"),
        ('{"messages": []}\n{"input": {}}\n' * 6, "mixes"),
    ],
)
def test_a_file_that_is_no_training_data_is_not_sent(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "t.jsonl"
    file.write_text(text, encoding="utf-8")
    with api() as (url, asked), pytest.raises(ModelError, match=told):
        start_job(file, "tiny", ModelSettings(base_url=url, api_key="k"))
    assert asked == []


def test_an_unknown_job_and_a_missing_key_are_clear_errors() -> None:
    with api() as (url, _), pytest.raises(ModelError, match="no-such"):
        job_status("no-such", ModelSettings(base_url=url, api_key="k"))
    with pytest.raises(ModelError, match="OPENAI_API_KEY"):
        job_status("ftjob-1", ModelSettings())


def test_the_name_of_a_trained_model_is_one_that_can_be_asked() -> None:
    assert provider_of(TRAINED) == ("openai", TRAINED)


def test_the_terminal_starts_a_job_and_tells_how_to_use_the_model(
    examples: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with api() as (url, asked):
        monkeypatch.setenv("CHATREC_BASE_URL", url)
        monkeypatch.setenv("CHATREC_API_KEY", "k")
        assert main(["finetune", "start", str(examples), "--model", "openai:tiny"]) == 0
        assert asked[1]["model"] == "tiny"
        assert main(["finetune", "status", "ftjob-1"]) == 0
    shown = capsys.readouterr().out
    assert "chatrec finetune status ftjob-1" in shown
    assert f"CHATREC_MODEL={TRAINED}" in shown


def test_the_terminal_exports_nothing_without_chats_and_says_what_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.jsonl"
    assert main(["export", "training", "movies", "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == ""
    assert "consented" in capsys.readouterr().out
