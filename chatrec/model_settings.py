"""What the environment sets about the language model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from .setting_values import Variables, any_text, folder, number, read_variables, web_url, whole

DEFAULT_MODEL = "openai:gpt-6-luna"
"""The model that is used where only a key is given."""
DEFAULT_STRATEGY = "direct"
"""How the model is asked to judge where nothing else is set."""


@dataclass(frozen=True)
class ModelSettings:
    """Which language model is asked, where, and how long a turn may wait for it."""

    model: str | None = None
    """CHATREC_MODEL: PROVIDER:NAME, or a bare name at an OpenAI-compatible server; without it no model is asked."""
    fallback_model: str | None = None
    """CHATREC_FALLBACK_MODEL: asked where the first one does not answer."""
    base_url: str | None = None
    """CHATREC_BASE_URL, else OPENAI_BASE_URL: an OpenAI-compatible server."""
    api_key: str | None = field(default=None, repr=False)
    """CHATREC_API_KEY, else OPENAI_API_KEY: the key for it; never printed."""
    temperature: float | None = None
    """CHATREC_TEMPERATURE, 0 to 2; that of the model where unset."""
    reasoning: str | None = None
    """CHATREC_REASONING: the effort of a reasoning model, such as low; that of the model where unset."""
    timeout: float = 20.0
    """CHATREC_TIMEOUT: the seconds that one turn may wait for models."""
    retries: int = 1
    """CHATREC_RETRIES: how often a call is made again that a busy or restarting server did not answer."""
    rate: float | None = None
    """CHATREC_RATE: the most requests a second."""
    calls: int = 2
    """CHATREC_CALLS: 0 asks no model, 1 lets it recommend, 2 lets it read the message, too; 3 parts recommending into judging
    and wording."""
    strategy: str = DEFAULT_STRATEGY
    """CHATREC_STRATEGY: the variant of the prompts, such as direct or chain_of_thought."""
    tokens_per_turn: int = 6_000
    """CHATREC_TOKENS_PER_TURN: what the calls of one turn may take; prompts are shortened to it."""
    cost_per_day: float | None = None
    """CHATREC_COST_PER_DAY: the US dollars that calls may cost on one day (UTC); then the rules answer. No limit where unset.
    A model whose price is not known is not asked where it is set."""
    prompts: Path | None = None
    """CHATREC_PROMPTS: a folder of prompts that go before those of the package."""

    @classmethod
    def read(cls, given: Callable[[str], str]) -> ModelSettings:
        """Read the settings of the model.

        Args:
            given: The text of an environment variable; empty where it is not set.

        Raises:
            SettingsError: a value is not what the variable takes.
        """
        read = read_variables(MODEL_VARIABLES, given)
        if "api_key" in read:
            read.setdefault("model", DEFAULT_MODEL)
        return cls(**read)

    @property
    def in_use(self) -> bool:
        """Whether any model is asked."""
        return self.model is not None and self.calls > 0


MODEL_VARIABLES: Variables = (
    ("model", ("CHATREC_MODEL",), any_text),
    ("fallback_model", ("CHATREC_FALLBACK_MODEL",), any_text),
    ("base_url", ("CHATREC_BASE_URL", "OPENAI_BASE_URL"), web_url),
    ("api_key", ("CHATREC_API_KEY", "OPENAI_API_KEY"), any_text),
    ("temperature", ("CHATREC_TEMPERATURE",), number(0, 2)),
    ("reasoning", ("CHATREC_REASONING",), any_text),
    ("timeout", ("CHATREC_TIMEOUT",), number(0.1, 600)),
    ("retries", ("CHATREC_RETRIES",), whole(0, 10)),
    ("rate", ("CHATREC_RATE",), number(0.01, 10_000)),
    ("calls", ("CHATREC_CALLS",), whole(0, 3)),
    ("strategy", ("CHATREC_STRATEGY",), any_text),
    ("tokens_per_turn", ("CHATREC_TOKENS_PER_TURN",), whole(500, 1_000_000)),
    ("cost_per_day", ("CHATREC_COST_PER_DAY",), number(0, 1_000_000)),
    ("prompts", ("CHATREC_PROMPTS",), folder),
)
