"""Catalogues made to do harm, through the page: each is refused in a sentence, or kept, talked about and opened again."""

from __future__ import annotations

import gzip
import io
import json
import re
import time
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from chatrec import limits

from .bringing import FORM, bring, csv, html, keep, lamps, owner_name, upload
from .conftest import Browser, ServedPage, served

pytestmark = pytest.mark.slow

SECONDS_OF_TURN = 5.0
"""How long a turn may take on a busy machine; each takes a few hundredths of a second."""
MARKUP = "<img src=x onerror=alert(1)>"
SCRIPT = "</title></textarea></script><script>alert(1)</script>"
HOSTILE = {
    "controls": "a\x01\x02\x08\x0b\x1f\x7f\x85b",
    "NUL": "a\x00b",
    "half a character": "a\ud83db",
    "bidi marks": "a\u202egpj.exe\u2066\u200f b",
    "ANSI": "\x1b[31mred\x1b[0m\x1b]0;title\x07",
    "markup": MARKUP,
    "script": SCRIPT,
    "attributes": "\" autofocus onfocus=alert(1) x='",
    "template": "{{ 7*7 }}{% raw %}${7*7}",
    "formula": "=cmd|'/c calc'!A1",
    "path": "../../../../etc/passwd",
    "backslashes": "..\\..\\C:\\x",
    "TOML": "'''\n\"\"\"\n[catalog]\nname = 'x' # \"]]",
    "format": "%s%n{0.__class__}{",
    "link": "[a](javascript:alert(1)) javascript:alert(1)",
    "no width": "\u200b\ufeff\u2060",
    "marks": "Z\u0301\u0302\u0303\u0304" * 20,
    "ideographs": "映画" * 40,
}
TALK = ("hello", "something cheap and red", "which colours are there?", "compare them", "why the first one?", "more like the first one")  # fmt: skip


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedPage]:
    with served(tmp_path_factory.mktemp("hostile")) as running:
        yield running


def jsonl(rows: Sequence[dict[str, Any]]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def everywhere(text: str) -> str:
    """Return a catalogue with a text in every value, column and id."""
    return jsonl(
        [
            {
                "id": f"{text}{number}",
                "title": f"{text} {number}",
                "description": f"{text} A red lamp. {text}",
                "url": f"javascript:{text}",
                "image_url": text,
                text or "x": text,
                f"colour {text}": ("red", text)[number % 2],
                "tags": [text, f"{text} {number % 3}"],
                "price": f"{number} EUR",
                "attributes": {f"nested {text}": text},
            }
            for number in range(12)
        ]
    )


def refuse_markup(shown: str) -> None:
    """Raise AssertionError where HTML that the server sent holds what a catalogue wrote as markup."""
    for part in ("<img src=x", "<script>alert", " onfocus=alert(1) x='\"", 'href="javascript:', "\x00", "\x1b"):  # fmt: skip
        assert part not in shown, shown[max(0, shown.find(part) - 200) :][:400]
    assert "49" not in re.findall(r"\{\{ ?(\d+)", shown)


def shown_by(browser: Browser, answer: Any) -> str:
    assert answer.status_code == 200, answer.text[:300]
    shown = html(answer)
    refuse_markup(shown)
    return shown


def talk(browser: Browser) -> None:
    """Talk about the catalogue of a chat; every turn is answered in time, and its HTML is escaped."""
    for message in TALK:
        begin = time.monotonic()
        answer = browser.call("say", message=message)
        assert time.monotonic() - begin < SECONDS_OF_TURN, message
        assert shown_by(browser, answer), message
    place = browser.place
    shown = browser.client.get(f"/c/{place['session']}?on={place['catalog']}")
    assert shown.status_code == 200
    refuse_markup(shown.text)


def remove(browser: Browser, name: str) -> None:
    """Remove a catalogue; nothing of it is left, and the browser leaves."""
    shown_by(browser, browser.call("remove_catalog", name=name))
    assert "no catalogue" in browser.call("open", name=name).text.lower()
    assert not (browser.page.home / "catalogs" / owner_name(browser)).exists()
    browser.close()


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_text_in_every_place_is_shown_as_text(page: ServedPage, kind: str) -> None:
    one, text = Browser(page), HOSTILE[kind]
    made = upload(one, everywhere(text), f"{text.encode(errors='replace').decode()}.jsonl")
    shown_by(one, made)
    shown_by(one, one.call("look_at_catalog"))
    names = re.findall(r'data-facet="([^"]*)"', html(made))
    label = {"type": "text", "label": text.encode(errors="replace").decode(), "ask": True, "show": True}  # fmt: skip
    told = {"title": label["label"], "noun": label["label"]}
    facets = {name: label for name in names if "&" not in name}
    shown_by(one, one.call("correct_catalog", **told, facets=facets))
    name = keep(one, **told)
    one.place = one.opened(f"/new?on={name}")
    assert one.place["catalog"] == name
    talk(one)
    remove(one, name)


def zipped() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../../../tmp/escaped.csv", "id,title\n1,Lamp\n")
    return packed.getvalue()


WIDE = ",".join(f"c{number}" for number in range(5_000))
REFUSED = {
    "a name of a column without end": ("a.csv", f"id,title,{'c' * 100_000}\n1,Lamp,x\n", "200 are the most"),
    "a key without end": ("a.jsonl", jsonl([{"id": 1, "title": "Lamp", "c" * 100_000: 1}]), "200 are the most"),
    "nested keys without end": ("a.jsonl", jsonl([{"id": 1, "a" * 150: {"b" * 150: 1}}]), "200 are the most"),
    "5,000 columns": ("a.csv", f"{WIDE}\n{WIDE}\n", "more than 1,000 columns"),
    "5,000 nested columns": ("a.jsonl", jsonl([{"id": 1, "title": "Lamp", "specs": {f"k{n}": n for n in range(5_000)}}]), "more than 1,000 columns"),
    "deep JSON": ("a.json", '[{"a":' * 30_000, "not valid JSON"),
    "deep JSONL": ("a.jsonl", '{"a":' * 30_000 + "1" + "}" * 30_000, "none of its 1 rows"),
    "an id without end": ("a.jsonl", jsonl([{"id": "i" * 100_000, "title": "Lamp"}]), "300 are the most"),
    "a number without end": ("a.jsonl", '{"id": 1, "title": "Lamp", "price": ' + "9" * 100_000 + "}", "none of its 1 rows"),
    "a zip with paths": ("a.csv", zipped(), "a spreadsheet or a zip archive"),
    "a zip with paths in a gzip": ("a.csv.gz", gzip.compress(zipped()), "a spreadsheet or a zip archive"),
    "a gzip in a gzip": ("a.csv.gz", gzip.compress(gzip.compress(lamps().encode())), "a packed file"),
    "a gzip without end": ("a.csv.gz", gzip.compress(b"id,title\n" + b"1,x\n" * 16_000_000, 1), "more than 60 MB"),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_is_no_catalogue_is_refused_in_a_sentence(page: ServedPage, kind: str) -> None:
    name, content, told = REFUSED[kind]
    one = Browser(page)
    answer = upload(one, content, name)
    assert answer.status_code == 422
    (said,) = re.findall(r'role="alert"[^>]*>([^<]*)<', html(answer))
    assert told.lower() in said.lower()
    assert len(said) < 400
    assert said.endswith(".")
    assert not (page.home / "catalogs" / owner_name(one)).exists()
    one.close()


LONG = {
    "90,000 line ends": jsonl([{"id": n, "title": f"Lamp {n}", "description": "A lamp." + "\n" * 90_000 + "end"} for n in range(30)]),
    "20,000 brackets": jsonl([{"id": n, "title": f"Lamp {n}", "description": "[" * 20_000, "t": "(" * 20_000, "colour": "<" * 20_000} for n in range(30)]),
    "lists in lists as text": csv([["id", "title", "tags"], *([str(n), f"Lamp {n}", "[" * 20_000 + "]" * 20_000] for n in range(30))]),
    "one value of 10 MB": jsonl([{"id": 1, "title": "Lamp", "description": "word " * 2_000_000}, {"id": 2, "title": "Lamp 2"}]),
    "a word, a title and a value of 4 MB": jsonl([{"id": 1, "title": "x" * 4_000_000, "colour": "y" * 4_000_000, "description": "z" * 4_000_000}, {"id": 2, "title": "Lamp 2", "colour": "red"}]),
    "a link of 4 MB": jsonl([{"id": n, "title": f"Lamp {n}", "url": "https://x.example/" + "y" * 4_000_000 * (n == 1)} for n in range(3)]),
    "20,000 values in one": jsonl([{"id": n, "title": f"Lamp {n}", "tags": [f"tag{one}" for one in range(20_000)]} for n in range(20)]),
    "a wrong value of 4 MB": jsonl([{"id": n, "title": f"Lamp {n}", "price": f"{n} EUR" if n else "x" * 4_000_000} for n in range(30)]),
    "990 columns": csv([["id", "title", *(f"c{c}" for c in range(990))], *([str(n), f"Lamp {n}", *(f"v{n * c % 17}" for c in range(990))] for n in range(100))]),
}  # fmt: skip


@pytest.mark.parametrize("kind", LONG)
def test_long_texts_are_kept_in_part_and_talked_about(page: ServedPage, kind: str) -> None:
    one = Browser(page)
    name = bring(one, LONG[kind], "lamps.csv" if LONG[kind].startswith('"') else "lamps.jsonl")
    before = page.megabytes()
    talk(one)
    assert page.megabytes() - before < 100
    remove(one, name)


def test_what_was_cut_is_told(page: ServedPage) -> None:
    one = Browser(page)
    told = html(upload(one, LONG["90,000 line ends"], "lamps.jsonl"))
    assert f"30 values were cut: {limits.ITEM_TEXT:,} characters of a text are kept" in told
    one.call("discard_catalog")
    one.close()


def test_a_correction_that_does_not_fit_is_told_in_few_words(page: ServedPage) -> None:
    one = Browser(page)
    rows = [{"id": n, "title": f"Lamp {n}", "note": "word " * 200_000} for n in range(4)]
    assert upload(one, jsonl(rows), "lamps.jsonl").status_code == 200
    number = {"type": "number", "label": "note", "ask": True, "show": True}
    answer = one.call("correct_catalog", **{**FORM, "facets": {"note": number}})
    assert "Most of its values are not numbers" in html(answer)
    assert len(answer.text) < 10_000
    one.call("discard_catalog")
    one.close()


def test_they_open_again_after_a_restart(tmp_path: Path) -> None:
    kept: list[tuple[str, str]] = []
    for restarted in (False, True):
        with served(tmp_path) as page:
            for number, kind in enumerate(["TOML", "NUL", "half a character", "script"]):
                one = Browser(page)
                if not restarted:
                    name = bring(one, everywhere(HOSTILE[kind]), "lamps.jsonl")
                    kept.append((dict(one.client.cookies)["chatrec_browser"], name))
                cookie, name = kept[number]
                one.client.cookies.clear()
                one.client.cookies.set("chatrec_browser", cookie)
                one.place = one.opened(f"/new?on={name}")
                shown_by(one, one.call("open", name=name))
                assert one.place["catalog"] == name
                talk(one)
                one.close()
