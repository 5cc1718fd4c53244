"""The calls of the page, on Gradio's engine: its queue, its streams, and limits on how many run at once.

The page itself is ours, because a page made of Gradio's components needs inline scripts and `eval`, about sixty requests
and over a second to its first paint; Gradio's engine gives streams, fair queueing and a documented API to other programs
(`gradio_client`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gradio as gr

from ..turn_threads import most_at_once
from .bots import Bots
from .handlers.catalogues import Catalogues
from .handlers.correcting import Correcting
from .handlers.keeping import Keeping
from .handlers.talking import Talking

_LEAST_AT_ONCE = 16
"""So many calls are answered at the same time in any case: each is partly waiting."""
_WAITING_MOST = 256
"""How many more may wait in the queue."""


def make_engine(bots: Bots) -> gr.Blocks:
    """Return Gradio blocks without components that answer the calls of the page."""
    at_a_time = max(_LEAST_AT_ONCE, most_at_once(bots.settings))
    talking, correcting = Talking(bots), Correcting(bots)
    keeping, catalogues = Keeping(bots), Catalogues(bots)
    streamed: list[Callable[..., Any]] = [
        talking.say,
        talking.more_like,
        talking.why_not,
        talking.take,
        talking.compare,
        talking.edit,
        talking.remove,
        talking.undo,
        catalogues.open,
        catalogues.keep_catalog,
    ]
    at_once: list[Callable[..., Any]] = [
        correcting.note,
        correcting.options,
        correcting.trace,
        correcting.consent,
        correcting.forget,
        keeping.sessions,
        keeping.rename,
        keeping.delete,
        catalogues.look_at_catalog,
        catalogues.correct_catalog,
        catalogues.discard_catalog,
        catalogues.remove_catalog,
    ]
    with gr.Blocks(title="chatrec", analytics_enabled=False) as engine:
        for handler in streamed:
            gr.api(handler, api_name=handler.__name__, concurrency_limit=at_a_time)
        for handler in at_once:
            gr.api(handler, api_name=handler.__name__, queue=False)
    engine.queue(default_concurrency_limit=at_a_time, max_size=_WAITING_MOST)
    return engine
