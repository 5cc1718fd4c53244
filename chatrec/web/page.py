"""The layout of the page, and which event goes to which handler."""

from __future__ import annotations

from importlib.resources import files

import gradio as gr

from .bots import Bots
from .talk import Talk

_HERE = files(__package__)
CSS = (_HERE / "page.css").read_text(encoding="utf-8")
_PRESS = (_HERE / "press.js").read_text(encoding="utf-8")
_FOLLOW = (_HERE / "follow.js").read_text(encoding="utf-8")
_AT_ONCE = 16
_WAITING_MOST = 256


def make_theme() -> gr.themes.Base:
    """Return the colours and fonts of the page; the fonts are those of the person's system."""
    return gr.themes.Default(
        font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]
    )


def make_page(bots: Bots) -> gr.Blocks:
    """Lay out the page over some catalogues; each visitor has a state of their own."""
    talk = Talk(bots)
    with gr.Blocks(title="chatrec", analytics_enabled=False) as page:
        place, written = gr.State(None), gr.State("")
        with gr.Row(elem_classes="head"):
            _html("head-name", value="<h1>chatrec</h1>")
            catalog = gr.Dropdown(
                bots.names,
                value=bots.first,
                label="Catalogue",
                filterable=False,
                container=False,
                scale=0,
                min_width=140,
            )
            anew = gr.Button("New conversation", size="md", scale=0, min_width=170)
        with gr.Row(equal_height=False):
            with gr.Column(scale=3, min_width=300):
                past = _html("past")
                now = _html("now", script=_PRESS + _FOLLOW)
                box = gr.Textbox(
                    label="Your message",
                    placeholder="Say what you want …",
                    max_lines=6,
                    submit_btn="Send",
                    elem_classes="box",
                )
            with gr.Column(scale=1, min_width=280):
                state = _html("side", script=_PRESS)
        shown = [place, catalog, past, now, state, box, written]
        quiet = {"outputs": shown, "show_progress": "hidden", "api_visibility": "private"}
        # What is sent while a reply is still coming is answered after it.
        said = box.submit(talk.say, [box, catalog, place], trigger_mode="always_last", **quiet)
        pressed = gr.on([now.click, state.click], talk.press, place, **quiet)
        moved = catalog.input(talk.change_catalog, [catalog, place], **quiet)
        begun = anew.click(talk.begin_anew, place, **quiet)
        arrived = page.load(talk.arrive, None, **quiet)
        for event in (said, pressed, moved, begun, arrived):
            event.failure(talk.excuse, written, **quiet)
    page.queue(default_concurrency_limit=_AT_ONCE, max_size=_WAITING_MOST, api_open=False)
    return page


def _html(kind: str, *, value: str = "", script: str | None = None) -> gr.HTML:
    return gr.HTML(value, elem_classes=kind, js_on_load=script, apply_default_css=False)
