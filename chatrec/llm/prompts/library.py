"""All prompts at hand: those of the package, and over them those of a folder of the user's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ...errors import PromptError
from .prompt import Prompt
from .reader import read_prompt

DEFAULT = "default"


@dataclass(frozen=True)
class PromptLibrary:
    """Prompts by task and variant."""

    prompts: dict[tuple[str, str], Prompt]

    @classmethod
    def read(cls, folders: Iterable[Path]) -> PromptLibrary:
        """Read all prompts of some folders; a later folder goes before an earlier one.

        Raises:
            PromptError: a folder is missing, or a prompt is not as it must be.
        """
        found: dict[tuple[str, str], Prompt] = {}
        for folder in folders:
            if not folder.is_dir():
                raise PromptError(
                    f"there is no folder of prompts {str(folder)!r}; make it, or unset CHATREC_PROMPTS"
                )
            for path in sorted(folder.glob("*/*.prompty")):
                prompt = read_prompt(path)
                found[prompt.task, prompt.variant] = prompt
        return cls(found)

    def get(self, task: str, variant: str = DEFAULT) -> Prompt:
        """Return the prompt of a task in a variant, or in the default one where the task has no such variant.

        Raises:
            PromptError: the task has no prompt.
        """
        prompt = self.prompts.get((task, variant)) or self.prompts.get((task, DEFAULT))
        if prompt is None:
            tasks = ", ".join(sorted({one for one, _ in self.prompts})) or "none"
            raise PromptError(f"there is no prompt for {task!r}; there are prompts for: {tasks}")
        return prompt

    def variants(self, task: str) -> list[str]:
        """Return the variants of a task."""
        return sorted(variant for one, variant in self.prompts if one == task)


def prompt_folders(own: Path | None) -> list[Path]:
    """Return the folders of the prompts: that of the package, and over it one of the user's own."""
    return [package_folder(), *([own] if own else [])]


def package_folder() -> Path:
    """Return the folder of the prompts of the package: in the wheel inside it, in the repository beside it."""
    here = Path(__file__).parents[2]
    inside = here / "prompts"
    return inside if inside.is_dir() else here.parent / "prompts"
