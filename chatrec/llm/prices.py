"""What a call costs: prices by model, from the package and from a file of one's own."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..errors import SettingsError

_SHIPPED: Final = Path(__file__).with_name("prices.toml")
_FIELDS: Final = frozenset({"input", "cached", "output"})
_PROVIDER: Final = re.compile(r"(?:openai|azure_openai|azure)[:/]")
_DATED: Final = re.compile(r"-\d{4}-\d{2}-\d{2}$")
_MILLION: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars per million tokens."""

    input: float
    cached: float
    output: float

    def cost(self, *, prompt_tokens: int, cached_tokens: int, completion_tokens: int) -> float:
        """Return the cost of a call in US dollars; the cached tokens are among those of the prompt."""
        cached = min(cached_tokens, prompt_tokens)
        spent = (
            (prompt_tokens - cached) * self.input
            + cached * self.cached
            + completion_tokens * self.output
        )
        return spent / _MILLION


@dataclass(frozen=True, slots=True)
class Prices:
    """The price of each model that is known."""

    by_model: Mapping[str, Price]

    @classmethod
    def read(cls, own: Path | None = None) -> Prices:
        """Read the prices of the package, and those of a file of one's own, which go before them.

        Raises:
            SettingsError: The file cannot be read, or a price in it is not as it must be.
        """
        return cls(_read(_SHIPPED) | (_read(own) if own else {}))

    def of(self, model: str) -> Price | None:
        """Return the price of a model; None where nobody told it.

        A provider before the name ("openai:") and a date behind it ("-2026-09-22") may be left out of the table.
        No other name is taken for a known one: a model of the same family can cost a hundred times as much.
        """
        bare = _PROVIDER.sub("", model, count=1) if _PROVIDER.match(model) else model
        for name in (model, bare, _DATED.sub("", bare)):
            if name in self.by_model:
                return self.by_model[name]
        return None


def _read(path: Path) -> dict[str, Price]:
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"the prices {str(path)!r} cannot be read: {error}; give CHATREC_PRICES a TOML file"
        ) from error
    models = held.get("models")
    if set(held) != {"models"} or not isinstance(models, dict):
        raise SettingsError(
            f'the prices {str(path)!r} must hold tables like [models."gpt-6-luna"] and nothing else'
        )
    return {name: _price(path, name, fields) for name, fields in models.items()}


def _price(path: Path, model: str, fields: object) -> Price:
    if not isinstance(fields, dict) or not {"input", "output"} <= set(fields) <= _FIELDS:
        raise SettingsError(
            f"the prices {str(path)!r} must give {model!r} an input and an output, and may give it a cached; "
            f"it has {fields!r}"
        )
    held: dict[str, float] = {}
    for name, value in fields.items():
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not math.isfinite(value) or value < 0:
            raise SettingsError(
                f"the prices {str(path)!r} have {name} = {value!r} for {model!r}; "
                "give US dollars per million tokens, 0 or more"
            )
        held[name] = float(value)
    # Without a price for cached tokens they cost what others cost.
    return Price(held["input"], held.get("cached", held["input"]), held["output"])
