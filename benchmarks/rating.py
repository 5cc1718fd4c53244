"""How near predicted ratings come: `python -m benchmarks.rating DATA [--json]`.

Of each of some users of MovieLens with twenty or more ratings of the films in DATA/catalog.movies.jsonl a fifth of the
ratings, chosen by a fixed seed, is predicted from the others, by the rules alone. Told are the root of the mean squared
error and the mean error on the scale from .5 to 5, beside those of the mean of the user's other ratings. How much likeness
pulls as hard as the mean (STEADY) was chosen on every other user, and the figures are of the rest.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from pathlib import Path

import numpy as np

from chatrec.catalog import load
from chatrec.retrieval.retriever import Retriever
from chatrec.tasks.rating import STEADY, Neighbour, estimate, likest

SCALE = (0.5, 5.0)
LEAST = 20
USERS = 300
TRIED = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0)

Case = tuple[tuple[Neighbour, ...], dict[str, float], float]
"""The neighbours of a film, the other ratings of its user, and the rating that was given."""


def main() -> None:
    """Print the figures as a table, or as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with the films and the ratings")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    chosen, held = cases(options.data)
    figures = {
        "steady": {str(one): errors(chosen, one)["rmse"] for one in TRIED},
        "predicted": errors(held, STEADY),
        "mean": errors(held, float("inf")),
        "n": len(held),
    }
    print(json.dumps(figures) if options.json else table(figures))


def cases(data: Path) -> tuple[list[Case], list[Case]]:
    """Return the ratings to predict, of the users that STEADY is chosen on and of the others."""
    retriever = Retriever(load(data / "catalog.movies.jsonl"))
    rated: dict[str, dict[str, float]] = defaultdict(dict)
    for line in (data / "interactions.ml-latest-small.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["item"] in retriever.catalog:
            rated[row["user"]][row["item"]] = float(row["rating"])
    users = sorted(user for user, ratings in rated.items() if len(ratings) >= LEAST)
    dice = random.Random(5)
    parts: tuple[list[Case], list[Case]] = ([], [])
    for place, user in enumerate(dice.sample(users, min(USERS, len(users)))):
        ratings = rated[user]
        asked = dice.sample(sorted(ratings), min(20, len(ratings) // 5))
        known = {item: rating for item, rating in ratings.items() if item not in asked}
        parts[place % 2].extend(
            (likest(retriever, item, known), known, ratings[item]) for item in asked
        )
    return parts


def errors(cases: list[Case], steady: float) -> dict[str, float]:
    """Return the errors of some predictions; with an endless `steady` those of the mean alone."""
    missed = np.array(
        [estimate(near, known, SCALE, steady=steady) - given for near, known, given in cases]
    )
    return {
        "rmse": round(float(np.sqrt(np.mean(missed**2))), 3),
        "mae": round(float(np.mean(np.abs(missed))), 3),
    }


def table(figures: dict[str, object]) -> str:
    """Return the figures as lines of Markdown."""
    lines = [f"| {figures['n']} ratings | RMSE | mean error |", "| --- | --- | --- |"]
    for name in ("predicted", "mean"):
        one = figures[name]
        assert isinstance(one, dict)
        lines.append(f"| {name} | {one['rmse']} | {one['mae']} |")
    return "\n".join([*lines, "", f"RMSE by steadiness, on the other users: {figures['steady']}"])


if __name__ == "__main__":
    main()
