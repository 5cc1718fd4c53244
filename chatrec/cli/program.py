"""The command line as a whole: its commands, and what becomes of an error."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from ..errors import ChatrecError
from ..settings import switch_off_telemetry
from .catalog import catalogs
from .chat import chat
from .doctor import doctor
from .export import exports
from .finetune import jobs
from .index import index
from .say import say
from .sessions import sessions
from .tasks import explain, rate, transfer
from .tune import tune
from .usage import usage
from .web import web

app = typer.Typer(
    name="chatrec",
    help="A conversational recommender: say what you want, get a short list that fits.",
    no_args_is_help=True,
    add_completion=False,
    # Without these two, typer imports rich for every --help and every traceback: 0.4 s.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (chat, say, web, explain, rate, transfer, index, tune):
    app.command()(command)
app.add_typer(catalogs, name="catalog")
app.add_typer(sessions, name="sessions")
app.add_typer(exports, name="export")
app.add_typer(jobs, name="finetune")
app.command()(usage)
app.command()(doctor)


@app.callback(invoke_without_command=True)
def _version(
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    if version:
        from importlib.metadata import version as installed

        typer.echo(f"chatrec {installed('chatrec')}")
        raise typer.Exit()


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 done, 1 an error that is told, 2 wrong usage."""
    switch_off_telemetry()
    _never_fail_on_characters()
    try:
        app(arguments, prog_name="chatrec")
    except ChatrecError as error:
        typer.echo(f"chatrec: {error}", err=True)
        return 1
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 0
    return 0


def _never_fail_on_characters() -> None:
    """Read and write what a terminal cannot show as a replacement character instead of failing."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
