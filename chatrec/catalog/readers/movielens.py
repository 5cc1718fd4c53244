"""A MovieLens folder: movies.csv with links.csv and tags.csv, or the older movies.dat and u.item."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from .bytes import open_text
from .delimited import read_delimited
from .rows import BadRow, Row

_TITLE_YEAR = re.compile(r"^(?P<title>.*?)(?:(?<!\s)\s++)?\((?P<year>\d{4})(?:[-–]\d{0,4})?\)\s*$")
_ALSO = re.compile(r"\((?:a\.k\.a\.\s*+)?(?P<also>[^()]+)\)")
_ARTICLE = re.compile(
    r"^(?P<rest>.+), (?P<article>The|A|An|Le|La|Les|L'|Un|Une|Il|Lo|I|El|Los|Las|Der|Die|Das|Den|Det|O|Os|As)$"
)
_GENRES_100K = (
    "unknown", "Action", "Adventure", "Animation", "Children's", "Comedy", "Crime", "Documentary", "Drama",
    "Fantasy", "Film-Noir", "Horror", "Musical", "Mystery", "Romance", "Sci-Fi", "Thriller", "War", "Western",
)  # fmt: skip
_FEWEST_TAGGERS = 2
_MOST_TAGS = 12


def is_movielens(folder: Path) -> bool:
    """Tell whether a folder holds the films of a MovieLens data set."""
    return any((folder / name).is_file() for name in ("movies.csv", "movies.dat", "u.item"))


def read_movielens(folder: Path) -> Iterator[Row | BadRow]:
    """Yield one row a film: id, title, year, genres, keywords (tags that two people gave); lines are the file's.

    "Matrix, The (1999)" becomes the title "The Matrix" and the year 1999. Ratings are a log of interactions and are
    not read here.
    """
    tags = _read_tags(folder / "tags.csv")
    for row in _read_films(folder):
        if isinstance(row, Row):
            film = dict(row.record)
            film["keywords"] = tags.get(str(film["id"]), [])
            row = Row(row.line, film)
        yield row


def split_title(written: str) -> tuple[str, int | None, list[str]]:
    """Split "Seven (a.k.a. Se7en) (1995)" into the title, the year (None where it is not given) and other titles."""
    match = _TITLE_YEAR.match(written.strip())
    title, year = (match["title"], int(match["year"])) if match else (written.strip(), None)
    title = title.strip()
    end, others = len(title), []
    while (start := title.rfind("(", 1, end)) > 0 and (also := _ALSO.fullmatch(title, start, end)):
        others.append(put_article_first(also["also"].strip()))
        end = _end_of_words(title, start)
    return put_article_first(title[:end]), year, others[::-1]


def _end_of_words(text: str, end: int) -> int:
    """Return where the white space before a place begins."""
    while end > 0 and text[end - 1].isspace():
        end -= 1
    return end


def put_article_first(title: str) -> str:
    """Return "The Matrix" for "Matrix, The"."""
    match = _ARTICLE.match(title)
    if match is None:
        return title
    joint = "" if match["article"].endswith("'") else " "
    return match["article"] + joint + match["rest"]


def _read_films(folder: Path) -> Iterator[Row | BadRow]:
    if (folder / "movies.csv").is_file():
        for row in read_delimited(folder / "movies.csv", delimiter=","):
            yield row if isinstance(row, BadRow) else _film_of_csv(row)
    elif (folder / "movies.dat").is_file():
        yield from _read_dat(folder / "movies.dat")
    else:
        yield from _read_item(folder / "u.item")


def _film_of_csv(row: Row) -> Row | BadRow:
    cell = {name: str(value) for name, value in row.record.items()}
    missing = {"movieId", "title", "genres"} - set(cell)
    if missing:
        reason = f"no {', '.join(sorted(missing))}; movies.csv has movieId,title,genres"
        return BadRow(row.line, reason, ",".join(cell.values()))
    return _film(row.line, cell["movieId"], cell["title"], cell["genres"].split("|"))


def _read_dat(path: Path) -> Iterator[Row | BadRow]:
    with open_text(path) as lines:
        for number, line in enumerate(lines, start=1):
            cells = line.rstrip("\r\n").split("::")
            if len(cells) == 3:
                yield _film(number, cells[0], cells[1], cells[2].split("|"))
            elif line.strip():
                reason = f"{len(cells)} cells where movies.dat has 3"
                yield BadRow(number, reason, line.rstrip())


def _read_item(path: Path) -> Iterator[Row | BadRow]:
    with open_text(path) as lines:
        for number, line in enumerate(lines, start=1):
            cells = line.rstrip("\r\n").split("|")
            if len(cells) == 5 + len(_GENRES_100K):
                flags = zip(_GENRES_100K[1:], cells[6:], strict=True)
                yield _film(
                    number, cells[0], cells[1], [name for name, flag in flags if flag == "1"]
                )
            elif line.strip():
                reason = f"{len(cells)} cells where u.item has {5 + len(_GENRES_100K)}"
                yield BadRow(number, reason, line.rstrip())


def _film(line: int, film_id: str, written: str, genres: list[str]) -> Row:
    title, year, others = split_title(written)
    known = [genre for genre in genres if genre and genre != "(no genres listed)"]
    record = {"id": film_id, "title": title, "year": year, "genres": known, "alt_titles": others}
    return Row(line, record)


def _read_tags(path: Path) -> dict[str, list[str]]:
    """Return the tags of each film that at least two people gave it, most frequent first."""
    if not path.is_file():
        return {}
    given: dict[str, dict[str, set[str]]] = {}
    for row in read_delimited(path, delimiter=","):
        if isinstance(row, Row):
            film, tag, user = (str(row.record.get(key, "")) for key in ("movieId", "tag", "userId"))
            given.setdefault(film, {}).setdefault(tag.strip().lower(), set()).add(user)
    chosen: dict[str, list[str]] = {}
    for film, tags in given.items():
        counts = Counter(
            {tag: len(users) for tag, users in tags.items() if len(users) >= _FEWEST_TAGGERS}
        )
        chosen[film] = [tag for tag, _ in counts.most_common(_MOST_TAGS)]
    return chosen
