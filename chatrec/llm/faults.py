"""Every way in which a model does not answer as asked, as one error with a kind."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from typing import Literal

from ..errors import ModelError, TurnCancelled
from .calls import Call

FaultKind = Literal[
    "refused_connection",
    "dns",
    "unauthorized",
    "unknown_model",
    "timeout",
    "rate_limited",
    "server_error",
    "bad_request",
    "stall",
    "cut",
    "empty",
    "refusal",
    "bad_json",
    "wrong_shape",
    "too_long",
    "unfounded",
    "open_circuit",
    "turn_budget",
    "day_budget",
    "unknown_price",
]
"""timeout: the server said that it took too long; stall: the deadline passed; cut: the answer broke off; unfounded: it
says what was not offered, not in the record or not in the message; open_circuit: not asked, as the model did not answer
lately; turn_budget: not asked, as the tokens of the turn are spent; day_budget: not asked, as the money of the day is;
unknown_price: not asked, as there is a limit of money and nobody told what the model costs."""

AWAY: frozenset[FaultKind] = frozenset(
    {
        "refused_connection",
        "dns",
        "unauthorized",
        "unknown_model",
        "timeout",
        "rate_limited",
        "server_error",
        "stall",
        "cut",
        "open_circuit",
        "day_budget",
        "unknown_price",
    }
)
"""The kinds that say nothing of this question: the next one would not be answered either."""

PASSING: frozenset[FaultKind] = frozenset(
    {"refused_connection", "timeout", "rate_limited", "server_error", "cut"}
)
"""The kinds after which the same question may be answered a moment later."""

WITHHELD: frozenset[FaultKind] = frozenset({"day_budget", "unknown_price"})
"""The kinds at which a model was not asked for the sake of money: they say nothing of the model."""

NOT_PAID: frozenset[FaultKind] = WITHHELD | {
    "refused_connection",
    "dns",
    "unauthorized",
    "unknown_model",
    "rate_limited",
}
"""The kinds at which nothing is paid for: no model can have seen the request."""

_STATUS: dict[int, FaultKind] = {
    401: "unauthorized",
    403: "unauthorized",
    404: "unknown_model",
    408: "timeout",
    413: "too_long",
    429: "rate_limited",
}
_ASKED_FOR = re.compile("response_format|json_schema|tool_choice")
"""The fields that ask for a shape: some servers answer with status 500 where they do not know one."""
_NAMED: dict[str, FaultKind] = {
    "LengthFinishReasonError": "too_long",
    "ContentFilterFinishReasonError": "refusal",
    "TimeoutException": "stall",
    "ConnectError": "refused_connection",
    "RemoteProtocolError": "cut",
    "ReadError": "cut",
}
"""Errors of clients by the name of their class: providers have their own copies of the same HTTP client."""
_MOST_DETAIL = 200
_WRONG_SHAPE = (TypeError, KeyError, ValueError, AttributeError, IndexError)


class ModelFault(ModelError):
    """A model did not answer as asked."""

    def __init__(
        self,
        kind: FaultKind,
        detail: str,
        *,
        wait: float | None = None,
        status: int | None = None,
    ) -> None:
        super().__init__(f"the model did not answer ({kind}): {detail}")
        self.kind = kind
        self.detail = detail[:_MOST_DETAIL]
        self.wait = wait
        """The seconds after which the server wants to be asked again."""
        self.status = status
        """The status of HTTP where the server answered with an error."""
        self.calls: tuple[Call, ...] = ()
        """What was asked before it failed."""


class CutOff(TurnCancelled):
    """A turn was given up while a model was asked, which is paid for all the same."""

    def __init__(self, told: str, calls: tuple[Call, ...]) -> None:
        super().__init__(told)
        self.calls = calls
        """What was asked, with what was under way."""


def fault_of(error: BaseException) -> ModelFault:
    """Return any error of a client as a fault."""
    if isinstance(error, ModelFault):
        return error
    status = getattr(error, "status_code", None)
    detail = f"{type(error).__name__}: {error}"
    if isinstance(status, int) and status >= 400:
        return ModelFault(_of_status(status, detail), detail, wait=_wait(error), status=status)
    chain = tuple(_causes(error))
    if any(isinstance(one, socket.gaierror) for one in chain):
        return ModelFault("dns", detail)
    if any(isinstance(one, TimeoutError) for one in chain):
        return ModelFault("stall", detail)
    names = [name for one in chain for name in (kind.__name__ for kind in type(one).__mro__)]
    named = next((_NAMED[name] for name in names if name in _NAMED), None)
    if named is not None:
        return ModelFault(named, detail)
    if isinstance(error, json.JSONDecodeError):
        return ModelFault("bad_json", detail)
    return ModelFault("wrong_shape" if isinstance(error, _WRONG_SHAPE) else "server_error", detail)


def _of_status(status: int, detail: str) -> FaultKind:
    if status >= 500:
        return "bad_request" if _ASKED_FOR.search(detail) else "server_error"
    if status == 400 and "context_length" in detail:
        return "too_long"
    return _STATUS.get(status, "bad_request")


def _wait(error: BaseException) -> float | None:
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        return max(0.0, float(headers["retry-after"]))
    except (KeyError, TypeError, ValueError):
        return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__
