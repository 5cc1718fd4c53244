"""What a model costs a conversation: `python -m benchmarks.tokens [--json]`.

Replays conversations on the bundled samples (benchmarks/replays) with the answers that a chat model gave to them, and
prints calls and prompt tokens for every turn that recommends, in the default mode, with 24 candidates. Tokens are
counted by tiktoken where its file of ranks is at hand (TIKTOKEN_CACHE_DIR), else estimated, and then it says so. The
schema of the answer, which some servers count too, is counted apart.

Counts as well, for every reply: items that are not in the catalogue, facts that are not those of the record, names and
figures of reasons that nobody has, musts that are broken.

`--record URL` asks the OpenAI-compatible server at URL and keeps what it says; `--only NAME` holds one conversation.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.checking import broken_musts, false_evidence, foreign_items, strays
from benchmarks.replaying import (
    Model,
    Script,
    read_exchanges,
    read_scripts,
    serving,
    write_exchanges,
)
from chatrec import Chatbot, Settings
from chatrec.dialogue.reply import Reply
from chatrec.llm.tokens import count
from chatrec.model_settings import ModelSettings

NAME = "gpt-6-luna"
LONGEST = 600.0


@dataclass(frozen=True)
class Held:
    """A conversation that was held: the replies, and what in them is not so."""

    script: Script
    replies: tuple[Reply, ...]
    problems: tuple[str, ...]
    schemas: tuple[int, ...]
    """Tokens of the schema of each request."""


def main() -> None:
    """Print the figures as a table, or as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", metavar="URL", help="ask this server and keep what it says")
    parser.add_argument("--only", metavar="NAME", help="hold one conversation")
    parser.add_argument("--at-once", type=int, default=1, help="how many are held at once")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    scripts = [one for one in read_scripts() if options.only in (None, one.name)]
    known = {} if options.record else read_exchanges()
    models = [Model(one, options.record, dict(known.get(one.name, {}))) for one in scripts]
    with ThreadPoolExecutor(options.at_once) as pool:
        held = list(pool.map(hold, models))
    if options.record and options.only is None:
        write_exchanges(models)
    figures = summed(held)
    print(json.dumps(figures) if options.json else "\n".join(table(held, figures)))


def hold(model: Model) -> Held:
    """Hold a conversation with a model."""
    script = model.script
    said: list[str] = []
    replies: list[Reply] = []
    problems: list[str] = []
    with serving(model), tempfile.TemporaryDirectory() as home:
        llm = ModelSettings(model=NAME, base_url=model.url, timeout=LONGEST, retries=0)
        with Chatbot.open(script.catalog, settings=Settings(home=Path(home), llm=llm)) as bot:
            chat = bot.session(script.name)
            for turn, message in enumerate(script.messages, 1):
                model.turn = turn
                reply = chat.say(message)
                said.append(message)
                replies.append(reply)
                felt = reply.preferences.items("liked", "disliked", "accepted", "seen", "rejected")
                named = [item for item in map(bot.catalog.get, felt) if item is not None]
                problems += [
                    f"{script.name}, turn {turn}: {one}"
                    for one in (
                        *foreign_items(reply, bot.catalog),
                        *broken_musts(reply, bot.catalog),
                        *false_evidence(reply, bot.catalog),
                        *strays(reply, said, named),
                    )
                ]
    schemas = [count(json.dumps(one["response_format"]), NAME).tokens for one in model.requests]
    return Held(script, tuple(replies), tuple(problems), tuple(schemas))


def recommending(held: Sequence[Held]) -> Iterator[Reply]:
    """Give the replies that recommend, and for which a model was asked to."""
    for one in held:
        for reply in one.replies:
            if any(call.task == "recommend" for call in reply.trace.calls):
                yield reply


def summed(held: Sequence[Held]) -> dict[str, Any]:
    """Return the figures of all conversations."""
    turns = list(recommending(held))
    calls = [len(reply.trace.calls) for reply in turns]
    tokens = [sum(call.prompt_tokens for call in reply.trace.calls) for reply in turns]
    written = [sum(call.completion_tokens for call in reply.trace.calls) for reply in turns]
    every = [reply for one in held for reply in one.replies]
    return {
        "conversations": len(held),
        "turns": len(every),
        "turns_without_a_call": sum(not reply.trace.calls for reply in every),
        "recommending": len(turns),
        "calls_max": max(calls, default=0),
        "calls_mean": statistics.fmean(calls or [0]),
        "prompt_tokens_mean": statistics.fmean(tokens or [0]),
        "prompt_tokens_max": max(tokens, default=0),
        "completion_tokens_mean": statistics.fmean(written or [0]),
        "schema_tokens_max": max((size for one in held for size in one.schemas), default=0),
        "counted": "estimated" if count("", NAME).estimated else "tiktoken",
        "fallbacks": sum(bool(reply.trace.fallbacks) for reply in every),
        "problems": [problem for one in held for problem in one.problems],
    }


def table(held: Sequence[Held], figures: dict[str, Any]) -> Iterator[str]:
    """Return the figures as the lines of a table."""
    yield f"{'conversation':28}{'turns':>6}{'calls':>7}{'prompt tokens':>15}{'fell back':>11}"
    for one in held:
        calls = [call for reply in one.replies for call in reply.trace.calls]
        fell = sum(bool(reply.trace.fallbacks) for reply in one.replies)
        tokens = sum(call.prompt_tokens for call in calls)
        yield f"{one.script.name:28}{len(one.replies):>6}{len(calls):>7}{tokens:>15,}{fell:>11}"
    yield (
        f"recommending turns: {figures['recommending']} of {figures['turns']}, calls at most "
        f"{figures['calls_max']} (mean {figures['calls_mean']:.2f}), prompt tokens at most "
        f"{figures['prompt_tokens_max']:,} (mean {figures['prompt_tokens_mean']:,.0f}), {figures['counted']}; "
        f"schema at most {figures['schema_tokens_max']:,} a call"
    )
    yield f"turns without a call: {figures['turns_without_a_call']}; turns that fell back: {figures['fallbacks']}"
    yield f"items outside the catalogue, false facts, broken musts: {len(figures['problems'])}"
    yield from figures["problems"]


if __name__ == "__main__":
    main()
