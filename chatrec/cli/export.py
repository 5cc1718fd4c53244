"""`chatrec export`: what people accepted, as data to train a model on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..settings import Settings
from .options import CatalogArgument

exports = typer.Typer(help="Write out what was learned.", no_args_is_help=True)

_STRATEGY = "direct"
"""The strategy that a model is trained for: it has no thoughts to learn."""


@exports.callback()
def _group() -> None:
    """Write out what was learned."""


@exports.command()
def training(
    catalog: CatalogArgument = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="Where to write the JSONL.")] = Path(
        "training.jsonl"
    ),
    pairs: Annotated[
        bool,
        typer.Option(
            "--pairs", help="Better and worse answers, from what was liked and turned down."
        ),
    ] = False,
) -> None:
    """Write accepted recommendations as training data, of users who consented; addresses and numbers are masked."""
    from ..errors import ChatrecError
    from ..llm.prompts.library import PromptLibrary, prompt_folders
    from ..training.examples import collect_examples
    from ..training.formats import lines_of
    from .open_bot import open_bot

    settings = Settings.from_environment()
    prompts = PromptLibrary.read(prompt_folders(settings.llm.prompts))
    with open_bot(catalog, settings=settings) as bot:
        examples = list(collect_examples(bot, prompts.get("recommend", _STRATEGY)))
    lines = lines_of(examples, "pairs" if pairs else "chat")
    try:
        out.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise ChatrecError(f"cannot write {str(out)!r}: {error.strerror or error}") from error
    what = "pairs of answers" if pairs else "accepted recommendations"
    typer.echo(f"{len(lines):,} {what} in {out}.")
    if not lines:
        typer.echo(
            "Counted are chats of users who consented to be remembered, and in them what they took or liked"
            + (" beside something they turned down." if pairs else ".")
        )
