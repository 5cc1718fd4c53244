"""Every regular expression of the package, found in its source and in what it compiles while it works."""

from __future__ import annotations

import ast
import importlib
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

import chatrec

ROOT = Path(chatrec.__file__).parent
_FUNCTIONS = frozenset(
    ["compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"]
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a pattern is made: a file below the package and a line."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a function of `re`, with the pattern where it can be told without running the program."""

    place: Place
    last_line: int
    pattern: re.Pattern[str] | None


def calls() -> Iterator[Call]:
    """Give every call of a function of `re` with a pattern in the source of the package."""
    for path in sorted(ROOT.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = _names_of_re(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _is_of_re(node.func, names):
                place = Place(path.relative_to(ROOT).as_posix(), node.lineno)
                yield Call(place, node.end_lineno or node.lineno, _told(node, names, path))


def _names_of_re(tree: ast.Module) -> frozenset[str]:
    """Return the names that stand for `re`; its functions are never imported by themselves."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {one.asname or one.name for one in node.names if one.name in ("re", "regex")}
        elif isinstance(node, ast.ImportFrom):
            assert node.module not in ("re", "regex"), "import re, so that its patterns are found"
    return frozenset(names)


def _is_of_re(function: ast.expr, names: frozenset[str]) -> bool:
    return (
        isinstance(function, ast.Attribute)
        and function.attr in _FUNCTIONS
        and isinstance(function.value, ast.Name)
        and function.value.id in names
    )


def _told(call: ast.Call, names: frozenset[str], path: Path) -> re.Pattern[str] | None:
    """Return the pattern of a call made of literals and names of its module, None where it needs more."""
    text = call.args[0]
    given = {one.arg: one.value for one in call.keywords}
    compiles = isinstance(call.func, ast.Attribute) and call.func.attr == "compile"
    flags = given.get("flags") or (call.args[1] if compiles and len(call.args) > 1 else None)
    used = {
        one.id
        for part in (text, flags)
        if part
        for one in ast.walk(part)
        if isinstance(one, ast.Name)
    }
    known: Mapping[str, Any] = vars(_module(path)) if used - names else {"re": re}
    if not used <= set(known):
        return None
    pattern = eval(compile(ast.Expression(text), str(path), "eval"), dict(known))
    flag = eval(compile(ast.Expression(flags), str(path), "eval"), dict(known)) if flags else 0
    return re.compile(pattern, flag)


def _module(path: Path) -> ModuleType:
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return importlib.import_module(".".join(parts).removesuffix(".__init__"))


def held_patterns() -> dict[str, re.Pattern[str]]:
    """Return the patterns that modules and classes of the package hold, also in containers, by their names."""
    found: dict[str, re.Pattern[str]] = {}
    for name, module in list(sys.modules.items()):
        if name == "chatrec" or name.startswith("chatrec."):
            for attribute, value in list(vars(module).items()):
                found |= _in_value(f"{name}.{attribute}", value, depth=3)
    return found


def _in_value(name: str, value: object, *, depth: int) -> dict[str, re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        return {name: value} if isinstance(value.pattern, str) else {}
    if depth == 0:
        return {}
    parts: list[tuple[object, object]] = []
    if isinstance(value, type) and value.__module__.startswith("chatrec"):
        parts = list(vars(value).items())
    elif isinstance(value, Mapping):
        parts = list(value.items())
    elif isinstance(value, list | tuple | set | frozenset):
        parts = list(enumerate(value))
    found: dict[str, re.Pattern[str]] = {}
    for key, part in parts:
        found |= _in_value(f"{name}.{key}", part, depth=depth - 1)
    return found


@contextmanager
def recorded() -> Iterator[dict[re.Pattern[str], Place]]:
    """Record each pattern that the package uses, with the line of the package that called `re`."""
    found: dict[re.Pattern[str], Place] = {}
    compiled = re._compile  # type: ignore[attr-defined]

    def record(pattern: Any, flags: int) -> re.Pattern[Any]:
        made: re.Pattern[Any] = compiled(pattern, flags)
        place = _caller(sys._getframe(2))
        if place is not None and isinstance(made.pattern, str):
            found.setdefault(made, place)
        return made

    re._compile = record  # type: ignore[attr-defined]
    try:
        yield found
    finally:
        re._compile = compiled  # type: ignore[attr-defined]


def _caller(frame: FrameType) -> Place | None:
    path = Path(frame.f_code.co_filename)
    if not path.is_relative_to(ROOT):
        return None
    return Place(path.relative_to(ROOT).as_posix(), frame.f_lineno)


def forget() -> None:
    """Empty every cache of the package, so that what was compiled into one is compiled again."""
    for name, module in list(sys.modules.items()):
        if name == "chatrec" or name.startswith("chatrec."):
            for value in list(vars(module).values()):
                clear = getattr(value, "cache_clear", None)
                if callable(clear):
                    clear()
