"""Many streamed turns at once on a slow model: `python -m benchmarks.streaming [--turns 500] [--json]`.

A model on loopback (benchmarks/slow_model.py) makes a token every 20 ms, 60 to read a message and 250 to recommend, so
that a turn waits 6.2 s for it. What a turn takes beyond that is the program's own: reading, retrieval, prompts, the HTTP
client, checking, wording, the commit. It is printed for turns one after another, for turns that begin over as long as
one takes (people do not press the key in the same instant) and for turns that all begin at once.

Every reply is checked: its session, the year that was wished for in it, its picks, and that the stored session says the
same. A turn that fell back to the rules counts as an error.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.slow_model import TOKENS
from chatrec import Chatbot, Settings
from chatrec.dialogue.reply import Reply, TextDelta
from chatrec.model_settings import ModelSettings

SECONDS_PER_TOKEN = 0.02
WAITS = sum(TOKENS.values()) * SECONDS_PER_TOKEN
FIRST_YEAR, YEARS = 1980, 36
AFTER_ANOTHER = 20
"""How many turns are measured one after another: each takes over six seconds, so that they run four at a time."""
LONGEST = 120.0


@dataclass(frozen=True)
class Took:
    """What some turns took, in milliseconds beyond the waiting for the model."""

    own: list[float]
    cpu: float
    """Processor time of the process for one turn, in milliseconds."""
    problems: list[str]
    seconds: float


def main() -> None:
    """Print the figures as a table, or as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=500)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    figures = {name: _summed(took) for name, took in measure(options.turns).items()}
    print(json.dumps(figures) if options.json else "\n".join(_table(figures)))


def measure(turns: int) -> dict[str, Took]:
    """Measure turns that begin one after another, over the time of one, and at once."""
    with _model() as url, tempfile.TemporaryDirectory() as home:
        llm = ModelSettings(model="slow", base_url=url, calls=2, timeout=LONGEST, retries=0)
        with Chatbot.open("movies", settings=Settings(home=Path(home), llm=llm)) as bot:
            asyncio.run(_talk(bot, "warm", 4, 0.0))
            return {
                "apart": asyncio.run(_talk(bot, "apart", AFTER_ANOTHER, WAITS * 4)),
                "spread": asyncio.run(_talk(bot, "spread", turns, WAITS)),
                "at once": asyncio.run(_talk(bot, "at once", turns, 0.0)),
            }


async def _talk(bot: Chatbot, name: str, turns: int, spread: float) -> Took:
    """Answer one message in each of so many sessions, which begin over `spread` seconds."""
    own: list[float] = []
    problems: list[str] = []
    began, cpu = time.perf_counter(), time.process_time()

    async def turn(number: int) -> None:
        await asyncio.sleep(spread * number / turns)
        year = FIRST_YEAR + number % YEARS
        chat = bot.session(f"{name} {number}")
        start = time.perf_counter()
        reply, text = None, ""
        async for event in chat.stream(f"a film that is quite gripping, from {year} please"):
            if isinstance(event, TextDelta):
                text += event.text
            elif isinstance(event, Reply):
                reply = event
        own.append((time.perf_counter() - start - WAITS) * 1000)
        problems.extend(_wrong(bot, chat.id, reply, text, year))

    await asyncio.gather(*(turn(number) for number in range(turns)))
    seconds = time.perf_counter() - began
    return Took(own, (time.process_time() - cpu) * 1000 / turns, problems, seconds)


def _wrong(bot: Chatbot, session: str, reply: Reply | None, text: str, year: int) -> list[str]:
    if reply is None or reply.session_id != session or reply.text != text:
        return [f"{session}: the reply is missing, cut or of another session"]
    found = [f"{session}: {one.step} fell back: {one.kind}" for one in reply.trace.fallbacks]
    if len(reply.trace.calls) != len(TOKENS):
        found.append(f"{session}: {len(reply.trace.calls)} calls")
    if [one.value for one in reply.preferences.on("year")] != [float(year)]:
        found.append(f"{session}: wished {year}, understood {reply.understood!r}")
    if not reply.picks or any(pick.item.fact("year") != year for pick in reply.picks):
        found.append(f"{session}: picks are not of {year}")
    stored = bot.store.load(session)
    if stored is None or stored.preferences != reply.preferences:
        found.append(f"{session}: what is stored is not what was answered")
    return found


def _summed(took: Took) -> dict[str, object]:
    middle, high = (float(one) for one in np.percentile(took.own, (50, 95)))
    return {
        "turns": len(took.own),
        "own_p50_ms": round(middle, 1),
        "own_p95_ms": round(high, 1),
        "cpu_ms": round(took.cpu, 1),
        "seconds": round(took.seconds, 1),
        "errors": len(took.problems),
        "first_errors": took.problems[:3],
    }


def _table(figures: dict[str, dict[str, object]]) -> Iterator[str]:
    yield "| turns begin | turns | own time p50, ms | p95, ms | processor a turn, ms | in all, s | errors |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for name, one in figures.items():
        yield (
            f"| {name} | {one['turns']} | {one['own_p50_ms']} | {one['own_p95_ms']} "
            f"| {one['cpu_ms']} | {one['seconds']} | {one['errors']} |"
        )


@contextmanager
def _model() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "benchmarks.slow_model", str(port), str(SECONDS_PER_TOKEN)]
    running = subprocess.Popen(command)
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        running.terminate()
        running.wait(10)


def _wait_for(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except ConnectionError:
            time.sleep(0.1)
    raise SystemExit("the model did not start")


if __name__ == "__main__":
    main()
