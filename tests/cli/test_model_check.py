"""The doctor tries the model on a real server of loopback, and says what it supports."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from chatrec.cli.checks import check_model
from chatrec.model_settings import ModelSettings
from chatrec.settings import Settings
from tests.llm.loopback import STALL, Request, failing, serving


def ready(request: Request) -> object:
    return "ready now" if request.get("stream") else {"word": "ready"}


def settings(url: str, **llm: Any) -> Settings:
    given = {"model": "tiny", "base_url": url, "api_key": "k", "timeout": 2.0, **llm}
    return Settings(llm=ModelSettings(**given))


def test_without_a_model_nothing_is_asked() -> None:
    (finding,) = check_model(Settings())
    assert finding.state == "optional"
    assert "nothing leaves" in finding.found


def test_a_model_that_answers_works_and_its_abilities_are_told() -> None:
    with serving(ready) as server:
        (finding,) = check_model(settings(server.url))
    assert finding.state == "works"
    for told in ("tiny answers in", "JSON schema", "; streams", "tells its tokens"):
        assert told in finding.found
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("refused", "told"),
    [
        (("response_format",), "a tool call"),
        (("response_format", "tools"), "JSON read from its text"),
    ],
)
def test_what_its_server_turns_down_is_told(refused: tuple[str, ...], told: str) -> None:
    with serving(ready, refuses=refused) as server:
        (finding,) = check_model(settings(server.url))
    assert finding.state == "works"
    assert told in finding.found
    assert "; tells its tokens" in finding.found


def test_a_server_without_streams_is_told() -> None:
    with serving(ready, refuses=("stream",)) as server:
        (finding,) = check_model(settings(server.url))
    assert "does not stream" in finding.found


def test_a_model_that_will_be_switched_off_is_told_with_the_day() -> None:
    with serving(ready) as server:
        server.about = {"shutdown_date": "2027-01-14"}
        (finding,) = check_model(settings(server.url))
    assert finding.state == "optional"
    assert "2027-01-14" in finding.found
    assert "CHATREC_MODEL" in finding.remedy


@pytest.mark.parametrize(
    ("fault", "kind", "remedy"),
    [
        (failing(401), "unauthorized", "CHATREC_API_KEY"),
        (failing(404), "unknown_model", "CHATREC_MODEL"),
        (failing(429), "rate_limited", "credit"),
        (STALL, "stall", "CHATREC_CALLS=0"),
        ({"else": 1}, "wrong_shape", "larger model"),
    ],
    ids=["unauthorized", "unknown", "limited", "stalled", "another shape"],
)
def test_a_model_that_does_not_answer_is_broken_and_says_why(
    fault: object, kind: str, remedy: str
) -> None:
    with serving(lambda _: fault) as server:
        (finding,) = check_model(settings(server.url))
    assert finding.state == "broken"
    assert kind in finding.found
    assert remedy in finding.remedy


def test_a_server_that_is_away_is_broken() -> None:
    (finding,) = check_model(settings("http://127.0.0.1:1/v1"))
    assert finding.state == "broken"
    assert "start the server" in finding.remedy


def test_a_limit_of_money_needs_a_price_or_the_model_is_not_asked(tmp_path: Path) -> None:
    with serving(ready) as server:
        (finding,) = check_model(settings(server.url, cost_per_day=1.0))
        server.about = {"shutdown_date": "2027-01-14"}
        (leaving,) = check_model(settings(server.url, cost_per_day=1.0))
    for one in (finding, leaving):
        assert one.state == "broken"
        assert "do not ask it" in one.found
        assert "CHATREC_PRICES" in one.remedy
    assert "2027-01-14" in leaving.found


def test_a_server_that_tells_no_tokens_or_none_that_can_be_is_told() -> None:
    with serving(ready) as server:
        server.usage = lambda *_: {"prompt_tokens": 0, "completion_tokens": 0}
        (finding,) = check_model(settings(server.url))
    assert "so they are estimated" in finding.found


def test_the_second_model_is_tried_too() -> None:
    with serving(ready) as server:
        findings = check_model(settings(server.url, fallback_model="spare"))
    assert [one.found.split(" ")[0] for one in findings] == ["tiny", "spare"]
    assert {one["model"] for one in server.requests} == {"tiny", "spare"}
