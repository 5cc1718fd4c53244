from __future__ import annotations

import shutil
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.errors import IndexingError
from chatrec.retrieval.embedders.static import FOLDER, StaticEmbedder


@pytest.fixture(scope="module")
def embedder() -> StaticEmbedder:
    return StaticEmbedder()


@pytest.mark.parametrize(
    ("near", "far"),
    [
        (("laptop", "notebook computer"), ("laptop", "romantic comedy")),
        (("funny film", "hilarious movie"), ("funny film", "scary film")),
        (("astronauts in orbit", "space mission"), ("astronauts in orbit", "courtroom trial")),
        (
            ("noise cancelling headphones", "quiet earbuds"),
            ("noise cancelling headphones", "rice cooker"),
        ),
        (("murder mystery", "detective solves a crime"), ("murder mystery", "dance competition")),
    ],
)
def test_alike_meanings_are_nearer_than_unlike(
    embedder: StaticEmbedder, near: tuple[str, str], far: tuple[str, str]
) -> None:
    rows = embedder.embed([*near, *far])
    assert float(rows[0] @ rows[1]) > float(rows[2] @ rows[3]) + 0.05


def test_its_name_tells_its_weights(embedder: StaticEmbedder) -> None:
    assert embedder.name == "static:minilm-static-256@23bb3f8d"
    assert embedder.dimensions == 256


def test_a_text_is_the_mean_of_its_word_pieces(embedder: StaticEmbedder) -> None:
    import json

    from safetensors.numpy import load_file

    table = load_file(FOLDER / "model.safetensors")["embeddings"].astype(np.float64)
    vocabulary = json.loads((FOLDER / "tokenizer.json").read_text(encoding="utf-8"))["model"][
        "vocab"
    ]
    places = (
        dict(vocabulary)
        if isinstance(vocabulary, dict)
        else {t[0]: n for n, t in enumerate(vocabulary)}
    )
    mean = (table[places["space"]] + table[places["film"]]) / 2
    expected = mean / np.linalg.norm(mean)
    assert embedder.embed(["Space film"])[0] == pytest.approx(expected, abs=1e-6)


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=())), max_size=5))
def test_every_text_gets_a_row_of_length_one(texts: list[str]) -> None:
    rows = StaticEmbedder().embed(texts) if not texts else EMBEDDER.embed(texts)
    assert rows.shape == (len(texts), 256)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(len(texts)), abs=1e-5)


EMBEDDER = StaticEmbedder()


def test_a_row_does_not_depend_on_its_company(embedder: StaticEmbedder) -> None:
    alone = embedder.embed(["a quiet film"])[0]
    company = embedder.embed(["x", "a much longer text about a film " * 20, "a quiet film"])[2]
    assert company == pytest.approx(alone, abs=1e-6)


def test_threads_get_their_own_rows(embedder: StaticEmbedder) -> None:
    expected = {n: embedder.embed([f"film {n}"])[0] for n in range(8)}
    wrong: list[int] = []

    def ask(n: int) -> None:
        for _ in range(50):
            if not np.array_equal(embedder.embed([f"film {n}"])[0], expected[n]):
                wrong.append(n)

    threads = [threading.Thread(target=ask, args=(n,)) for n in expected]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "model")
    (tmp_path / "model" / "tokenizer.json").unlink()
    with pytest.raises(IndexingError, match="tokenizer.json"):
        StaticEmbedder(tmp_path / "model")


@pytest.mark.parametrize("name", ["config.json", "model.safetensors", "tokenizer.json"])
def test_a_damaged_file_is_told(tmp_path: Path, name: str) -> None:
    shutil.copytree(FOLDER, tmp_path / "model")
    (tmp_path / "model" / name).write_bytes(b"\x00damaged")
    with pytest.raises(IndexingError, match="install chatrec again"):
        StaticEmbedder(tmp_path / "model")
