"""`chatrec finetune`: train a model further on what people accepted, and see how that stands."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..settings import Settings
from ..well_formed import json_text
from .options import JsonOption

if TYPE_CHECKING:
    from ..training.jobs import Job

jobs = typer.Typer(
    help="Train a model further through OpenAI's fine-tuning API.", no_args_is_help=True
)


@jobs.command()
def start(
    file: Annotated[Path, typer.Argument(help="JSONL, as `chatrec export training` writes it.")],
    model: Annotated[
        str | None,
        typer.Option("--model", "-m", help="The model to train further; CHATREC_MODEL by default."),
    ] = None,
    suffix: Annotated[
        str, typer.Option("--suffix", help="A word for the name of the new model.")
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Send the examples to the server and start training; what is sent is masked, and leaves this machine."""
    from ..llm.models import provider_of
    from ..model_settings import DEFAULT_MODEL
    from ..training.jobs import start_job

    llm = Settings.from_environment().llm
    _, base = provider_of(model or llm.model or DEFAULT_MODEL)
    _show(start_job(file, base, llm, suffix=suffix), as_json=as_json)


@jobs.command()
def status(
    job: Annotated[
        str, typer.Argument(help="The id of the job, as `chatrec finetune start` told.")
    ],
    as_json: JsonOption = False,
) -> None:
    """Show how a job stands, and the name of the new model when it is there."""
    from ..training.jobs import job_status

    _show(job_status(job, Settings.from_environment().llm), as_json=as_json)


def _show(job: Job, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json_text(asdict(job)))
        return
    typer.echo(f"{job.id}: {job.status.replace('_', ' ')}, on {job.base}")
    if job.error:
        typer.echo(f"It says: {job.error}")
    if job.tokens:
        typer.echo(f"Trained on {job.tokens:,} tokens.")
    if job.model:
        typer.echo(f"The new model is {job.model}. Use it with: CHATREC_MODEL={job.model}")
    elif job.status not in ("failed", "cancelled"):
        typer.echo(f"Ask again with: chatrec finetune status {job.id}")
