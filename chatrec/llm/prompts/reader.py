"""Reading a prompt file: YAML front matter in the words of Prompty v2, then a body in role blocks.

The body is parted at lines that hold a role ("system:") before anything is rendered, so that text of a person that looks
like a role stays inside its message.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import yaml
from jinja2 import meta

from ...errors import PromptError
from .prompt import Block, Input, Prompt, Role
from .subset import environment, faults

_FRONT = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
_ROLE = re.compile(r"^(system|user|assistant):[ \t]*$", re.MULTILINE)
_THREAD = re.compile(r"\A\{\{\s*(\w+)\s*\}\}\Z")
_FIELDS = frozenset({"name", "description", "metadata", "model", "inputs", "outputs"})


def read_prompt(path: Path) -> Prompt:
    """Read and check the prompt `FOLDER/TASK/VARIANT.prompty`.

    Raises:
        PromptError: the file cannot be read, is not in the format, goes beyond the subset of Jinja that other tools
            render alike, or uses other inputs than it declares.
    """
    try:
        text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(f"cannot read the prompt {str(path)!r}: {error}") from error
    found = _FRONT.match(text)
    if found is None:
        raise PromptError(
            f"the prompt {str(path)!r} must begin with front matter between two lines of ---"
        )
    front, body = _front_matter(found.group(1), path), found.group(2)
    inputs = tuple(_inputs(front.get("inputs") or {}, path))
    threads = {one.name for one in inputs if one.thread}
    blocks = tuple(_blocks(body, threads, path))
    _check_inputs(body, inputs, path)
    model = front.get("model") or {}
    return Prompt(
        task=path.parent.name,
        variant=path.stem,
        digest=hashlib.sha256(text.encode()).hexdigest()[:12],
        description=str(front.get("description", "")),
        inputs=inputs,
        options=dict(model.get("options") or {}) if isinstance(model, Mapping) else {},
        blocks=blocks,
        outputs=tuple(_outputs(front.get("outputs") or [], path)),
    )


def _front_matter(text: str, path: Path) -> dict[str, Any]:
    try:
        front = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise PromptError(f"the front matter of {str(path)!r} is no YAML: {error}") from error
    if not isinstance(front, dict):
        raise PromptError(f"the front matter of {str(path)!r} must be a table of fields")
    unknown = sorted(set(front) - _FIELDS)
    if unknown:
        raise PromptError(
            f"the front matter of {str(path)!r} has the field {unknown[0]!r}; known are: {', '.join(sorted(_FIELDS))}"
        )
    return front


def _inputs(given: object, path: Path) -> Iterator[Input]:
    if not isinstance(given, Mapping):
        raise PromptError(f"the inputs of {str(path)!r} must be a table, each input by its name")
    for name, said in given.items():
        table = said if isinstance(said, Mapping) else {}
        yield Input(
            name=str(name),
            required=bool(table.get("required", False)),
            default=table.get("default"),
            thread=table.get("kind") == "thread",
        )


def _outputs(given: object, path: Path) -> Iterator[str]:
    for said in given if isinstance(given, list) else [None]:
        name = said.get("name") if isinstance(said, Mapping) else None
        if not name:
            raise PromptError(f"the outputs of {str(path)!r} must be a list, each with its name")
        yield str(name)


def _blocks(body: str, threads: set[str], path: Path) -> Iterator[Block]:
    parts = _ROLE.split(body)
    if parts[0].strip() or len(parts) < 3:
        raise PromptError(
            f"the body of {str(path)!r} must begin with a role on a line of its own: system:, user: or assistant:"
        )
    for role, text in zip(parts[1::2], parts[2::2], strict=True):
        for piece in _around_threads(text.strip(), threads):
            thread = _THREAD.match(piece)
            if thread is not None and thread.group(1) in threads:
                yield Block(cast(Role, role), None, thread.group(1))
                continue
            wrong = faults(piece)
            if wrong:
                raise PromptError(f"the prompt {str(path)!r}: {wrong[0]}")
            yield Block(cast(Role, role), environment().from_string(piece))


def _around_threads(text: str, threads: set[str]) -> list[str]:
    """Part a text at the lines that stand for a thread of messages."""
    pieces: list[list[str]] = [[]]
    for line in text.split("\n"):
        found = _THREAD.match(line.strip())
        if found is not None and found.group(1) in threads:
            pieces += [[line.strip()], []]
        else:
            pieces[-1].append(line)
    return [piece for lines in pieces if (piece := "\n".join(lines).strip())]


def _check_inputs(body: str, inputs: tuple[Input, ...], path: Path) -> None:
    used = meta.find_undeclared_variables(environment().parse(_ROLE.sub("", body)))
    declared = {one.name for one in inputs}
    if used - declared:
        raise PromptError(
            f"the prompt {str(path)!r} uses {min(used - declared)!r}, which its inputs do not declare"
        )
    if declared - used:
        raise PromptError(
            f"the prompt {str(path)!r} declares {min(declared - used)!r} and never uses it"
        )
