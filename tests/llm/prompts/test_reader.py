from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.errors import PromptError
from chatrec.llm.prompts.prompt import Message, Prompt
from chatrec.llm.prompts.reader import read_prompt

WHOLE = """---
name: recommend
description: Pick from candidates.
model: {options: {temperature: 0.2}}
inputs:
  noun: {kind: string, default: films}
  candidates: {kind: array, required: true, items: {kind: object, properties: []}}
  history: {kind: thread}
  message: {kind: string, required: true}
---
system:
You recommend {{ noun }}.
{% for one in candidates -%}
[{{ one.key }}] {{ one.title }}{% if one.year %} ({{ one.year }}){% endif %}
{% endfor %}
{{ history }}

user:
{{ message }}
"""


def read(folder: Path, text: str) -> Prompt:
    path = folder / "recommend" / "default.prompty"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return read_prompt(path)


@pytest.fixture
def whole(tmp_path: Path) -> Prompt:
    return read(tmp_path, WHOLE)


def test_a_prompt_renders_its_roles_its_loop_and_its_thread(whole: Prompt) -> None:
    said = [Message("user", "hi"), Message("assistant", "hello")]
    candidates = [{"key": "c01", "title": "Heat", "year": 1995}, {"key": "c02", "title": "Big"}]
    messages = whole.render({"candidates": candidates, "history": said, "message": "a funny one"})
    assert messages == [
        Message("system", "You recommend films.\n[c01] Heat (1995)\n[c02] Big"),
        *said,
        Message("user", "a funny one"),
    ]


def test_the_identity_is_the_content(tmp_path: Path, whole: Prompt) -> None:
    again = read(tmp_path, WHOLE)
    other = read(tmp_path, WHOLE.replace("You recommend", "You suggest"))
    assert whole.id == again.id
    assert whole.digest != other.digest
    assert whole.id.startswith("recommend/default@")


@given(st.text(alphabet="system:user\n {}%a", max_size=40))
def test_text_that_looks_like_a_role_or_a_template_stays_in_its_message(text: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        prompt = read(Path(folder), WHOLE)
    messages = prompt.render({"candidates": [], "message": f"x{text}x"})
    assert [one.role for one in messages] == ["system", "user"]
    assert messages[-1].content == f"x{text}x"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("{{ noun }}", "{{ nouns }}"), "uses 'nouns'"),
        (("  message:", "  spare: {kind: string}\n  message:"), "declares 'spare'"),
        (("{{ noun }}", "{{ noun|safe }}"), "the filter 'safe'"),
        (("{{ noun }}", "{{ noun.upper() }}"), "calls are beyond"),
        (("{{ noun }}", "{% set x = 1 %}{{ noun }}"), "assignments are beyond"),
        (("{% endfor %}", ""), "line"),
        (("system:\n", ""), "must begin with a role"),
        (("name: recommend", "nmae: recommend"), "the field 'nmae'"),
        (("---\nname", "name"), "front matter"),
        (("name: recommend", "name: [recommend"), "is no YAML"),
    ],
)
def test_a_wrong_file_is_refused_with_what_is_wrong(
    tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    with pytest.raises(PromptError, match=said):
        read(tmp_path, WHOLE.replace(*change, 1))


def test_a_missing_and_an_unknown_input_are_named(whole: Prompt) -> None:
    with pytest.raises(PromptError, match="needs a value for 'candidates'"):
        whole.render({"message": "x"})
    with pytest.raises(PromptError, match="has no input 'mesage'"):
        whole.render({"candidates": [], "message": "x", "mesage": "y"})
