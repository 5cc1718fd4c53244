"""The first ranking: one weighted sum of named signals, whose parts explain it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Literal

import numpy as np

from ...errors import SettingsError
from ..lexical import Scores
from .signals import DENSE, SIGNALS

Weights = Mapping[str, float]
"""A weight by the name of a signal; a signal that is not named has none."""
Profile = Literal["dialogues", "ratings", "catalogue"]
"""Which bundled weights: for a log of dialogues, for a log of ratings, for no log."""


def bundled_weights(profile: Profile) -> dict[str, float]:
    """Return the weights that come with the package, from data/weights.toml."""
    text = (files(__package__) / "data" / "weights.toml").read_text(encoding="utf-8")
    return {name: float(weight) for name, weight in tomllib.loads(text)[profile].items()}


def read_weights(path: Path) -> dict[str, float]:
    """Read the weights that a tuning wrote.

    Raises:
        SettingsError: the file cannot be read, or a line of it is not the weight of a signal.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(
            f"cannot read the weights {str(path)!r}: {error}; write them anew with: chatrec tune"
        ) from error
    weights = table.get("weights", table)
    for name, weight in weights.items():
        known = name == DENSE or name in SIGNALS
        if not known or isinstance(weight, bool) or not isinstance(weight, int | float):
            raise SettingsError(
                f"{str(path)!r} gives {name!r} = {weight!r}, which is not the weight of a signal; "
                f"the signals are: {', '.join((*SIGNALS, DENSE))}"
            )
    return {name: float(weight) for name, weight in weights.items()}


def write_weights(weights: Weights, path: Path) -> None:
    """Write weights so that read_weights gives them back."""
    lines = ["[weights]", *(f"{name} = {weight:.6g}" for name, weight in weights.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def weighted_sum(signals: Mapping[str, Scores], weights: Weights, count: int) -> Scores:
    """Return the sum of weight x signal over `count` rows."""
    total = np.zeros(count, dtype=np.float32)
    for name, scores in signals.items():
        weight = weights.get(name, 0.0)
        if weight:
            total += np.float32(weight) * scores
    return total


def best_places(scores: Scores, limit: int) -> list[int]:
    """Return the places of the highest scores, best first; ties in order of place."""
    if limit <= 0 or not len(scores):
        return []
    if limit < len(scores):
        # Everything that ties with the last one is a contender, so that ties keep the order of the catalogue.
        threshold = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        contenders = np.flatnonzero(scores >= threshold)
    else:
        contenders = np.arange(len(scores))
    order = np.argsort(-scores[contenders], kind="stable")[:limit]
    return [int(place) for place in contenders[order]]


def parts(signals: Mapping[str, Scores], weights: Weights, place: int) -> dict[str, float]:
    """Return weight x signal of one row, without those that add nothing."""
    found = {
        name: weights.get(name, 0.0) * float(scores[place]) for name, scores in signals.items()
    }
    return {name: part for name, part in found.items() if part}


def unknown_signals(names: Iterable[str]) -> list[str]:
    """Return the names that are not those of a signal."""
    return [name for name in names if name != DENSE and name not in SIGNALS]
