"""The one event loop that talks with models, in a thread of its own: turns wait for it, and can stop waiting."""

from __future__ import annotations

import asyncio
import concurrent.futures
import threading
from collections.abc import Coroutine
from functools import lru_cache
from typing import Any, TypeVar

from ..cancelling import Cancellation

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T], cancellation: Cancellation) -> T:
    """Run a coroutine to its end, or until the turn is given up; then it is cancelled where it stands.

    Raises:
        TurnCancelled: the turn was given up.
    """
    future = asyncio.run_coroutine_threadsafe(work, _loop())
    try:
        with cancellation.stopping(future.cancel):
            return future.result()
    except concurrent.futures.CancelledError:
        cancellation.check()
        raise


@lru_cache(maxsize=1)
def _loop() -> asyncio.AbstractEventLoop:
    # One for the process: clients keep their connections in the loop that they were opened in.
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="chatrec-models", daemon=True).start()
    return loop
