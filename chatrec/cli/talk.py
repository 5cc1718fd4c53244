"""A talk in a terminal: reads lines, answers each, until the person leaves or changes the catalogue."""

from __future__ import annotations

import asyncio
import secrets
import shlex
import sys
from collections.abc import Mapping

from rich.console import Console
from rich.status import Status
from rich.text import Text

from ..catalog.items import Value
from ..chatbot import Chatbot
from ..dialogue.reply import Progress, Reply
from ..errors import ChatrecError
from .screen import is_terminal, printable
from .show_reply import message_for, show_reply, show_state_line

PROMPT = "› "


class Talk:
    """One talk over one catalogue.

    Attributes:
        chat: the session.
        source: the catalogue as it was named on the command line.
        numbered: the last reply that showed numbers, which can be typed from then on.
        recommended: the last reply with picks, which /why explains.
        leave_for: the catalogue to go on with when the talk ends; None to end for good.
    """

    def __init__(
        self,
        bot: Chatbot,
        console: Console,
        *,
        session: str | None = None,
        user: str | None = None,
        profile: Mapping[str, Value] | None = None,
        source: str = "",
    ) -> None:
        self.bot = bot
        self.source = source
        self.console = console
        self.user = user
        self.profile = dict(profile or {})
        self.chat = bot.session(session or _new_name(bot), user=user, profile=self.profile)
        self.numbered: Reply | None = None
        self.recommended: Reply | None = None
        self.leave_for: str | None = None
        self.over = False
        self._interactive = is_terminal()

    def run(self) -> str | None:
        """Talk until the end; return the catalogue to go on with, or None."""
        self._greet()
        while not self.over:
            line = self._read()
            if line is None:
                break
            if line.strip():
                self.take(line)
        if self._interactive and self.leave_for is None:
            self.tell(
                f"Kept. Go on with: chatrec chat {shlex.quote(self.source)} -s {self.chat.id}"
            )
        return self.leave_for

    def take(self, line: str) -> None:
        """Carry out one line: a slash command, the number of an answer, or a message."""
        from .slash import obey

        try:
            if line.lstrip().startswith("/"):
                obey(self, line.strip())
            else:
                self.answer(self._meant(line))
        except ChatrecError as error:
            self.complain(str(error))
        except KeyboardInterrupt:
            self.complain(
                "Stopped. If it was answered in that moment, it is kept; /state shows where you are."
            )

    def answer(self, message: str) -> None:
        """Answer a message and show the reply."""
        reply = asyncio.run(self._answered(message))
        self._keep(reply)
        show_reply(self.console, reply)

    def renew(self) -> None:
        """Begin a new chat of the same person."""
        self.chat = self.bot.session(_new_name(self.bot), user=self.user, profile=self.profile)
        self.numbered = self.recommended = None

    def tell(self, line: str) -> None:
        """Print a line of our own."""
        self.console.print(Text(printable(line), style="hint"))

    def complain(self, line: str) -> None:
        """Print what went wrong, in one sentence."""
        self.console.print(Text(printable(line), style="caveat"))

    def confirmed(self, question: str) -> bool:
        """Ask before something that cannot be undone; without a person at the keyboard the answer is yes."""
        if not self._interactive:
            return True
        answer = self._read(f"{question} Type yes: ")
        return answer is not None and answer.strip().lower() in ("y", "yes")

    async def _answered(self, message: str) -> Reply:
        with Status("Reading", console=self.console, spinner="dots") as status:
            async for event in self.chat.stream(message):
                if isinstance(event, Progress):
                    status.update(Text(f"{printable(event.text)} …", style="hint"))
                elif isinstance(event, Reply):
                    return event
        raise ChatrecError("the stream ended without a reply; say it again")

    def _keep(self, reply: Reply) -> None:
        if reply.picks or reply.chips:
            self.numbered = reply
        if reply.picks:
            self.recommended = reply

    def _meant(self, line: str) -> str:
        """Return the message that a bare number stands for, else the line itself."""
        text = line.strip()
        if not (text.isascii() and text.isdecimal() and len(text) < 4):
            return line
        meant = message_for(int(text), self.numbered)
        if meant is None:
            return line
        self.tell(f"  {meant}")
        return meant

    def _greet(self) -> None:
        catalog = self.bot.catalog
        count = f"  {len(catalog):,} {catalog.nouns}"
        head = Text.assemble((printable(catalog.name), "title"), (count, "count"))
        self.console.print()
        self.console.print(head)
        if catalog.about:
            self.console.print(Text(printable(catalog.about), style="hint"))
        turns = self.chat.turns
        if turns:
            self.last = turns[-1].reply
            self.tell(
                f"Going on after {len(turns)} answered messages. You last said: {turns[-1].message}"
            )
            show_state_line(self.console, self.last.understood)
        elif self._interactive:
            self.tell("Say what you want, in your own words. /help lists commands, /quit leaves.")
        self.console.print()

    def _read(self, prompt: str = PROMPT) -> str | None:
        """Read a line; None at the end of the input. Ctrl-C drops the line, twice in a row leaves."""
        if not self._interactive:
            line = sys.stdin.readline()
            if line:
                self.console.print(Text(f"{PROMPT}{printable(line.strip())}", style="prompt"))
            return line or None
        for _ in range(2):
            try:
                return input(prompt)
            except EOFError:
                break
            except KeyboardInterrupt:
                self.console.print()
                self.tell("Ctrl-C again, or /quit, leaves.")
        self.console.print()
        return None


def _new_name(bot: Chatbot) -> str:
    """Make a name for a chat that is short enough to type."""
    return f"{bot.catalog.name}-{secrets.token_hex(3)}"
