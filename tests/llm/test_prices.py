from __future__ import annotations

from pathlib import Path

import pytest

from chatrec.errors import SettingsError
from chatrec.llm.prices import Price, Prices


def test_cached_tokens_are_charged_at_their_own_price() -> None:
    price = Price(input=1.0, cached=0.1, output=5.0)
    spent = price.cost(prompt_tokens=1_000_000, cached_tokens=400_000, completion_tokens=200_000)
    assert spent == pytest.approx(0.6 + 0.04 + 1.0)


def test_no_more_tokens_can_be_cached_than_were_sent() -> None:
    price = Price(input=1.0, cached=0.1, output=5.0)
    assert price.cost(prompt_tokens=10, cached_tokens=99, completion_tokens=0) == pytest.approx(
        1e-6
    )


def test_every_price_of_the_package_is_plausible() -> None:
    for price in Prices.read().by_model.values():
        assert 0 < price.cached < price.input < price.output


@pytest.mark.parametrize(
    "model", ["gpt-6-luna", "openai:gpt-6-luna", "openai/gpt-6-luna", "gpt-6-luna-2026-09-22"]
)
def test_a_model_is_found_with_its_provider_and_with_its_date(model: str) -> None:
    assert Prices.read().of(model) == Price(input=0.10, cached=0.01, output=0.50)


@pytest.mark.parametrize("model", ["gpt-6", "gpt-6-luna-pro", "llama3:8b", "ft:gpt-6-luna:x", ""])
def test_a_model_that_is_not_listed_has_no_price(model: str) -> None:
    assert Prices.read().of(model) is None


def test_a_file_of_ones_own_adds_and_replaces(tmp_path: Path) -> None:
    own = tmp_path / "prices.toml"
    own.write_text(
        '[models."gpt-6-luna"]\ninput = 1\noutput = 2\n\n[models."llama3:8b"]\ninput = 0\noutput = 0\n'
    )
    prices = Prices.read(own)
    assert prices.of("gpt-6-luna") == Price(input=1.0, cached=1.0, output=2.0)
    assert prices.of("llama3:8b") == Price(input=0.0, cached=0.0, output=0.0)
    assert prices.of("gpt-4o-mini") == Prices.read().of("gpt-4o-mini")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("models = 3", r"must hold tables like"),
        ("[model.x]\ninput = 1\noutput = 1", r"must hold tables like"),
        ("[models.x]\ninput = 1", r"'x' an input and an output"),
        ("[models.x]\ninput = 1\noutput = 1\nbatch = 1", r"'x' an input and an output"),
        ("[models.x]\ninput = -1\noutput = 1", r"input = -1 for 'x'"),
        ("[models.x]\ninput = '1'\noutput = 1", r"input = '1' for 'x'"),
        ("[models.x]\ninput = nan\noutput = 1", r"input = nan for 'x'"),
        ("[models.x]\ninput = true\noutput = 1", r"input = True for 'x'"),
        ("[models", r"cannot be read"),
    ],
)
def test_a_wrong_file_is_refused_with_its_name(tmp_path: Path, text: str, told: str) -> None:
    own = tmp_path / "own.toml"
    own.write_text(text)
    with pytest.raises(SettingsError, match=told) as raised:
        Prices.read(own)
    assert "own.toml" in str(raised.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="CHATREC_PRICES"):
        Prices.read(tmp_path / "none.toml")
