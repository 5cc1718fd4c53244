"""A chat model that makes a token every few milliseconds: `python -m benchmarks.slow_model PORT SECONDS_PER_TOKEN`.

It answers OpenAI's chat completions on loopback, in a process of its own, to as many clients at once as ask. Where no
stream is asked for an answer is sent when its last token is made, as servers of models do. It reads a message like a
model: the year after "from", and which films it was offered.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys

TOKENS = {"understand": 60, "recommend": 250}
"""How many tokens an answer has, by what is asked for."""
_YEAR = re.compile(r"from (\d{4})")
_CANDIDATE = re.compile(r"^(c\d\d) ", re.MULTILINE)
_READS = "You read what a person says"


def task_of(messages: list[dict[str, str]]) -> str:
    """Return what is asked for."""
    return "understand" if messages[0]["content"].startswith(_READS) else "recommend"


def answer_to(messages: list[dict[str, str]]) -> object:
    """Return what the model says."""
    asked = messages[-1]["content"]
    if task_of(messages) == "understand":
        year = _YEAR.findall(asked)[-1]
        wish = {"op": "add", "facet": "year", "operator": "is", "value": year}
        return {
            "intent": "recommend",
            "operations": [{**wish, "strength": "must", "quote": f"from {year}"}],
        }
    keys = _CANDIDATE.findall(asked)
    return {
        "ranked": keys[:10],
        "tell": [{"key": key, "reasons": ["genres"]} for key in keys[:3]],
        "opening": "These come to mind.",
    }


async def serve(port: int, seconds: float) -> None:
    """Serve until the process is stopped."""

    async def hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = int(re.search(rb"(?i)content-length: (\d+)", head)[1])  # type: ignore[index]
                messages = json.loads(await reader.readexactly(length))["messages"]
                tokens = TOKENS[task_of(messages)]
                await asyncio.sleep(tokens * seconds)
                body = json.dumps(_completion(answer_to(messages), tokens)).encode()
                writer.write(
                    b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
                    b"content-length: %d\r\n\r\n%s" % (len(body), body)
                )
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(hear, "127.0.0.1", port, backlog=1024, limit=2**20)
    async with server:
        await server.serve_forever()


def _completion(said: object, tokens: int) -> dict[str, object]:
    message = {"role": "assistant", "content": json.dumps(said)}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "slow",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {
            "prompt_tokens": 1000,
            "completion_tokens": tokens,
            "total_tokens": 1000 + tokens,
        },
    }


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), float(sys.argv[2])))
