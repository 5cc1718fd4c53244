"""Whether replies are what they were: `python -m benchmarks.unchanged record|compare [--cases CASES.jsonl --data DATA]`.

Before parts of the program are moved, `record` writes down for many messages how each is read and answered without a model:
the understanding, the text, the picks and the chips. `compare` answers them again and prints each that differs; it ends with
1 where one does. The messages are those of the scripts in tests/conversations, of the replays beside this file, and every
text that a test of the package says to a chatbot, each of those alone on both samples.

CASES holds lines with a catalogue and messages, DATA the catalogues catalog.NAME.jsonl that are not bundled. They are not
ours, so only a hash is recorded of what is answered there, in a file of its own.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks.replaying import FOLDER
from chatrec import Catalog, Chatbot, Reply
from chatrec.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
RECORD = FOLDER / "unchanged.jsonl"
HASHES = FOLDER / "unchanged_hashes.jsonl"
SAMPLES = ("movies", "electronics")
SAYING = frozenset({"say", "told", "read", "understand", "ask", "talk"})
"""Functions of the tests that take what somebody says."""
LONGEST = 300
RENAMED: Mapping[str, str] = {}
"""Fields of an understanding by the names that they had when the record was made, where they are called otherwise now."""


@dataclass(frozen=True)
class Talk:
    """What somebody says, one message after another, about a catalogue."""

    name: str
    catalog: str
    messages: tuple[str, ...]
    ours: bool = True


def main(arguments: list[str] | None = None) -> None:
    """Record or compare."""
    parser = argparse.ArgumentParser(
        prog="benchmarks.unchanged", description=__doc__.split("\n")[0]
    )
    parser.add_argument("what", choices=["record", "compare"])
    parser.add_argument("--cases", type=Path, help="a file of messages that are not ours")
    parser.add_argument("--data", type=Path, help="the folder of their catalogues")
    options = parser.parse_args(arguments)
    files = {RECORD: [*scripted(), *replayed(), *tested()]}
    if options.cases:
        files[HASHES] = list(cases(options.cases))
    differing = 0
    for path, talks in files.items():
        answered = dict(answers(talks, options.data))
        if options.what == "record":
            lines = (json.dumps({"talk": name, "turns": turns}) for name, turns in answered.items())
            path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        else:
            differing += print_differences(path, answered)
    if options.what == "compare":
        print(f"{differing} messages are read or answered otherwise than recorded")
    sys.exit(int(bool(differing)))


def scripted() -> Iterator[Talk]:
    """Yield what is said in the scripts of the tests; a button is its label."""
    folder = ROOT / "tests" / "conversations"
    for path in sorted((folder / "scripts").glob("*.yaml")):
        script = yaml.safe_load(path.read_text(encoding="utf-8"))
        said = [turn.get("say") or turn.get("click") for turn in script["turns"]]
        yield Talk(f"script {path.stem}", script["catalog"], tuple(str(one) for one in said if one))


def replayed() -> Iterator[Talk]:
    """Yield what is said in the conversations that were recorded with a model."""
    for one in yaml.safe_load((FOLDER / "conversations.yaml").read_text(encoding="utf-8")):
        yield Talk(f"replay {one['name']}", one["catalog"], tuple(one["messages"]))


def tested() -> Iterator[Talk]:
    """Yield every text that a test says, alone, on each sample."""
    said: dict[str, None] = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            said |= dict.fromkeys(_said_in(node))
    for catalog in SAMPLES:
        for message in said:
            yield Talk(f"test {catalog}: {message}", catalog, (message,))


def cases(path: Path) -> Iterator[Talk]:
    """Yield the messages of a file that is not ours."""
    for line in path.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        yield Talk(f"case {one['id']}", one["catalog"], tuple(one["messages"]), ours=False)


def answers(talks: Iterable[Talk], data: Path | None) -> Iterator[tuple[str, list[Any]]]:
    """Yield the name of each talk and how its messages are read and answered."""
    bots: dict[str, Chatbot] = {}
    with tempfile.TemporaryDirectory() as home:
        for number, talk in enumerate(talks):
            if talk.catalog not in bots:
                source = source_of(talk.catalog, data)
                if source is None:
                    print(
                        f"left out: no catalogue {talk.catalog!r} for {talk.name}", file=sys.stderr
                    )
                    continue
                settings = Settings(home=Path(home))
                bots[talk.catalog] = Chatbot.open(Catalog.load(source), settings=settings)
            chat = bots[talk.catalog].session(f"s{number}")
            turns = [turn_of(message, chat.say(message)) for message in talk.messages]
            yield talk.name, turns if talk.ours else [hash_of(one) for one in turns]
        for bot in bots.values():
            bot.close()


def source_of(catalog: str, data: Path | None) -> str | Path | None:
    """Return where a catalogue is: a sample, one of the tests, or one of a folder."""
    if catalog in SAMPLES:
        return catalog
    own = ROOT / "tests" / "conversations" / f"{catalog}.csv"
    if own.is_file():
        return own
    other = data / f"catalog.{catalog}.jsonl" if data else None
    return other if other is not None and other.is_file() else None


def turn_of(message: str, reply: Reply) -> dict[str, Any]:
    """Return what must not change of a turn."""
    return {
        "message": message,
        "understanding": understanding_of(reply),
        "action": reply.action,
        "text": reply.text,
        "picks": [pick.item.id for pick in reply.picks],
        "chips": [chip.label for chip in reply.chips],
        "state": reply.understood,
    }


def understanding_of(reply: Reply) -> dict[str, Any]:
    """Return how the message was read, as the trace tells it, under the names of the time of the record."""
    for step in reply.trace.steps:
        if step.name == "understand":
            read = dict(step.detail.get("understanding", {}))
            return {RENAMED.get(name, name): value for name, value in read.items()}
    return {}


def hash_of(turn: Mapping[str, Any]) -> str:
    """Return a digest of a turn, by which it is told whether it changed and not what it says."""
    return hashlib.sha256(json.dumps(turn, sort_keys=True).encode()).hexdigest()[:16]


def print_differences(path: Path, answered: Mapping[str, list[Any]]) -> int:
    """Print each turn that is not as recorded; return how many there are."""
    count = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        recorded = json.loads(line)
        name, before = recorded["talk"], recorded["turns"]
        now = json.loads(json.dumps(answered.get(name, [])))
        for number, (was, new) in enumerate(zip(before, now, strict=False), 1):
            if was != new:
                count += 1
                print(f"{name}, message {number}: {_told(was, new)}")
        if len(before) != len(now):
            count += 1
            print(f"{name}: {len(before)} messages were recorded, {len(now)} are there")
    return count


def _told(was: Any, new: Any) -> str:
    if isinstance(was, str):
        return "another hash"
    return "; ".join(
        f"{key}: {was[key]!r} -> {new.get(key)!r}" for key in was if was[key] != new.get(key)
    )


def _said_in(node: ast.AST) -> Iterator[str]:
    """Yield the texts that a call of a test says to somebody."""
    if not isinstance(node, ast.Call):
        return
    called = node.func
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    if name in SAYING:
        for argument in node.args:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                text = argument.value
                if text.strip() and len(text) <= LONGEST and text.isprintable():
                    yield text


if __name__ == "__main__":
    main()
