"""How quick a turn stays for somebody while others do their worst: `python -m benchmarks.hostile [--json]`.

The page runs in a process of its own on loopback, as `make run` starts it. Somebody talks from one address, with a second
between two messages; meanwhile another address does one thing after another: twenty connections post turns without a
pause (of one browser and of twenty), a catalogue of the largest size that is taken is brought and kept, the longest edit
that is taken is made again and again. Printed are the median and the 95th percentile of the turns of the first one.

Then hostile messages (benchmarks/hostile_messages.py), --messages of them over three catalogues, each timed: the films, the
electronics, and a brought catalogue whose texts are hostile as well. At last --turns ordinary turns: how many are answered
a second, and how much memory the process has grown from the first 500 to the end.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import re
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import numpy as np

from benchmarks.hostile_messages import hostile_catalogue, hostile_messages
from benchmarks.page import MESSAGES, Served, served
from chatrec import limits

OTHER_ADDRESS = "127.0.0.2"
CONNECTIONS = 20
WARM = 500
"""After so many turns the process has loaded what it loads once."""
TALKING = 8
"""How many talk at the same time where turns a second are counted."""


@dataclass(frozen=True)
class Person:
    """A browser that talks without being drawn."""

    client: httpx.AsyncClient
    place: dict[str, str]

    async def say(self, message: str) -> float:
        """Say something; return the milliseconds until the reply is whole, and fail where there is none."""
        status, milliseconds = await self.post("say", message=message)
        if status != 200:
            raise SystemExit(f"{message[:40]!r} was answered by {status}")
        return milliseconds

    async def post(self, name: str, **arguments: Any) -> tuple[int, float]:
        """Make a call; return its status, and the milliseconds that it took."""
        began = time.perf_counter()
        answer = await self.client.post(f"/calls/{name}", json={**self.place, **arguments})
        return answer.status_code, 1000 * (time.perf_counter() - began)


@asynccontextmanager
async def person(address: str, *, source: str | None = None, on: str = "") -> AsyncIterator[Person]:
    """Open the page in a browser that was never there, from an address of this machine."""
    transport = httpx.AsyncHTTPTransport(local_address=source)
    async with httpx.AsyncClient(
        base_url=address, transport=transport, trust_env=False, timeout=600
    ) as client:
        page = await client.get("/new", params={"on": on}, follow_redirects=True)
        yield Person(client, dict(re.findall(r'data-(session|catalog)="([^"]+)"', page.text)))


async def talk(address: str, count: int, pause: float = 1.0) -> list[float]:
    """Say so many things, with a pause before each; return the milliseconds of each reply."""
    times = []
    async with person(address) as one:
        for number in range(count + 1):
            await asyncio.sleep(pause)
            times.append(await one.say(MESSAGES[number % len(MESSAGES)]))
    return times[1:]


async def post_turns(address: str, browsers: int) -> None:
    """Post turns from twenty connections without a pause, until cancelled."""
    async with asyncio.TaskGroup() as tasks:
        for _ in range(browsers):
            tasks.create_task(_post_as_one(address, CONNECTIONS // browsers))


async def _post_as_one(address: str, connections: int) -> None:
    async with person(address, source=OTHER_ADDRESS) as one:

        async def post(at: int) -> None:
            session = {"session": f"web-{at:032x}"}
            while True:
                status, _ = await one.post("say", **session, message=MESSAGES[at % len(MESSAGES)])
                if status == 429:
                    await asyncio.sleep(0.05)

        async with asyncio.TaskGroup() as tasks:
            for at in range(connections):
                tasks.create_task(post(hash((id(one), at)) % 2**64))


async def bring_largest(address: str) -> None:
    """Bring and keep the largest catalogue that is taken, again and again until cancelled."""
    packed = gzip.compress(largest_catalogue(), 1)
    async with person(address, source=OTHER_ADDRESS) as one:
        while True:
            await one.client.post("/catalogue", params={"name": "large.csv.gz"}, content=packed)
            await one.post("keep_catalog", title="large", noun="lamp", facets={})


def largest_catalogue() -> bytes:
    """Return a file of as many rows as are taken, and as many bytes as it may have unpacked."""
    rows = 100_000
    width = limits.UNPACKED_BYTES // rows - 60
    words = ("walnut brass linen copper oak velvet " * (width // 36 + 1))[:width]
    lines = (f"l{n},Lamp {n},{words},{n % 97}.5,kind {n % 40},{1950 + n % 70}" for n in range(rows))
    return "\n".join(["id,title,description,price,kind,year", *lines]).encode()


async def edit_longest(address: str) -> None:
    """Make the longest edit that is taken, again and again until cancelled."""
    async with person(address, source=OTHER_ADDRESS) as one:
        await one.say("a comedy")
        while True:
            values = [f"{n} " + "x" * (limits.VALUE - 4) for n in range(limits.VALUES)]
            await one.post("edit", entry="p1", changes={"operator": "any_of", "value": values})


ATTACKS: dict[str, Callable[[str], Coroutine[Any, Any, None]]] = {
    "20 connections of one browser post turns": lambda address: post_turns(address, 1),
    "20 connections of twenty browsers post turns": lambda address: post_turns(address, 20),
    "the longest edit is made again and again": edit_longest,
    "a catalogue of the largest size is brought and kept": bring_largest,
}


@contextmanager
def attacked(name: str, address: str) -> Iterator[None]:
    """Let an attack go on, in a process of its own so that its client takes no time from the one that is measured."""
    command = [sys.executable, "-m", "benchmarks.hostile", "--attack", name, address]
    attacking = subprocess.Popen(command)
    time.sleep(3)
    try:
        yield
        if attacking.poll() is not None:
            raise SystemExit(f"the attack ended by itself: {name}")
    finally:
        attacking.kill()
        attacking.wait()


def attacks(address: str, count: int) -> dict[str, list[float]]:
    """Return the times of an ordinary talk: alone, and under each attack."""
    told = {"alone": asyncio.run(talk(address, count))}
    for name in ATTACKS:
        with attacked(name, address):
            told[name] = asyncio.run(talk(address, count))
        time.sleep(5)
    return told


async def hostile(address: str, count: int) -> dict[str, list[float]]:
    """Return the milliseconds of hostile messages, by catalogue."""
    told: dict[str, list[float]] = {}
    async with person(address) as bringer:
        await bringer.client.post(
            "/catalogue", params={"name": "hostile.jsonl"}, content=hostile_catalogue()
        )
        kept = await bringer.client.post(
            "/calls/keep_catalog",
            json={**bringer.place, "title": "hostile", "noun": "thing", "facets": {}},
        )
        brought = re.search(r"on=(own-[0-9a-f]+)", kept.text)
        if brought is None:
            raise SystemExit(f"the hostile catalogue was not kept: {kept.text[-300:]}")
        for name in ("movies", "electronics", brought[1]):
            times = []
            await bringer.client.post("/calls/open", json={**bringer.place, "name": name})
            for number, message in enumerate(hostile_messages(count // 3, seed=len(told))):
                if number % 20 == 0:
                    page = await bringer.client.get(
                        "/new", params={"on": name}, follow_redirects=True
                    )
                    place = dict(re.findall(r'data-(session|catalog)="([^"]+)"', page.text))
                    talker = Person(bringer.client, place)
                times.append(await talker.say(message))
            told["hostile catalogue" if name == brought[1] else name] = times
    return told


async def ordinary(running: Served, turns: int) -> dict[str, float]:
    """Return turns a second, and how much memory the process takes after the first ones and at the end, in MB."""

    async def one_talks(count: int, at: int) -> None:
        for first in range(0, count, 20):
            async with person(running.address) as one:
                for number in range(first, min(first + 20, count)):
                    await one.say(MESSAGES[(at + number) % len(MESSAGES)])

    async def many_talk(count: int) -> float:
        began = time.perf_counter()
        async with asyncio.TaskGroup() as tasks:
            for at in range(TALKING):
                tasks.create_task(one_talks(count // TALKING, at))
        return time.perf_counter() - began

    await many_talk(WARM)
    warm = running.megabytes()
    seconds = await many_talk(turns - WARM)
    return {
        "turns a second": (turns - WARM) / seconds,
        "MB after 500": warm,
        f"MB after {turns}": running.megabytes(),
    }


def summary(times: Sequence[float]) -> dict[str, float]:
    """Return the median, the 95th percentile and the longest, in milliseconds."""
    return {
        "p50": round(float(np.percentile(times, 50)), 1),
        "p95": round(float(np.percentile(times, 95)), 1),
        "longest": round(max(times), 1),
    }


def main(arguments: list[str] | None = None) -> None:
    """Run the parts that are named and print a table, or one JSON object."""
    parser = argparse.ArgumentParser(prog="benchmarks.hostile", description=__doc__.split("\n")[0])
    parser.add_argument("--parts", nargs="+", default=["attacks", "messages", "turns"])
    parser.add_argument("--talk", type=int, default=60, help="messages of the talk under attack")
    parser.add_argument("--messages", type=int, default=1_000, help="hostile messages")
    parser.add_argument("--turns", type=int, default=3_000, help="ordinary turns")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--attack", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.attack:
        name, address = options.attack
        asyncio.run(ATTACKS[name](address))
        return
    results: dict[str, dict[str, float]] = {}
    with served() as running:
        if "turns" in options.parts:
            results["ordinary turns"] = asyncio.run(ordinary(running, options.turns))
        if "attacks" in options.parts:
            times = attacks(running.address, options.talk)
            results |= {name: summary(one) for name, one in times.items()}
        if "messages" in options.parts:
            times = asyncio.run(hostile(running.address, options.messages))
            results |= {f"hostile messages, {name}": summary(one) for name, one in times.items()}
    if options.json:
        print(json.dumps(results))
        return
    for name, figures in results.items():
        print(f"{name:55}" + "".join(f"{key} {value:,.1f}   " for key, value in figures.items()))


if __name__ == "__main__":
    main()
