"""The pen: curves as short SVG paths, on a square of 512 by 512 whose middle is 0, 0."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator

Point = tuple[float, float]
FULL = 2 * math.pi
HALF = 256
"""From the middle to an edge."""
_EVEN = 'vector-effect="non-scaling-stroke"'


def path(points: Iterable[Point], *, closed: bool = False) -> str:
    """Return the data of a path through points, in whole steps: small, and the same on every machine."""
    placed = [(round(x), round(y)) for x, y in points]
    (x, y), *rest = placed
    steps = [f"M{x} {y}l"]
    for to_x, to_y in rest:
        if (to_x, to_y) == (x, y):
            continue
        steps.append(_pair(to_x - x, to_y - y, first=len(steps) == 1))
        x, y = to_x, to_y
    return "".join(steps) + ("z" if closed else "")


def around(radius: Callable[[float], float], count: int) -> Iterator[Point]:
    """Yield the points of a closed curve by its distance from the middle at each angle."""
    for step in range(count):
        angle = FULL * step / count
        distance = radius(angle)
        yield distance * math.cos(angle), distance * math.sin(angle)


def across(
    height: Callable[[float], float], *, step: int = 18, beyond: int = 18
) -> Iterator[Point]:
    """Yield the points of a line from beyond the left edge to beyond the right one by its height at each place."""
    for x in range(-HALF - beyond, HALF + beyond + step, step):
        yield x, height(x)


def stroke(data: str, *, name: str = "", light: bool = False) -> str:
    """Return a path, as wide at any scale; a name lets it be repeated."""
    named = f' id="{name}"' if name else ""
    return f'<path{named} d="{data}"{_ink(light)} {_EVEN}/>'


def again(name: str, transform: str, *, faint: float = 1.0) -> str:
    """Return a named path once more: turned, moved or scaled."""
    return f'<use href="#{name}" transform="{transform}"{_opacity(faint)}/>'


def ring(radius: float, *, x: float = 0, y: float = 0, light: bool = False) -> str:
    """Return a circle."""
    return oval(radius, radius, x=x, y=y, light=light)


def oval(wide: float, high: float, *, x: float = 0, y: float = 0, light: bool = False) -> str:
    """Return an ellipse by its two radii."""
    place = "".join(f' {name}="{round(at)}"' for name, at in (("cx", x), ("cy", y)) if round(at))
    return f'<ellipse{place} rx="{round(wide)}" ry="{round(high)}"{_ink(light)} {_EVEN}/>'


def group(*drawn: str, transform: str = "", name: str = "", light: bool = False) -> str:
    """Return what was drawn as one: turned or moved, named, in one ink."""
    named = f' id="{name}"' if name else ""
    moved = f' transform="{transform}"' if transform else ""
    return f"<g{named}{moved}{_ink(light)}>{''.join(drawn)}</g>"


def _pair(x: int, y: int, *, first: bool) -> str:
    return f"{'' if first or x < 0 else ' '}{x}{'' if y < 0 else ' '}{y}"


def _ink(light: bool) -> str:
    """Return what sets the ink: the lighter one is the `color` of the picture, the other its `stroke`."""
    return ' stroke="currentColor"' if light else ""


def _opacity(faint: float) -> str:
    return "" if faint >= 1 else f' opacity="{faint:.2f}"'
