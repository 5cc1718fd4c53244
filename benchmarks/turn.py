"""How long a whole turn takes, stage by stage, and how much memory an open chatbot holds.

    python -m benchmarks.turn [DATA] [--sizes 1000 10000 100000] [--json]

DATA is a folder that holds catalog.movies-large.jsonl; without it the bundled films are taken. Films are repeated
under new ids to reach a size. Each size runs in a process of its own, on a fresh data folder: the catalogue is
indexed first (timed apart), then the conversations below are held, every turn through `Chat.say`, so that reading,
retrieval, wording, checking and the commit to SQLite all count.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chatrec import Catalog, Chatbot
    from chatrec.dialogue.reply import Trace

SIZES = (1_000, 10_000, 100_000)
LARGE = "catalog.movies-large.jsonl"
CONVERSATIONS = (
    ("hi", "something funny", "under 100 minutes", "from the 90s", "tell me about the first one"),
    ("a scary film, but nothing too gory", "no zombies", "more", "why the second one?", "thanks"),
    ("I loved The Matrix and Alien", "newer ones", "not that one", "compare the first two"),
    ("a war drama directed by Steven Spielberg", "anything else?", "I've seen the first one"),
    ("a romantic comedy or a musical", "with Hugh Grant", "forget the actor", "just show me"),
    ("a western under two hours after 1990", "older is fine too", "show me five", "ok the second"),
    ("a heist with a twist", "no violence", "something like Ocean's Eleven", "I'll take it"),
)
STAGES = (
    "understand",
    "apply",
    "decide",
    "retrieve",
    "judge",
    "ask",
    "choose",
    "compose",
    "verify",
)


def main(arguments: list[str] | None = None) -> None:
    """Run the benchmark and print a table, or one JSON object."""
    parser = argparse.ArgumentParser(prog="benchmarks.turn", description=__doc__.split("\n")[0])
    parser.add_argument("data", nargs="?", type=Path, help="folder with " + LARGE)
    parser.add_argument("--sizes", nargs="+", type=int, default=list(SIZES))
    parser.add_argument("--turns", type=int, default=150, help="measured turns a size")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one:
        print(json.dumps(measure(options.one, options.data, options.turns)))
        return
    results = {str(size): _in_own_process(size, options) for size in options.sizes}
    print(json.dumps(results) if options.json else table(results))


def _in_own_process(size: int, options: argparse.Namespace) -> dict[str, object]:
    command = [sys.executable, "-m", "benchmarks.turn", "--one", str(size)]
    command += ["--turns", str(options.turns)]
    command += [str(options.data)] if options.data else []
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    measured: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return measured


def measure(size: int, data: Path | None, turns: int) -> dict[str, object]:
    """Index a catalogue of a size, hold conversations over it, and return the figures."""
    from chatrec import Catalog, Chatbot
    from chatrec.settings import Settings

    catalog = Catalog.load(data / LARGE) if data else Catalog.load("movies")
    catalog = resized(catalog, size)
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home))
        start = time.perf_counter()
        Chatbot.open(catalog, settings=settings).close()
        indexing = time.perf_counter() - start
        start = time.perf_counter()
        with Chatbot.open(catalog, settings=settings) as bot:
            opening = time.perf_counter() - start
            figures = converse(bot, turns)
        figures.update(index_s=round(indexing, 2), open_s=round(opening, 2))
    return figures


def resized(catalog: Catalog, size: int) -> Catalog:
    """Return a catalogue of exactly that many items, repeated under new ids where there are too few."""
    items = list(catalog.items[:size])
    for copy in range(1, -(-size // len(catalog))):
        items += [replace(item, id=f"{item.id}-{copy}") for item in catalog.items]
    return replace(catalog, items=tuple(items[:size]))


def converse(bot: Chatbot, turns: int) -> dict[str, object]:
    """Hold conversations until that many turns are measured, after one conversation to warm up."""
    warming = [ms for ms, _ in _hold(bot, "warm-up", CONVERSATIONS[0])]
    whole: list[float] = []
    stages: dict[str, list[float]] = {name: [] for name in STAGES}
    number = 0
    while len(whole) < turns:
        said = CONVERSATIONS[number % len(CONVERSATIONS)]
        for ms, trace in _hold(bot, f"s{number}", said):
            whole.append(ms)
            for step in trace.steps:
                stages.setdefault(step.name, []).append(step.ms)
        number += 1
    figures: dict[str, object] = {
        "p50_ms": percentile(whole, 50),
        "p95_ms": percentile(whole, 95),
        "rss_mib": resident_mib(),
        "first_ms": round(warming[0], 2),
    }
    figures["stages"] = {
        name: {"p50_ms": percentile(times, 50), "p95_ms": percentile(times, 95)}
        for name, times in stages.items()
        if times
    }
    return figures


def _hold(bot: Chatbot, session_id: str, messages: Iterable[str]) -> Iterator[tuple[float, Trace]]:
    chat = bot.session(session_id)
    for message in messages:
        start = time.perf_counter()
        reply = chat.say(message)
        yield (time.perf_counter() - start) * 1000, reply.trace


def percentile(times: list[float], share: float) -> float:
    """Return the time that a share (0 to 100) of the times does not exceed."""
    ordered = sorted(times)
    place = min(len(ordered) - 1, max(0, round(share / 100 * len(ordered)) - 1))
    return round(ordered[place], 2)


def resident_mib() -> float:
    """Return the memory that this process holds now, in MiB; its peak where the system does not tell."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text(encoding="utf-8").splitlines():
            if line.startswith("VmRSS:"):
                return round(int(line.split()[1]) / 1024, 1)
    import resource

    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def table(results: dict[str, dict[str, object]]) -> str:
    """Return the figures as a table for people."""
    sizes = list(results)
    rows = [("", *(f"{int(size):,} items" for size in sizes))]
    rows.append(("whole turn p50/p95 ms", *(_pair(results[size]) for size in sizes)))
    names = [name for name in STAGES if any(name in _stages(one) for one in results.values())]
    for name in names:
        rows.append((f"  {name}", *(_pair(_stages(results[size]).get(name)) for size in sizes)))
    for key, label in (
        ("rss_mib", "memory MiB"),
        ("index_s", "indexing s"),
        ("open_s", "opening s"),
        ("first_ms", "first turn ms"),
    ):
        rows.append((label, *(str(results[size].get(key, "")) for size in sizes)))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(widths[0]) if place == 0 else cell.rjust(widths[place])
            for place, cell in enumerate(row)
        )
        for row in rows
    )


def _stages(figures: dict[str, object]) -> dict[str, dict[str, float]]:
    stages = figures.get("stages")
    return stages if isinstance(stages, dict) else {}


def _pair(figures: dict[str, object] | dict[str, float] | None) -> str:
    return f"{figures['p50_ms']} / {figures['p95_ms']}" if figures else "-"


if __name__ == "__main__":
    main()
