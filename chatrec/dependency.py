"""Something that turns ask and that may be away: a server of vectors, an endpoint of embeddings."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from .breaker import Breaker
from .errors import IndexingError, Unavailable
from .outage import Outage, OutageReason
from .time_limiter import TimeLimiter

T = TypeVar("T")
_log = logging.getLogger(__name__)


class Dependency:
    """Asks within a limit, and does not ask for a while after failures in a row. Safe to use from several threads."""

    def __init__(
        self, name: str, *, seconds: float | None = None, breaker: Breaker | None = None
    ) -> None:
        """Prepare for questions.

        Args:
            name: What it is, for a person: "vector store".
            seconds: How long one question may take; without end where not given, as for what runs in this process.
            breaker: Tells whether to ask; one of its own where not given.
        """
        self._name = name
        self._limiter = None if seconds is None else TimeLimiter(seconds)
        self._breaker = breaker or Breaker()
        self._away = False

    def ask(self, question: Callable[[], T]) -> T:
        """Return what a question returns.

        Raises:
            Unavailable: it raised IndexingError, took too long, or was not asked after failures in a row; also
                where the question asks another dependency that is unavailable, which is not held against this one.
        """
        if not self._breaker.allows():
            raise self._unavailable(
                "paused", "it did not answer lately and is left alone for a while"
            )
        try:
            answer = question() if self._limiter is None else self._limiter.call(question)
        except Unavailable:
            raise
        except TimeoutError as error:
            raise self._failed("timeout", "it did not answer in time") from error
        except IndexingError as error:
            raise self._failed("failed", str(error)) from error
        self._breaker.succeeded()
        if self._away:
            self._away = False
            _log.warning("the %s answers again", self._name)
        return answer

    def _failed(self, reason: OutageReason, detail: str) -> Unavailable:
        self._breaker.failed()
        self._away = True
        _log.warning("the %s is left out of a turn: %s", self._name, detail)
        return self._unavailable(reason, detail)

    def _unavailable(self, reason: OutageReason, detail: str) -> Unavailable:
        return Unavailable(Outage(source=self._name, reason=reason), detail)
