"""Families of engraved figures. Each draws one figure from the chances that a title gives, and no two look alike."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from random import Random

from .pen import FULL, HALF, across, again, around, group, oval, path, ring, stroke

Figure = Callable[[Random], str]


def rosette(chance: Random) -> str:
    """Draw one petal turned around the middle, in a frame of rings."""
    petals = chance.choice((14, 16, 18, 20))
    waist, lobes = chance.uniform(0.24, 0.42), chance.choice((3, 4, 6))
    petal = (
        (216 * math.cos(t), (216 * waist + 22 * math.sin(lobes * t)) * math.sin(t))
        for t in _angles(84)
    )
    turned = (again("p", f"rotate({180 * at / petals:.1f})") for at in range(1, petals))
    hub = (ring(18 + 10 * at, light=True) for at in range(5))
    return stroke(path(petal, closed=True), name="p") + "".join(
        (*turned, *hub, ring(232, light=True))
    )


def ridges(chance: Random) -> str:
    """Draw lines from edge to edge that a hidden hill lifts."""
    middle, width = chance.uniform(-60, 60), chance.uniform(90, 140)
    pace, shift = chance.uniform(20, 34), chance.uniform(0, FULL)

    def line(y: float, lean: float) -> str:
        rows = math.exp(-((y / 150) ** 2))

        def height(x: float) -> float:
            hill = math.exp(-(((x - middle) / width) ** 2)) * rows
            return y - hill * (62 + 34 * math.sin(x / pace + shift) + lean * math.sin(x / 47))

        return path(across(height, step=18))

    count = 25
    return "".join(
        stroke(line(-HALF + 30 + at * 19.5, 22 if at % 2 else -22), light=at % 4 == 0)
        for at in range(count)
    )


def twins(chance: Random) -> str:
    """Draw two families of rings that cross."""
    apart, tilt = chance.uniform(52, 92), chance.uniform(0, 180)
    lobes, depth = chance.choice((3, 5, 7)), chance.uniform(0.02, 0.07)
    wobbly = path(around(lambda t: 100 * (1 + depth * math.sin(lobes * t)), 72), closed=True)
    drawn = [f"<defs>{stroke(wobbly, name='p')}</defs>"]
    for side in (-1, 1):
        rings = (
            again("p", f"translate({side * apart:.0f}) scale({0.16 + 0.125 * at:.3f})")
            for at in range(15)
        )
        drawn.append(group(*rings, light=side > 0))
    return group(*drawn, transform=f"rotate({tilt:.0f})")


def tunnel(chance: Random) -> str:
    """Draw a soft polygon again and again, each smaller and turned a little further."""
    sides = chance.choice((3, 4, 5, 6))
    turn = chance.choice((-1, 1)) * chance.uniform(3.2, 5.4)
    soft = chance.uniform(0.6, 0.85)

    def radius(angle: float) -> float:
        part = (angle % (FULL / sides)) - math.pi / sides
        sharp = math.cos(math.pi / sides) / math.cos(part)
        return 286 * (soft * sharp + (1 - soft) * 0.86)

    shape = stroke(path(around(radius, 96), closed=True), name="p")
    inner = (
        again("p", f"rotate({turn * at:.1f}) scale({0.925**at:.3f})", faint=1 - at * 0.012)
        for at in range(1, 34)
    )
    return shape + "".join(inner) + ring(9, light=True)


def sunburst(chance: Random) -> str:
    """Draw rays whose lengths swing, around a ring that is left open."""
    waves, depth = chance.choice((5, 6, 7, 8, 9)), chance.uniform(34, 56)
    counter = chance.choice((2, 3, 4))
    rays: list[str] = []
    for at in range(144):
        t = FULL * at / 144
        inner = 74 + 0.5 * depth * math.sin(counter * t)
        outer = 176 + depth * math.sin(waves * t)
        c, s = math.cos(t), math.sin(t)
        rays.append(f"M{inner * c:.0f} {inner * s:.0f}L{outer * c:.0f} {outer * s:.0f}")
    halo = path(around(lambda t: 196 + depth * math.sin(waves * t), 120), closed=True)
    rings = (ring(14 + 9 * at, light=True) for at in range(4))
    dark, bright = stroke("".join(rays[::2])), stroke("".join(rays[1::2]), light=True)
    return "".join((dark, bright, stroke(halo, light=True), *rings))


def braid(chance: Random) -> str:
    """Draw bands of crossing waves, as on a bank note."""
    bands, length = chance.choice((2, 3)), chance.uniform(96, 150)
    tilt = chance.choice((-24, -12, 0, 12, 24))
    height, gap = 300 / bands, 520 / bands
    band = []
    for strand in range(7):
        swing = height * (0.57 - 0.068 * strand)
        for side in (1, -1):

            def wave(x: float, swing: float = side * swing) -> float:
                return swing * math.sin(x / length * math.pi)

            band.append(stroke(path(across(wave, step=18, beyond=90)), light=side < 0))
    first = gap * (bands - 1) / 2
    copies = (again("p", f"translate(0 {gap * at:.0f})") for at in range(1, bands))
    whole = group(group(*band, name="p"), *copies, transform=f"translate(0 {-first:.0f})")
    return group(whole, transform=f"rotate({tilt})")


def orbit(chance: Random) -> str:
    """Draw the path of a point on a wheel that rolls inside a ring, and a lighter one within it."""
    teeth, wheel = chance.choice(((15, 4), (17, 5), (19, 7), (22, 5), (23, 9), (25, 7), (16, 7)))
    arm = chance.uniform(0.55, 0.82)

    def rolled(size: float, reach: float) -> Iterator[tuple[float, float]]:
        scale = size / ((teeth - wheel) + wheel * reach)
        for at in range(teeth * 26):
            t = FULL * wheel * at / (teeth * 26)
            other = (teeth - wheel) / wheel * t
            yield (
                scale * ((teeth - wheel) * math.cos(t) + reach * wheel * math.cos(other)),
                scale * ((teeth - wheel) * math.sin(t) - reach * wheel * math.sin(other)),
            )

    star = path(around(lambda t: 62 + 14 * math.sin(9 * t), 90), closed=True)
    return "".join(
        (
            stroke(path(rolled(236, arm), closed=True), name="p"),
            again("p", f"rotate({180 / teeth:.2f}) scale(.92)", faint=0.75),
            group(stroke(star, name="q"), again("q", "rotate(8) scale(.8)"), light=True),
        )
    )


def shell(chance: Random) -> str:
    """Draw circles that grow along a turn, as a shell does."""
    start, way = chance.uniform(0, FULL), chance.choice((-1, 1))
    growth, turn = chance.uniform(1.083, 1.105), chance.uniform(0.2, 0.36)
    rings = []
    for at in range(34):
        size = 10 * growth**at
        angle = start + way * turn * at
        x, y = size * 0.62 * math.cos(angle), size * 0.62 * math.sin(angle)
        rings.append(ring(size, x=x, y=y, light=at % 3 == 0))
    return group(*rings, transform=f"translate({-x * 0.7:.0f} {-y * 0.7:.0f})")


def hyperbola(chance: Random) -> str:
    """Draw straight threads between two ovals, twisted against each other."""
    twist, lean = chance.uniform(1.7, 2.5), chance.uniform(-26, 26)
    wide, flat = chance.uniform(170, 205), chance.uniform(34, 58)
    drawn = []
    for way in (1, -1):
        lines = []
        for at in range(44):
            t = FULL * at / 44
            top = (wide * math.cos(t), -186 + flat * math.sin(t))
            low = (wide * math.cos(t + way * twist), 186 + flat * math.sin(t + way * twist))
            lines.append(f"M{top[0]:.0f} {top[1]:.0f}L{low[0]:.0f} {low[1]:.0f}")
        drawn.append(stroke("".join(lines), light=way < 0))
    ovals = (
        oval(wide * size, flat * size, y=y, light=True)
        for y in (-186, 186)
        for size in (1, 1.06, 1.12)
    )
    return group(*drawn, *ovals, transform=f"rotate({lean:.0f})")


def petals(chance: Random) -> str:
    """Draw one flower inside another, each with the same number of leaves, turning as they shrink."""
    leaves, turn = chance.choice((5, 6, 7, 8)), chance.uniform(1.5, 5.5)
    depth = chance.uniform(0.26, 0.4)
    shape = path(
        around(lambda t: 206 * (1 + depth * math.cos(leaves * t)) / (1 + depth) * 1.14, 132),
        closed=True,
    )
    inner = (
        again("p", f"rotate({turn * at:.1f}) scale({1 - at * 0.053:.3f})") for at in range(1, 18)
    )
    return stroke(shape, name="p") + "".join(inner) + ring(244, light=True) + ring(252, light=True)


FIGURES: tuple[Figure, ...] = (
    rosette,
    ridges,
    twins,
    tunnel,
    sunburst,
    braid,
    orbit,
    shell,
    hyperbola,
    petals,
)


FILLING = frozenset((ridges, braid))
"""Figures that run from edge to edge; the others stand in the middle of any frame."""


def _angles(count: int) -> Iterator[float]:
    return (FULL * at / count for at in range(count))
