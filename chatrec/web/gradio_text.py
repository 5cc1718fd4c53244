"""Text in a Gradio chat: shown as it is, whatever it holds, and nothing but text is taken or shown.

Gradio's chat shows what it is given as HTML, also with `render_markdown=False`: cleaned of scripts, but pictures, links
and markup stay. And it takes messages that name a file or build a component from any arguments.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import gradio as gr
from gradio.components.chatbot import TextMessage

_REFERENCE = re.compile(r"&(?=[#0-9A-Za-z])")
"""An ampersand that may begin a character reference; any other is plain text in HTML, and easier to read aloud."""


def escape(text: str) -> str:
    """Return HTML that is shown as exactly this text."""
    return _REFERENCE.sub("&amp;", text).replace("<", "&lt;")


def unescape(shown: str) -> str:
    """Return the text that escape() was given."""
    return html.unescape(shown)


def keep_to_text(chatbot: gr.Chatbot) -> gr.Chatbot:
    """Make a chat component escape what it shows, and refuse what is not text; return it.

    Raises:
        gr.Error: At a call, where a message holds a file or a component.
    """
    # On the component and not in a subclass: Gradio writes a .pyi file beside the source of each subclass.
    take, show = chatbot.preprocess, chatbot.postprocess

    def preprocess(payload: Any) -> Any:
        return take(_each_text(payload, unescape))

    def postprocess(value: Any) -> Any:
        return _each_text(show(value), escape)

    chatbot.preprocess, chatbot.postprocess = preprocess, postprocess
    return chatbot


def _each_text(messages: Any, change: Callable[[str], str]) -> Any:
    """Return Gradio's messages with each text changed."""
    if messages is None:
        return None
    return messages.model_copy(update={"root": [_changed(one, change) for one in messages.root]})


def _changed(message: Any, change: Callable[[str], str]) -> Any:
    if not all(isinstance(part, TextMessage) for part in message.content):
        raise gr.Error(
            "This chat takes text alone: no files, no components.", print_exception=False
        )
    parts = [TextMessage(text=change(part.text)) for part in message.content]
    return message.model_copy(update={"content": parts})
