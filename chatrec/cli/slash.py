"""The slash commands of a talk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..dialogue.preferences import Preference
from ..errors import EditError
from ..well_formed import json_text
from .edit_words import read_edit
from .show_state import show_state
from .show_why import show_why

if TYPE_CHECKING:
    from .talk import Talk


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command: what is typed after its name, what it does in words, and what carries it out."""

    arguments: str
    does: str
    run: Callable[[Talk, str], None]


def obey(talk: Talk, line: str) -> None:
    """Carry out a line that starts with a slash.

    Raises:
        EditError: no such command, or an argument that it cannot have.
    """
    name, _, rest = line[1:].partition(" ")
    found = [one for one in COMMANDS if one.startswith(name.lower())] if name else ["help"]
    exact = [one for one in found if one == name.lower()]
    if len(exact or found) != 1:
        raise EditError(f"there is no command {'/' + name!r}; /help lists them")
    COMMANDS[(exact or found)[0]].run(talk, rest.strip())


def _help(talk: Talk, _rest: str) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    for name, command in COMMANDS.items():
        table.add_row(Text(f"/{name} {command.arguments}".strip(), "answer"), command.does)
    table.add_row(Text("a number", "answer"), "hear more of that pick, or give that answer")
    talk.console.print(table)


def _state(talk: Talk, _rest: str) -> None:
    show_state(talk.console, talk.chat.preferences, talk.bot.catalog)


def _why(talk: Talk, rest: str) -> None:
    reply = talk.recommended
    if reply is None:
        raise EditError("nothing was recommended yet, so there is nothing to explain")
    place = _number(rest, len(reply.picks), "pick") if rest else None
    show_why(talk.console, reply, talk.bot.catalog, place=place)


def _remove(talk: Talk, rest: str) -> None:
    entry = _entry(talk, rest)
    _correct(talk, lambda: talk.chat.remove(entry.id))


def _must(talk: Talk, rest: str) -> None:
    entry = _entry(talk, rest)
    strength = "prefer" if entry.strength == "must" else "must"
    _correct(talk, lambda: talk.chat.edit(entry.id, strength=strength))


def _edit(talk: Talk, rest: str) -> None:
    number, _, words = rest.partition(" ")
    entry = _entry(talk, number)
    changes = read_edit(words, entry, talk.bot.catalog.schema)
    _correct(talk, lambda: talk.chat.edit(entry.id, **changes))


def _undo(talk: Talk, _rest: str) -> None:
    talk.chat.undo()
    talk.tell("Undone.")
    _state(talk, "")


def _new(talk: Talk, _rest: str) -> None:
    talk.renew()
    talk.tell("A new chat.")


def _catalog(talk: Talk, rest: str) -> None:
    if not rest:
        raise EditError("name the catalogue to change to: /catalog movies, or /catalog shop.csv")
    talk.leave_for = rest
    talk.over = True


def _export(talk: Talk, rest: str) -> None:
    path = Path(rest or f"{talk.chat.id}.json").expanduser()
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(json_text(talk.chat.export(), indent=2))
    except OSError as error:
        raise EditError(
            f"the file {str(path)!r} cannot be written: {error.strerror}; name another: /export FILE"
        ) from error
    talk.tell(f"Wrote all that is kept about this chat to {path}.")


def _forget(talk: Talk, _rest: str) -> None:
    whose = f"all that is kept about {talk.user}" if talk.user else "this chat"
    if talk.confirmed(f"This deletes {whose}, for good."):
        talk.chat.forget()
        talk.renew()
        talk.tell("Deleted. A new chat begins.")
    else:
        talk.tell("Nothing was deleted.")


def _quit(talk: Talk, _rest: str) -> None:
    talk.over = True


def _correct(talk: Talk, change: Callable[[], object]) -> None:
    change()
    _state(talk, "")


def _entry(talk: Talk, text: str) -> Preference:
    entries = talk.chat.preferences.entries
    if not entries:
        raise EditError("nothing is understood yet, so there is nothing to change")
    return entries[_number(text, len(entries), "entry of /state") - 1]


def _number(text: str, most: int, what: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= most):
        raise EditError(f"{text!r} is no {what}; give a number from 1 to {most}")
    return int(text)


COMMANDS = {
    "state": Command("", "what was understood, with the words it was read from", _state),
    "why": Command("[N]", "why these picks, or why pick N, in figures", _why),
    "remove": Command("N", "drop entry N of /state", _remove),
    "edit": Command("N VALUE", "correct entry N: /edit 2 < 900, /edit 1 drama", _edit),
    "must": Command("N", "make entry N a must, or a wish again", _must),
    "undo": Command("", "take back the last change of what you want", _undo),
    "new": Command("", "begin a new chat", _new),
    "catalog": Command("NAME", "change to another catalogue", _catalog),
    "export": Command("[FILE]", "write all that is kept about you to a file", _export),
    "forget": Command("", "delete all that is kept about you", _forget),
    "help": Command("", "this list", _help),
    "quit": Command("", "leave; the chat is kept", _quit),
}
"""By name; the beginning of a name will do where it is clear."""
