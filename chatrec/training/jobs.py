"""Fine-tuning jobs of OpenAI's API, through its client: started with a file of examples, and asked how they stand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ModelError
from ..model_settings import ModelSettings

if TYPE_CHECKING:
    from openai import OpenAI

LEAST = 10
"""OpenAI takes no file with fewer examples."""
_SECONDS = 120.0
_LONGEST_SUFFIX = 64


@dataclass(frozen=True, slots=True)
class Job:
    """A fine-tuning job as the server tells of it."""

    id: str
    status: str
    """validating_files, queued, running, succeeded, failed or cancelled."""
    base: str
    """The model that is trained further."""
    model: str = ""
    """The name of the trained model, to be set as CHATREC_MODEL; empty before it is there."""
    tokens: int | None = None
    """How many tokens it was trained on."""
    error: str = ""


def start_job(file: Path, base: str, settings: ModelSettings, *, suffix: str = "") -> Job:
    """Upload examples and start a job on them.

    Args:
        file: JSONL as `chatrec export training` writes it, of either form.
        base: The model to be trained further, as the server names it.
        settings: The server and its key.
        suffix: A word of at most 64 characters for the name of the trained model.

    Raises:
        ModelError: The file is not such JSONL or too short, the suffix is too long, or the server turns it down.
    """
    pairs = _check(file)
    if len(suffix) > _LONGEST_SUFFIX:
        raise ModelError(
            f"the suffix {suffix!r} has {len(suffix)} characters; give at most {_LONGEST_SUFFIX}"
        )
    more: dict[str, Any] = {"method": {"type": "dpo"}} if pairs else {}
    if suffix:
        more["suffix"] = suffix
    with _asking(settings, f"start a job on {file.name!r}") as client, file.open("rb") as opened:
        uploaded = client.files.create(file=(file.name, opened), purpose="fine-tune")
        return _job(client.fine_tuning.jobs.create(training_file=uploaded.id, model=base, **more))


def job_status(job_id: str, settings: ModelSettings) -> Job:
    """Return how a job stands.

    Raises:
        ModelError: The server does not know it, or does not answer.
    """
    with _asking(settings, f"ask for the job {job_id!r}") as client:
        return _job(client.fine_tuning.jobs.retrieve(job_id))


def _check(file: Path) -> bool:
    """Check a file of examples before it is sent; return whether it holds pairs."""
    try:
        lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(f"cannot read the examples in {str(file)!r}: {error}") from error
    kinds = set()
    for number, line in enumerate(lines, 1):
        try:
            value = json.loads(line)
        except ValueError:
            value = None
        kind = "input" if isinstance(value, dict) and "input" in value else "messages"
        if not isinstance(value, dict) or kind not in value:
            raise ModelError(
                f"line {number} of {str(file)!r} is no training example; "
                "write the file with: chatrec export training"
            )
        kinds.add(kind)
    if len(kinds) > 1:
        raise ModelError(f"{str(file)!r} mixes both forms of examples; give one of them")
    if len(lines) < LEAST:
        raise ModelError(
            f"{str(file)!r} has {len(lines)} examples, and fine-tuning takes at least {LEAST}; "
            "more come with more chats whose users consented and accepted something"
        )
    return kinds == {"input"}


@contextmanager
def _asking(settings: ModelSettings, doing: str) -> Iterator[OpenAI]:
    import openai

    if not settings.api_key and not settings.base_url:
        raise ModelError(f"cannot {doing}: no key is set; set OPENAI_API_KEY or CHATREC_API_KEY")
    client = openai.OpenAI(
        api_key=settings.api_key or "none", base_url=settings.base_url, timeout=_SECONDS
    )
    try:
        yield client
    except openai.OpenAIError as error:
        raise ModelError(f"cannot {doing}: {error}") from error
    finally:
        client.close()


def _job(told: Any) -> Job:
    error = getattr(told, "error", None)
    return Job(
        id=told.id,
        status=told.status,
        base=told.model,
        model=told.fine_tuned_model or "",
        tokens=told.trained_tokens,
        error=str(getattr(error, "message", None) or ""),
    )
