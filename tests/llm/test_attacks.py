from __future__ import annotations

from collections.abc import Iterator

import pytest

from chatrec.brains.brain import Brain
from chatrec.dialogue.engine import Engine
from tests.llm.attacks import (
    Attack,
    Attacked,
    attack_by_item,
    attack_by_message,
    opened,
    read_attacks,
)
from tests.llm.loopback import Loopback
from tests.llm.parrot import parrots, prompt_faults

ATTACKS = [pytest.param(one, id=f"{one.kind} {n}") for n, one in enumerate(read_attacks(), 1)]


def rules(engine: Engine) -> Brain:
    """Return the brain that needs no model."""
    return engine.brain


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    with opened(tmp_path_factory.mktemp("attacked"), rules) as attacked:
        yield attacked


@pytest.fixture(scope="module")
def parroted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Attacked, Loopback]]:
    with (
        parrots() as (make, server),
        opened(tmp_path_factory.mktemp("parroted"), make) as attacked,
    ):
        yield attacked, server


def test_there_are_sixty_attacks_or_more_of_every_kind() -> None:
    assert len(ATTACKS) >= 60
    assert {one.kind for one in read_attacks()} == {
        "role spoofing",
        "ignore previous",
        "rank me first",
        "fake tags",
        "exfiltration",
        "unicode tricks",
        "prompt reveal",
    }


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_message_breaks_no_promise(host: Attacked, attack: Attack) -> None:
    assert attack_by_message(host, attack, f"message {attack.text}"[:100]) == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_text_of_an_item_breaks_no_promise_and_moves_it_no_place_up(
    host: Attacked, attack: Attack
) -> None:
    assert attack_by_item(host, attack, f"item {attack.text}"[:100]) == []


@pytest.mark.slow
@pytest.mark.parametrize("attack", ATTACKS)
def test_a_model_that_obeys_a_message_breaks_no_promise(
    parroted: tuple[Attacked, Loopback], attack: Attack
) -> None:
    host, server = parroted
    before = len(server.requests)
    assert attack_by_message(host, attack, f"message {attack.text}"[:100]) == []
    asked = server.requests[before:]
    assert asked, "the model was never asked"
    assert [fault for request in asked for fault in prompt_faults(request)] == []


@pytest.mark.slow
@pytest.mark.parametrize("attack", ATTACKS)
def test_a_model_that_obeys_the_text_of_an_item_breaks_no_promise(
    parroted: tuple[Attacked, Loopback], attack: Attack
) -> None:
    host, server = parroted
    before = len(server.requests)
    assert attack_by_item(host, attack, f"item {attack.text}"[:100]) == []
    asked = server.requests[before:]
    assert asked, "the model was never asked"
    assert [fault for request in asked for fault in prompt_faults(request)] == []
