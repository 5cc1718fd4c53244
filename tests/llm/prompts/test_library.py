from __future__ import annotations

from pathlib import Path

import pytest

from chatrec.errors import PromptError
from chatrec.llm.prompts.library import PromptLibrary, package_folder

TEXT = "---\nname: x\n---\nsystem:\n{}\n"


def write(folder: Path, task: str, variant: str, words: str) -> None:
    path = folder / task / f"{variant}.prompty"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TEXT.format(words), encoding="utf-8")


def said(library: PromptLibrary, task: str, variant: str = "default") -> str:
    return library.get(task, variant).render({})[0].content


def test_a_folder_of_ones_own_goes_before_the_package(tmp_path: Path) -> None:
    write(tmp_path / "ours", "judge", "default", "Judge.")
    write(tmp_path / "ours", "judge", "terse", "Judge, tersely.")
    write(tmp_path / "own", "judge", "default", "Judge my way.")
    library = PromptLibrary.read([tmp_path / "ours", tmp_path / "own"])
    assert said(library, "judge") == "Judge my way."
    assert said(library, "judge", "terse") == "Judge, tersely."


def test_a_variant_that_a_task_lacks_gives_its_default(tmp_path: Path) -> None:
    write(tmp_path, "judge", "default", "Judge.")
    assert said(PromptLibrary.read([tmp_path]), "judge", "few_shot") == "Judge."


def test_a_task_without_a_prompt_is_an_error_that_names_the_tasks(tmp_path: Path) -> None:
    write(tmp_path, "judge", "default", "Judge.")
    with pytest.raises(PromptError, match="there are prompts for: judge"):
        PromptLibrary.read([tmp_path]).get("ask")


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match="no folder of prompts"):
        PromptLibrary.read([tmp_path / "none"])


def test_every_prompt_of_the_package_is_read() -> None:
    folder = package_folder()
    library = PromptLibrary.read([folder])
    assert len(library.prompts) == len(list(folder.glob("*/*.prompty")))
