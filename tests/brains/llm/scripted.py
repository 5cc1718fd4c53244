"""A model that reads its prompt like one: it finds the keys that it was offered and answers about them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from chatrec import Catalog, Chatbot, Settings
from chatrec.model_settings import ModelSettings
from tests.llm.loopback import Fault, Loopback, Request, serving

_TASKS = {
    "You read what a person says": "understand",
    "You help a person choose": "recommend",
    "You judge which": "judge",
    "You explain to a person": "compose",
    "You word a question": "ask",
}
_CANDIDATE = re.compile(r"^(c\d\d) (.+?)(?: \| |$)", re.MULTILINE)


def task_of(request: Request) -> str:
    """Return what a request asks for."""
    text = request["messages"][0]["content"]
    return next(task for begin, task in _TASKS.items() if text.startswith(begin))


def candidates_in(request: Request) -> dict[str, str]:
    """Return the titles offered in a request, by key."""
    asked = [one["content"] for one in request["messages"] if one["role"] == "user"]
    real = next(text for text in reversed(asked) if "<message>" in text)
    return dict(_CANDIDATE.findall(real))


def scoring(score: Callable[[str], int], **more: object) -> Callable[[Request], object]:
    """Return a model that scores candidates by their titles, and says `more` of each, in the words of every strategy."""

    def answer(request: Request) -> object:
        scores = {key: score(title) for key, title in candidates_in(request).items()}
        best = sorted(scores, key=lambda key: -scores[key])
        return {
            "thoughts": "One of them is far ahead.",
            "matters": ["a long one"],
            "shown_by": ["said so"],
            "ranked": [key for key in best if scores[key] > 1][:10],
            "scores": [{"key": key, "score": scores[key]} for key in best],
            "tell": [{"key": key, **more} for key in best],
            "met": [],
            "opening": "These should do nicely.",
        }

    return answer


def by_task(**answers: Any) -> Callable[[Request], object]:
    """Return a model that answers each task in its own way: a value, a Fault or a function of the request."""

    def answer(request: Request) -> object:
        said = answers[task_of(request)]
        return said(request) if callable(said) and not isinstance(said, Fault) else said

    return answer


@contextmanager
def opened(
    films: Catalog,
    home: Path,
    answer: Callable[[Request], object],
    *,
    prices: Mapping[str, float] | None = None,
    **settings: Any,
) -> Iterator[tuple[Chatbot, Loopback]]:
    """Open a chatbot whose model is a scripted one on this machine.

    Args:
        films: What it recommends from.
        home: Its data folder.
        answer: What the model says.
        prices: What models cost by name, in US dollars per million tokens, read and written; nobody tells where not given.
        settings: More settings of the model.
    """
    with serving(answer) as server:
        given: dict[str, Any] = {"model": "tiny", "retries": 0, "timeout": 2.0, "calls": 1}
        model = ModelSettings(**{**given, "base_url": server.url, **settings})
        known = None if prices is None else home / "prices.toml"
        if known is not None:
            known.write_text("".join(_priced(name, cost) for name, cost in (prices or {}).items()))
        with Chatbot.open(films, settings=Settings(home=home, llm=model, prices=known)) as bot:
            yield bot, server


def _priced(model: str, cost: float) -> str:
    return f'[models."{model}"]\ninput = {cost}\noutput = {cost}\n'
