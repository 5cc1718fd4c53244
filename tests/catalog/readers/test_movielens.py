from __future__ import annotations

from pathlib import Path

import pytest

from chatrec.catalog import load
from chatrec.catalog.readers.movielens import read_movielens, split_title
from chatrec.catalog.readers.rows import BadRow


@pytest.mark.parametrize(
    ("written", "title", "year", "others"),
    [
        ("Matrix, The (1999)", "The Matrix", 1999, []),
        ("Seven (a.k.a. Se7en) (1995)", "Seven", 1995, ["Se7en"]),
        ("City of Lost Children, The (Cité des enfants perdus, La) (1995)", "The City of Lost Children", 1995, ["La Cité des enfants perdus"]),
        ("Avventura, L' (1960)", "L'Avventura", 1960, []),
        ("Untitled", "Untitled", None, []),
        ("2001: A Space Odyssey (1968)", "2001: A Space Odyssey", 1968, []),
        ("Show (2005-2010)", "Show", 2005, []),
        ("(500) Days of Summer (2009)", "(500) Days of Summer", 2009, []),
    ],
)  # fmt: skip
def test_titles_are_split(written: str, title: str, year: int | None, others: list[str]) -> None:
    assert split_title(written) == (title, year, others)


def test_a_folder_becomes_a_catalogue_of_films(tmp_path: Path) -> None:
    folder = tmp_path / "ml-small"
    folder.mkdir()
    (folder / "movies.csv").write_text(
        'movieId,title,genres\n1,"Matrix, The (1999)",Action|Sci-Fi\n2,Odd (2001),(no genres listed)\n'
    )
    (folder / "tags.csv").write_text(
        "userId,movieId,tag,timestamp\n1,1,Cyberpunk,0\n2,1,cyberpunk,0\n3,1,seen,0\n"
    )
    catalog = load(folder)
    assert (catalog.name, catalog.noun) == ("ml-small", "film")
    matrix = catalog["1"]
    assert matrix.title == "The Matrix"
    assert matrix.attributes == {
        "year": 1999,
        "genres": ("Action", "Sci-Fi"),
        "keywords": ("cyberpunk",),
    }
    assert "genres" not in catalog["2"].attributes


def test_the_older_forms_are_read(tmp_path: Path) -> None:
    (tmp_path / "movies.dat").write_bytes(
        "7::Amélie (2001)::Comedy|Romance\nbroken\n".encode("latin-1")
    )
    rows = list(read_movielens(tmp_path))
    assert rows[0].line == 1
    assert isinstance(rows[1], BadRow)
    catalog = load(tmp_path)
    assert catalog["7"].title == "Amélie"
    assert [reject.line for reject in catalog.rejected] == [2]


def test_u_item_flags_become_genres(tmp_path: Path) -> None:
    flags = ["0"] * 19
    flags[5] = flags[14] = "1"
    (tmp_path / "u.item").write_text(
        "1|Toy Story (1995)|01-Jan-1995||http://x|" + "|".join(flags) + "\n"
    )
    assert load(tmp_path)["1"].attributes["genres"] == ("Comedy", "Romance")
