"""The chatbot as a `gr.ChatInterface`: how to embed it in a program made with Gradio.

from chatrec import Chatbot
from chatrec.web.gradio_chat import gradio_chat

with Chatbot.open("movies") as bot:
    gradio_chat(bot).launch()
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Any, cast

import gradio as gr

from .. import limits
from ..chatbot import Chatbot
from ..dialogue.reply import Event, Progress, Reply, TextDelta
from ..errors import ChatrecError
from .complaints import complaint
from .gradio_text import keep_to_text
from .views.openings import openings

MOST_TURNS = 200
"""How many messages one chat takes: the browser sends the whole conversation with each."""
_WAITING_MOST = 64
_ANSWERED_AT_ONCE = 16
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def gradio_chat(bot: Chatbot) -> gr.Blocks:
    """Return a chat with a chatbot as Gradio blocks, to be launched, mounted, or put among others.

    Each visit of the page is a chat of its own; reloading the page begins a new one.

    Args:
        bot: The chatbot; it must stay open as long as the blocks are served.
    """
    examples = [[one.words] for one in openings(bot.engine.retriever.table)]
    with gr.Blocks(title="chatrec", analytics_enabled=False, fill_height=True) as blocks:
        with gr.Row():
            gr.Markdown(_heading(bot), latex_delimiters=[])
            gr.Button("New chat", size="sm", scale=0, min_width=110, link=".")
        # Made here for each visit: what a browser tells of itself does not say whose chat it is.
        chat_id = gr.State(_new_id)
        talk = gr.ChatInterface(
            answers(bot),
            chatbot=_conversation(
                "or begin with one of these" if examples else "and refine it as you go"
            ),
            textbox=_box(bot),
            additional_inputs=[chat_id],
            examples=examples,
            concurrency_limit=_ANSWERED_AT_ONCE,
            api_visibility="private",
            analytics_enabled=False,
        )
        # Taking a message off the screen would not take its wishes back; saying so in words does.
        talk.chatbot._undoable = False
        talk.chatbot.clear(_new_id, None, chat_id, queue=False, api_visibility="private")
    blocks.queue(max_size=_WAITING_MOST, api_open=False)
    return blocks


def _new_id() -> str:
    return uuid.uuid4().hex


def _heading(bot: Chatbot) -> str:
    catalog = bot.catalog
    count = len(catalog)
    about = f"{count:,} {catalog.noun if count == 1 else catalog.nouns}, from the catalogue “{catalog.name}”"
    return f"## chatrec\n{_PUNCTUATION.sub(_escaped, ' '.join(about.split()))}"


def _escaped(found: re.Match[str]) -> str:
    """Return a character that Markdown shows as it is."""
    return f"\\{found.group()}"


def _conversation(then: str) -> gr.Chatbot:
    return keep_to_text(
        gr.Chatbot(
            show_label=False,
            scale=1,
            render_markdown=False,
            latex_delimiters=[],
            sanitize_html=True,
            allow_tags=False,
            allow_file_downloads=False,
            buttons=["copy"],
            placeholder=f"Say what you want in your own words, {then}.",
        )
    )


def _box(bot: Chatbot) -> gr.Textbox:
    return gr.Textbox(
        placeholder=f"What kind of {bot.catalog.noun} would you like?",
        show_label=False,
        max_length=limits.MESSAGE,
        autofocus=True,
        submit_btn=True,
        stop_btn=True,
        scale=7,
    )


def answers(bot: Chatbot) -> Any:
    """Return what answers a message for gr.ChatInterface."""
    answering: set[str] = set()

    async def answer(
        message: str, history: Sequence[dict[str, Any]], chat_id: str
    ) -> AsyncGenerator[gr.ChatMessage | str, None]:
        said = sum(one["role"] == "user" for one in history)
        if said >= MOST_TURNS:
            yield f"This chat holds {MOST_TURNS} messages, the most it can. “New chat” begins another."
        elif chat_id in answering:
            yield "Your last message is still being answered. Send this one again after that."
        else:
            answering.add(chat_id)
            try:
                streamed = _streamed(bot, chat_id, message, _message_id(said, message))
                # Closed at once where the reply is stopped, so that its turn is given up before the next one.
                async with aclosing(streamed):
                    async for shown in streamed:
                        yield shown
            finally:
                answering.discard(chat_id)

    return answer


def _message_id(place: int, message: str) -> str:
    """Return the id of a message: told again at the same place of a chat, it is the same message."""
    return hashlib.sha256(f"{place} {message}".encode(errors="surrogatepass")).hexdigest()[:32]


async def _streamed(
    bot: Chatbot, chat_id: str, message: str, message_id: str
) -> AsyncGenerator[gr.ChatMessage | str, None]:
    """Yield what is shown of a reply while it comes: what is being done, the text line by line, the whole."""
    text = ""
    try:
        events = cast(
            "AsyncGenerator[Event, None]",
            bot.session(chat_id).stream(message, message_id=message_id),
        )
        async with aclosing(events):
            async for event in events:
                match event:
                    case Progress():
                        yield event.text
                    case TextDelta():
                        text += event.text
                        if text.endswith("\n"):
                            yield text
                    case Reply():
                        yield gr.ChatMessage(_whole(event), options=_options(event))
    except ChatrecError as error:
        told = complaint(error)
        yield f"That was not answered, and nothing you said before is lost. {told[:1].upper()}{told[1:]}."


def _whole(reply: Reply) -> str:
    """Return the text of a reply with the disclosures that it leaves out, and what was understood."""
    untold = [
        f"{place}: {told}"
        for place, pick in enumerate(reply.picks, start=1)
        for told in pick.disclosures
        if told not in reply.text
    ]
    understood = [f"Understood: {reply.understood}"] if reply.preferences.entries else []
    return "\n\n".join([reply.text.strip(), *untold, *understood])


def _options(reply: Reply) -> list[dict[str, str]]:
    return [
        {
            "label": one.label if one.count is None else f"{one.label} ({one.count:,})",
            "value": one.send,
        }
        for one in reply.chips
    ]
