"""How well each strategy orders candidates: `python -m benchmarks.strategies DATA [STRATEGY...] [--base-url URL] [--json]`.

Recall at 1, 5 and 10 of items that were recommended in human dialogues and that nobody had named before (ReDial and
INSPIRED dev), each strategy with its paired difference from the rules brain and a 95 % interval of that difference by
bootstrap over instances. Every instance goes through a whole turn of the program: the dialogue before it is read by the
rules into a state, the last message of the seeker is answered by a chatbot that has the training dialogues as its log,
and the model orders the 24 candidates that the rules put first.

The instances are drawn by a seed among those where the program recommends. Where none of the chosen items is among the
24, no order of them can change a figure: the model is asked only for the others, and for the same ones by every
strategy. Without strategies, only the rules are measured. Without a server, the answers that a chat model gave before are given again
(`replays/strategies/`, by the hash of the request); an instance that it was not asked for under every strategy is left out.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.answers import Answers
from benchmarks.checking import broken_musts, foreign_items
from benchmarks.replaying import FOLDER, serving
from benchmarks.retrieval import Instance, read_instances
from chatrec import Catalog, Chatbot, Settings
from chatrec.brains.brain import Brain, Brief, Judgement, Record, Report, TaskBrain
from chatrec.brains.llm.turn_brain import OFFERED
from chatrec.cancelling import Cancellation
from chatrec.dialogue.apply import apply
from chatrec.dialogue.conversation import Conversation, Line
from chatrec.dialogue.engine import Engine
from chatrec.dialogue.preferences import Preferences, Source
from chatrec.dialogue.reply import Draft
from chatrec.dialogue.turn import take_turn
from chatrec.dialogue.understanding import Understanding
from chatrec.learning import learn_statistics
from chatrec.model_settings import ModelSettings
from chatrec.retrieval.candidates import Candidate

CUTOFFS = (1, 5, 10)
RECORDED = FOLDER / "strategies"
NOT_ASKED = "bad_request"
"""How a turn falls back where a recorded model has no answer."""
SEED = 20_26
DRAWS = 2_000
SHARES = {"redial": 0.7, "inspired": 0.3}
FILES = {
    "redial": ("redial.test.instances.dev.jsonl", "redial.train.dialogues.jsonl"),
    "inspired": ("inspired.eval.instances.dev.jsonl", "inspired.train.dialogues.jsonl"),
}


@dataclass(frozen=True)
class Case:
    """An instance as the program meets it: the conversation before the message, and what was chosen after it."""

    id: str
    message: str
    conversation: Conversation
    chosen: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What came of a case: the place of each chosen item from 0, and what the reply broke."""

    ranks: tuple[float, ...]
    fallbacks: tuple[str, ...] = ()
    broken: int = 0
    tokens: int = 0

    def hits(self, cutoff: int) -> float:
        """Return the share of the chosen items among the first."""
        return sum(rank < cutoff for rank in self.ranks) / len(self.ranks)


class Watched:
    """A brain whose order of the candidates can be looked at afterwards."""

    def __init__(self, brain: Brain) -> None:
        self._brain = brain
        self.judged: tuple[Judgement, ...] = ()

    @property
    def record(self) -> Record:
        """What the brain called."""
        return self._brain.record

    def for_turn(self, report: Report, cancellation: Cancellation) -> Brain:
        """Return itself for one turn."""
        self._brain = self._brain.for_turn(report, cancellation)
        return self

    def for_task(self, message: str, known: Sequence[str]) -> TaskBrain:
        """Return the brain of a task, unwatched."""
        return self._brain.for_task(message, known)

    def understand(self, message: str, conversation: Conversation) -> Understanding:
        """Read by the brain."""
        return self._brain.understand(message, conversation)

    def judge(
        self,
        candidates: tuple[Candidate, ...],
        preferences: Preferences,
        conversation: Conversation,
    ) -> tuple[Judgement, ...]:
        """Judge by the brain, and keep the order."""
        judged = self._brain.judge(candidates, preferences, conversation)
        # Items that a question is about are judged, too: they are fewer.
        self.judged = max(self.judged, judged, key=len)
        return judged

    def compose(self, brief: Brief) -> Draft:
        """Word by the brain."""
        return self._brain.compose(brief)


def main() -> None:
    """Print the figures as a table, or as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with the catalogue and the dialogues")
    parser.add_argument("strategies", nargs="*", help="direct, few_shot, ...")
    parser.add_argument(
        "--base-url",
        action="append",
        help="of the server, one for each strategy; without it, recorded answers",
    )
    parser.add_argument("--model", default="gpt-6-luna")
    parser.add_argument("--instances", type=int, default=240)
    parser.add_argument("--at-once", type=int, default=8, help="how many turns are under way")
    parser.add_argument("--timeout", type=float, default=600.0, help="seconds for an answer")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(options, Path(folder))
    print(json.dumps(figures) if options.json else "\n".join(table(figures)))


def measure(options: argparse.Namespace, home: Path) -> dict[str, Any]:
    """Return the figures of the rules and of every strategy."""
    catalog = Catalog.load(options.data / "catalog.movies.jsonl")
    figures: dict[str, Any] = {}
    by_rules: dict[str, Outcome] = {}
    by_model: dict[str, dict[str, Outcome]] = {name: {} for name in options.strategies}
    asked = 0
    for collection, (instances, log) in FILES.items():
        own = home / collection
        learn_statistics(options.data / log, catalog, Settings(home=own))
        with Chatbot.open(catalog, settings=Settings(home=own, llm=ModelSettings())) as bot:
            number = round(options.instances * SHARES[collection])
            cases = drawn(read_instances(options.data / instances), bot.engine, number, collection)
            by_rules |= {case.id: outcome for case, outcome in cases}
        open_cases = [case for case, one in cases if min(one.ranks) < OFFERED]
        asked += len(open_cases)
        for place, strategy in enumerate(options.strategies):
            by_model[strategy] |= {case.id: outcome for case, outcome in cases}
            with served(options, place) as url:
                llm = ModelSettings(
                    model=options.model,
                    base_url=url,
                    calls=1,
                    strategy=strategy,
                    timeout=options.timeout,
                    retries=0,
                )
                with Chatbot.open(catalog, settings=Settings(home=own, llm=llm)) as bot:
                    by_model[strategy] |= answered(open_cases, bot.engine, options.at_once)
        shutil.rmtree(own)
    unasked = {
        name
        for outcomes in by_model.values()
        for name, one in outcomes.items()
        if any(NOT_ASKED in fallback for fallback in one.fallbacks)
    }
    for outcomes in (by_rules, *by_model.values()):
        for name in unasked:
            del outcomes[name]
    asked -= len(unasked)
    figures["rules"] = {"instances": len(by_rules), "asked": asked} | recalls(by_rules)
    for strategy, outcomes in by_model.items():
        figures[strategy] = recalls(outcomes) | differences(outcomes, by_rules) | faults(outcomes)
    return figures


@contextmanager
def served(options: argparse.Namespace, place: int) -> Iterator[str]:
    """Give the address of the server of a strategy: the one that was named, or one that repeats recorded answers."""
    if options.base_url:
        yield options.base_url[place % len(options.base_url)]
        return
    with serving(Answers.read(RECORDED / f"{options.strategies[place]}.jsonl")) as answers:
        yield answers.url


def drawn(
    instances: Sequence[Instance], engine: Engine, number: int, name: str
) -> list[tuple[Case, Outcome]]:
    """Return cases where the program recommends, with what the rules make of them."""
    order = list(instances)
    random.Random(SEED).shuffle(order)
    found: list[tuple[Case, Outcome]] = []
    for place, instance in enumerate(order):
        case = case_of(instance, engine, f"{name}-{place}")
        outcome = None if case is None else outcome_of(case, engine)
        if case is not None and outcome is not None:
            found.append((case, outcome))
        if len(found) == number:
            break
    return found


def case_of(instance: Instance, engine: Engine, name: str) -> Case | None:
    """Read the dialogue before an instance into a conversation; None where it cannot be one."""
    catalog = engine.catalog
    chosen = tuple(item for item in instance.chosen if item in catalog)
    last = max((n for n, one in enumerate(instance.turns) if one.role == "seeker"), default=None)
    if not chosen or last is None:
        return None
    conversation = Conversation(session_id=name, catalog=catalog.name)
    preferences = Preferences()
    lines: list[Line] = []
    for turn in instance.turns[:last]:
        if turn.role == "seeker":
            read = engine.brain.understand(turn.text, conversation)
            preferences = apply(preferences, read, schema=catalog.schema, turn=1).preferences
        lines.append(Line(role="user" if turn.role == "seeker" else "assistant", text=turn.text))
        conversation = conversation.model_copy(
            update={"lines": tuple(lines), "preferences": preferences}
        )
    for turn in instance.turns:
        for item in turn.items:
            if item in catalog and item not in preferences.items("disliked", "rejected"):
                preferences = preferences.noting(item, "liked", Source(turn=1))
    conversation = conversation.model_copy(update={"preferences": preferences, "turn": 1})
    return Case(name, instance.turns[last].text, conversation, chosen)


def answered(cases: Sequence[Case], engine: Engine, at_once: int) -> dict[str, Outcome]:
    """Return what the model makes of cases, several under way at once."""
    with ThreadPoolExecutor(at_once) as pool:
        outcomes = list(pool.map(lambda case: outcome_of(case, engine), cases))
    return {
        case.id: outcome
        for case, outcome in zip(cases, outcomes, strict=True)
        if outcome is not None
    }


def outcome_of(case: Case, engine: Engine) -> Outcome | None:
    """Answer a case; None where the program does not recommend."""
    watched = Watched(engine.brain)
    turn = take_turn(
        case.message,
        case.conversation,
        engine=replace(engine, brain=watched),
        message_id=case.id,
    )
    if turn.reply.action != "recommend" or len(watched.judged) < OFFERED:
        return None
    places = {one.candidate.item.id: place for place, one in enumerate(watched.judged)}
    return Outcome(
        ranks=tuple(places.get(item, math.inf) for item in case.chosen),
        fallbacks=tuple(f"{one.step}: {one.kind}" for one in turn.reply.trace.fallbacks),
        broken=len(broken_musts(turn.reply, engine.catalog))
        + len(foreign_items(turn.reply, engine.catalog)),
        tokens=sum(call.prompt_tokens for call in turn.reply.trace.calls),
    )


def recalls(outcomes: dict[str, Outcome]) -> dict[str, float]:
    """Return the mean recall at each cutoff."""
    return {
        f"recall@{k}": sum(one.hits(k) for one in outcomes.values()) / len(outcomes)
        for k in CUTOFFS
    }


def differences(outcomes: dict[str, Outcome], base: dict[str, Outcome]) -> dict[str, list[float]]:
    """Return the paired difference from the rules at each cutoff, with its 95 % interval."""
    found = {}
    for k in CUTOFFS:
        pairs = [outcomes[name].hits(k) - base[name].hits(k) for name in base]
        dice = random.Random(SEED)
        means = sorted(sum(dice.choices(pairs, k=len(pairs))) / len(pairs) for _ in range(DRAWS))
        low, high = means[int(DRAWS * 0.025)], means[int(DRAWS * 0.975)]
        found[f"difference@{k}"] = [sum(pairs) / len(pairs), low, high]
    return found


def faults(outcomes: dict[str, Outcome]) -> dict[str, Any]:
    """Return what the turns fell back on and broke."""
    return {
        "fallbacks": sum(bool(one.fallbacks) for one in outcomes.values()),
        "broken": sum(one.broken for one in outcomes.values()),
        "prompt_tokens": max(one.tokens for one in outcomes.values()),
    }


def table(figures: dict[str, Any]) -> Iterator[str]:
    """Return the figures as the lines of a table."""
    rules = figures["rules"]
    yield f"{rules['instances']} instances, the model asked for {rules['asked']} of them"
    yield (
        f"{'':18}" + "".join(f"recall@{k:<4}" for k in CUTOFFS) + "difference from the rules, 95 %"
    )
    for name, row in figures.items():
        cells = "".join(f"{row[f'recall@{k}']:<11.3f}" for k in CUTOFFS)
        for k in CUTOFFS:
            if f"difference@{k}" in row:
                mean, low, high = row[f"difference@{k}"]
                cells += f"@{k} {mean:+.3f} [{low:+.3f}, {high:+.3f}]  "
        yield f"{name:18}{cells}"
        if "fallbacks" in row:
            yield f"{'':18}fell back {row['fallbacks']}, broken {row['broken']}, prompt tokens at most {row['prompt_tokens']}"


if __name__ == "__main__":
    main()
