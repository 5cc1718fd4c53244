"""Every script is held as a conversation: each turn must do what the script says and break no promise."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest

from chatrec import Catalog, Chatbot, Settings

from .expectations import missed
from .heard import Heard
from .placeholders import filled
from .promises import broken
from .script import Script, all_scripts
from .states import says

HERE = Path(__file__).parent
Bots = Callable[[str], Chatbot]


@pytest.fixture(scope="module")
def bots(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bots]:
    """Open each catalogue once; sessions keep the scripts apart."""
    opened: dict[str, Chatbot] = {}

    def open_bot(name: str) -> Chatbot:
        if name not in opened:
            home = tmp_path_factory.mktemp(name)
            opened[name] = Chatbot.open(_source(name, home), settings=Settings(home=home / "data"))
        return opened[name]

    yield open_bot
    for bot in opened.values():
        bot.close()


def _source(name: str, folder: Path) -> Catalog:
    """Load a sample by its name, or import a catalogue of these tests from a copy of its files."""
    if not (HERE / f"{name}.csv").exists():
        return Catalog.load(name)
    for file in HERE.glob(f"{name}.*"):
        shutil.copy(file, folder)
    return Catalog.load(folder / f"{name}.csv")


@pytest.mark.parametrize("script", [pytest.param(one, id=one.name) for one in all_scripts()])
def test_conversation(script: Script, bots: Bots) -> None:
    faults = hold(script, bots(script.catalog))
    assert not faults, "\n" + "\n".join(faults)


def test_at_least_forty_conversations_on_four_catalogues() -> None:
    scripts = all_scripts()
    assert len(scripts) >= 40
    assert {script.catalog for script in scripts} == {
        "movies",
        "electronics",
        "cottages",
        "cameras",
    }


def hold(script: Script, bot: Chatbot) -> list[str]:
    """Hold a conversation and return all that went wrong, with the turn it went wrong in."""
    user = cast("str | None", script.start.get("user"))
    profile = cast("dict[str, list[str]]", script.start.get("profile") or {})
    chat = bot.session(script.name, user=user, profile=profile)
    if "consent" in script.start:
        chat.consent(bool(script.start["consent"]))
    heard = Heard(bot.catalog, profile=dict(profile))
    faults: list[str] = []
    for number, written in enumerate(script.turns, 1):
        where = f"turn {number}"
        turn = filled(written, heard.slate)
        if "session" in turn:
            user = cast("str | None", turn.get("user", user))
            profile = cast("dict[str, list[str]]", turn.get("profile", profile))
            chat = bot.session(f"{script.name} {turn['session']}", user=user, profile=profile)
            heard = Heard(bot.catalog, profile=dict(profile))
        if "consent" in turn:
            chat.consent(bool(turn["consent"]))
        for line in (turn[word] for word in ("remove", "edit") if word in turn):
            found = [one for one in chat.preferences.entries if says(str(line), one)]
            if not found:
                faults.append(f"{where}: nothing in the state to change is {line!r}")
            elif "remove" in turn:
                chat.remove(found[0].id)
            else:
                chat.edit(found[0].id, **cast("dict[str, object]", turn["to"]))
        message = _message(turn, heard)
        if message is None:
            continue
        heard.may_repeat = bool(turn.get("again"))
        reply = chat.say(message)
        found_faults = broken(message, reply, heard) + missed(turn, reply, bot.catalog)
        faults += [f"{where} {message[:70]!r}: {fault}" for fault in found_faults]
    return faults


def _message(turn: dict[str, object], heard: Heard) -> str | None:
    """Return what is sent: words said, or what a chip of the last reply stands for."""
    if "say" in turn:
        said = turn["say"]
        if isinstance(said, dict):
            return str(said["text"]) * int(said["times"])
        return str(said)
    chips = heard.replies[-1].chips if heard.replies else ()
    if "click answer" in turn:
        place = int(str(turn["click answer"])) - 1
        return chips[place].send if place < len(chips) else "(no such chip)"
    if "click" in turn:
        label = str(turn["click"])
        return next((chip.send for chip in chips if chip.label == label), label)
    return None
