"""`chatrec explain`, `rate` and `transfer`: other tasks of recommending, outside of a chat."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import CatalogError, ChatrecError, UnknownItem
from ..settings import Settings
from ..text import fold
from ..well_formed import json_text
from .options import CatalogOption, JsonOption, SessionOption

if TYPE_CHECKING:
    from ..brains.brain import Record
    from ..catalog.items import Item
    from ..chat import Chat
    from ..chatbot import Chatbot

ItemArgument = Annotated[str, typer.Argument(help="An item, by its id or its title.")]
LikesOption = Annotated[
    list[str] | None,
    typer.Option(
        "--likes", "-l", help="An item that the person likes; may be given several times."
    ),
]


def explain(
    item: ItemArgument,
    catalog: CatalogOption = None,
    session: SessionOption = None,
    likes: LikesOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what speaks for and against an item that somebody else recommended."""
    from ..tasks import explain_item

    with _asked(catalog, session, likes) as (bot, chat):
        found = explain_item(bot, chat, _item(bot, item).id)
    if as_json:
        typer.echo(
            json_text(
                {
                    "id": found.item.id,
                    "title": found.item.title,
                    "text": found.text,
                    "match": round(found.match, 3),
                    "calls": len(found.record.calls),
                },
            )
        )
        return
    typer.echo(found.text)
    _tell_calls(found.record)


def rate(
    item: ItemArgument,
    catalog: CatalogOption = None,
    session: SessionOption = None,
    ratings: Annotated[
        Path | None,
        typer.Option("--ratings", help="What the person rated: a CSV of item and rating."),
    ] = None,
    likes: LikesOption = None,
    worst: Annotated[float, typer.Option(help="The worst rating.")] = 1.0,
    best: Annotated[float, typer.Option(help="The best rating.")] = 5.0,
    as_json: JsonOption = False,
) -> None:
    """Predict how a person would rate an item, from what they rated or liked."""
    from ..tasks import predict_rating

    with _asked(catalog, session, likes) as (bot, chat):
        given = _ratings(bot, ratings) if ratings else {}
        found = predict_rating(bot, chat, _item(bot, item).id, ratings=given, scale=(worst, best))
    near = [(one.item.title, one.rating, one.alike) for one in found.neighbours]
    if as_json:
        told = {
            "id": found.item.id,
            "rating": round(found.rating, 3),
            "scale": list(found.scale),
            "by_model": found.by_model,
            "neighbours": [
                {"title": title, "rating": rated, "alike": round(alike, 3)}
                for title, rated, alike in near
            ],
            "text": found.text,
        }
        typer.echo(json_text(told))
        return
    typer.echo(f"{found.item.title}: probably {found.rating:.1f} of {best:g}")
    if near:
        likest = ", ".join(f"{title} ({rated:g})" for title, rated, _ in near)
        typer.echo(f"Most like it of what was rated: {likest}.")
    else:
        typer.echo("Nothing that was rated is like it: this is the mean.")
    typer.echo(found.text)
    _tell_calls(found.record)


def transfer(
    source: Annotated[
        str, typer.Argument(metavar="FROM", help="The catalogue that was talked about.")
    ],
    target: Annotated[str, typer.Argument(metavar="TO", help="The catalogue to recommend from.")],
    session: SessionOption = None,
    likes: LikesOption = None,
    count: Annotated[int, typer.Option("--count", min=1, max=10, help="How many picks.")] = 3,
    as_json: JsonOption = False,
) -> None:
    """Recommend from one catalogue by a taste in another: books for somebody whose films are known."""
    from ..tasks import transfer_taste
    from .open_bot import open_bot

    settings = Settings.from_environment()
    with _asked(source, session, likes) as (bot, chat), open_bot(target, settings=settings) as to:
        if not chat.preferences.entries and not chat.preferences.items("liked", "accepted"):
            raise ChatrecError(
                "nothing is known of this person's taste; name a chat with --session, or items with --likes"
            )
        found = transfer_taste(chat, bot, to, count=count)
    if as_json:
        told = {
            "picks": [
                {"id": one.item.id, "title": one.item.title, "reason": one.reason}
                for one in found.picks
            ],
            "shared": [one.value for one in found.shared],
            "text": found.text,
        }
        typer.echo(json_text(told))
        return
    if found.shared:
        typer.echo(f"Known in both: {', '.join(str(one.value) for one in found.shared)}.")
    typer.echo(found.text)
    _tell_calls(found.record)


@contextmanager
def _asked(
    catalog: str | None, session: str | None, likes: list[str] | None
) -> Iterator[tuple[Chatbot, Chat]]:
    """Open a catalogue and a chat; what is liked besides is noted in a chat that is gone afterwards."""
    from .open_bot import open_bot

    with open_bot(catalog, settings=Settings.from_environment()) as bot:
        if not likes:
            yield bot, bot.session(session)
            return
        if session:
            raise ChatrecError("give either --session or --likes: a chat is not changed by a task")
        items = [_item(bot, one) for one in likes]
        chat = bot.session()
        try:
            for item in items:
                chat.note(item.id, "liked")
            yield bot, chat
        finally:
            bot.store.delete(chat.id)


def _item(bot: Chatbot, said: str) -> Item:
    """Return the item of an id or a title."""
    found = bot.catalog.get(said)
    if found is not None:
        return found
    named = [one for one in bot.catalog.items if fold(one.title) == fold(said)]
    if not named:
        raise UnknownItem(
            f"{bot.catalog.name} has no item with the id or the title {said!r}; "
            f"look it up with: chatrec catalog show {bot.catalog.name}"
        )
    return named[0]


def _ratings(bot: Chatbot, file: Path) -> dict[str, float]:
    """Read a CSV of items, by id or title, and ratings; a first row of names is passed over."""
    found: dict[str, float] = {}
    try:
        rows = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogError(f"cannot read the ratings in {str(file)!r}: {error}") from error
    for number, row in enumerate(rows, 1):
        if not row:
            continue
        try:
            said, rating = row[0].strip(), float(row[1])
        except (IndexError, ValueError):
            if number == 1:
                continue
            raise CatalogError(
                f"line {number} of {str(file)!r} is no item and rating: {','.join(row)!r}"
            ) from None
        found[_item(bot, said).id] = rating
    return found


def _tell_calls(record: Record) -> None:
    if record.calls:
        tokens = sum(one.prompt_tokens + one.completion_tokens for one in record.calls)
        typer.echo(f"Asked of {record.calls[-1].model}: {len(record.calls)}, {tokens:,} tokens.")
    for one in record.fallbacks:
        typer.echo(f"By the rules: {one.kind.replace('_', ' ')}. {one.detail}")
