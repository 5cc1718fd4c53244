from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from chatrec import limits
from chatrec.catalog.catalog import Catalog
from chatrec.chatbot import Chatbot
from chatrec.settings import Settings
from chatrec.web.app import build
from chatrec.web.bots import Bots
from chatrec.web.bringing.drafts import SECONDS_KEPT
from chatrec.web.guard import COOKIE, owner_of

from ..caller import changes_in

ANNA, BERT = "ab" * 32, "cd" * 32
MARKUP = "<img src=x onerror=alert(1)>"
LAMPS = "".join(
    [
        "id,title,colour,price\n",
        *(f"l{n},Lamp {n},{('red', 'blue')[n % 2]},{n + 10} EUR\n" for n in range(12)),
        "l1,Lamp twice,red,9 EUR\n",
        ",Lamp without id,red,9 EUR\n",
    ]
)
Step = Mapping[str, object]


@pytest.fixture
def bots(films: Catalog, tmp_path: Path) -> Iterator[Bots]:
    settings = Settings(home=tmp_path / "home")
    opened = Bots(Chatbot.open(films, settings=settings), {}, settings=settings)
    yield opened
    opened.close()


@pytest.fixture
def app(bots: Bots) -> ASGIApp:
    return build(bots)


@pytest.fixture
def client(app: ASGIApp) -> Iterator[TestClient]:
    """Anna's browser, on a server that runs."""
    with TestClient(app, base_url="http://127.0.0.1", cookies={COOKIE: ANNA}) as opened:
        yield opened


def owner(token: str = ANNA) -> str:
    return owner_of({COOKIE: token}) or ""


def bring(client: TestClient, content: bytes | str = LAMPS, name: str = "lamps.csv") -> Step:
    body = content.encode() if isinstance(content, str) else content
    answer = client.post("/catalogue", params={"name": name}, content=body)
    assert answer.status_code in (200, 422)
    made: Step = answer.json()
    return made


def html(made: Step, region: str = "upload") -> str:
    swaps = made["swaps"]
    assert isinstance(swaps, list)
    return str(next((one["html"] for one in swaps if one["region"] == region), ""))


def call(client: TestClient, deed: str, token: str = ANNA, **arguments: object) -> Step:
    """Make a call that is answered at once, as a browser."""
    client.cookies.set(COOKIE, token)
    made: Step = client.post(f"/calls/{deed}", json=arguments).json()
    client.cookies.set(COOKIE, ANNA)
    return made


def keeping(
    client: TestClient, title: str = "My lamps", token: str = ANNA, **facets: object
) -> list[Step]:
    """Keep the draft of a browser and return all changes of the page meanwhile."""
    client.cookies.set(COOKIE, token)
    form = {"title": title, "noun": "lamp", "facets": facets}
    answer = client.post("/calls/keep_catalog", json=form)
    client.cookies.set(COOKIE, ANNA)
    return list(changes_in(answer.text))


def keep(client: TestClient, token: str = ANNA, title: str = "My lamps") -> str:
    """Keep the draft of a browser and return the name of the catalogue."""
    last = keeping(client, title, token)[-1]
    assert "/c/web-" in str(last.get("goto")), last
    return str(last["goto"]).partition("?on=")[2]


def facet(kind: str, label: str) -> dict[str, object]:
    return {"type": kind, "label": label, "ask": True, "show": True}


def test_a_file_is_read_and_what_was_read_can_be_corrected(client: TestClient) -> None:
    made = bring(client)
    shown = html(made)
    for words in ("12 ", "colour", "price", "red; blue", "€10", "2 rows were set aside", "Line 14"):
        assert words in shown, words
    assert "2 rows set aside" in html(made, "upload-status")


def test_rows_that_were_set_aside_are_given_back_whole(client: TestClient) -> None:
    bring(client)
    answer = client.get("/catalogue/rejects")
    rows = [json.loads(line) for line in answer.text.splitlines()]
    assert [row["line"] for row in rows] == [14, 15]
    assert "attachment" in answer.headers["content-disposition"]
    client.cookies.set(COOKIE, BERT)
    assert client.get("/catalogue/rejects").status_code == 404


def test_only_the_first_twenty_bad_rows_are_shown(client: TestClient) -> None:
    shown = html(bring(client, LAMPS + "l1,too,many,cells,here\n" * 30))
    assert "32 rows were set aside" in shown
    assert shown.count("<li>Line ") == 20
    assert "Download all of them as JSONL" in shown


def test_a_catalogue_is_talked_about_by_the_browser_that_brought_it_alone(
    client: TestClient, bots: Bots
) -> None:
    bring(client)
    made = keeping(client)
    assert "Getting My lamps ready" in html(made[0])
    address = str(made[-1]["goto"])
    name = address.partition("?on=")[2]
    page = client.get(address).text
    assert "My lamps" in page
    assert "12 lamps" in page
    assert client.get(f"/picture/{name}/l1").status_code == 200
    client.cookies.set(COOKIE, BERT)
    assert "My lamps" not in client.get("/", params={"on": name}).text
    assert client.get(f"/picture/{name}/l1").status_code == 404
    assert "My lamps" not in client.get(address).text
    assert bots.names(owner(BERT)) == ["films"]


def test_it_is_there_after_a_restart(client: TestClient, bots: Bots, films: Catalog) -> None:
    bring(client)
    name = keep(client)
    bots.get(name, owner=owner()).session("s1", user=owner()).say("a red lamp")
    bots.close()
    again = Bots(Chatbot.open(films, settings=bots.settings), {}, settings=bots.settings)
    try:
        assert again.titles(owner())[name] == "My lamps"
        assert len(again.get(name, owner=owner()).session("s1", user=owner()).turns) == 1
    finally:
        again.close()


def test_two_people_may_bring_files_of_one_name(client: TestClient, bots: Bots) -> None:
    bring(client)
    client.cookies.set(COOKIE, BERT)
    bring(client, "id,title\nb1,The lamp of Bert\n")
    names = [keep(client, token, "lamps") for token in (ANNA, BERT)]
    assert len(bots.get(names[0], owner=owner(ANNA)).catalog) == 12
    assert len(bots.get(names[1], owner=owner(BERT)).catalog) == 1


def test_corrections_are_made_and_those_that_do_not_fit_are_told(
    client: TestClient, bots: Bots
) -> None:
    bring(client)
    asked = {"colour": facet("number", "colour"), "price": facet("money", "what it costs")}
    shown = html(call(client, "correct_catalog", title="Lights", noun="light", facets=asked))
    assert "most of its values are not numbers" in shown.lower()
    assert 'value="what it costs"' in shown
    assert "12 lights" in shown
    (only,) = keeping(client, "Lights", colour=facet("date", "colour"))
    assert "aria-invalid" in html(only), "nothing is kept that was not understood"
    assert bots.brought.names(owner()) == []
    price = bots.get(keep(client), owner=owner()).catalog.schema.get("price")
    assert price is not None and price.words == "what it costs"


def test_a_file_that_is_sent_and_left_waits_for_a_day(client: TestClient, bots: Bots) -> None:
    bring(client)
    assert "lamps.csv was read and is not kept yet" in client.get("/").text
    assert "12 " in html(call(client, "look_at_catalog"))
    assert "no longer" in html(call(client, "look_at_catalog", BERT))
    folder = bots.settings.catalog_folder / owner() / "draft"
    long_ago = folder.stat().st_mtime - SECONDS_KEPT - 60
    os.utime(folder, (long_ago, long_ago))
    client.cookies.set(COOKIE, BERT)
    bring(client, "no catalogue", "x.exe")
    bring(client)
    assert not folder.exists()


def test_what_is_thrown_away_is_gone(client: TestClient) -> None:
    bring(client)
    assert "not kept yet" not in html(call(client, "discard_catalog"))
    assert "no longer" in html(call(client, "look_at_catalog"))


def test_removing_a_catalogue_says_what_became_of_its_chats(client: TestClient, bots: Bots) -> None:
    bring(client)
    name = keep(client)
    bots.get(name, owner=owner()).session("s1", user=owner()).say("a red lamp")
    made = call(client, "remove_catalog", BERT, catalog=name, name=name)
    assert "not kept in this browser" in html(made)
    made = call(client, "remove_catalog", catalog="films", name=name)
    assert "My lamps is removed, and the chat about it." in html(made)
    assert bots.sessions(owner()) == []


def test_removing_the_catalogue_of_this_chat_leads_to_another(client: TestClient) -> None:
    bring(client)
    name = keep(client)
    made = call(client, "remove_catalog", catalog=name, name=name)
    assert made["goto"] == "/"


def test_forget_me_deletes_catalogues_and_what_was_sent(client: TestClient, bots: Bots) -> None:
    bring(client)
    keep(client)
    bring(client)
    assert call(client, "forget", catalog="films") == {"swaps": [], "goto": "/"}
    assert not (bots.settings.catalog_folder / owner()).exists()


def test_a_catalogue_that_cannot_be_indexed_is_not_kept_and_can_be_tried_again(
    client: TestClient, bots: Bots, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(client)
    monkeypatch.setattr(limits, "OPEN_IN_ALL", 0)
    monkeypatch.setattr(bots, "_used", {"another": float("inf")})
    last = keeping(client)[-1]
    assert "try again in two minutes" in html(last)
    assert 'value="My lamps"' in html(last)
    assert bots.brought.names(owner()) == []
    monkeypatch.undo()
    keep(client)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("lamps.xlsx", b"PK\x03\x04\0", "save it as CSV"),
        ("lamps.csv", b"", "the file is empty"),
        ("lamps.csv", b"id,title,colour\n", "no rows beneath its first line"),
        ("lamps.csv", b"\x89PNG\r\n\0\0\0", "holds no text"),
        ("lamps.csv.gz", b"id,title\n1,x\n", "cannot be unpacked"),
        ("lamps.json", b'[{"id": 1', "not valid JSON"),
        ("lamps.json", b'"lamps"', "not items"),
        ("lamps.jsonl", b"{]\n{]\n", "none of its 2 rows"),
        ("lamps.csv", b",".join(b"c%d" % n for n in range(10_000)) + b"\n1,2\n", "1,000 columns"),
        (f"{MARKUP}.exe", b"x", "save it as CSV"),
    ],
)  # fmt: skip
def test_what_is_no_catalogue_is_told_in_a_sentence_and_loses_nothing(
    client: TestClient, name: str, content: bytes, told: str
) -> None:
    bring(client)
    shown = html(bring(client, content, name))
    assert told in shown or told.capitalize() in shown
    assert 'role="alert"' in shown
    assert "lamps.csv was read and is not kept yet" in shown, "the file before it is still there"
    assert "Traceback" not in shown
    assert "<img" not in shown


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("one.csv", "title\nThe only lamp\n", "1 "),
        ("one.jsonl", '{"title": "The only lamp"}', "1 "),
        ("lamps.txt", LAMPS.replace(",", "\t"), "12 "),
        ("lamps.tsv", LAMPS.replace(",", "\t"), "12 "),
        ("wide.csv", LAMPS.encode("utf-16"), "12 "),
        ("latin.csv", LAMPS.replace("red", "rosé").encode("latin-1"), "Latin-1"),
        ("bare.csv", "Lamp 1,12.5,red\nLamp 2,13,blue\nLamp 3,14,red\n", "write a line of names"),
    ],
)
def test_unusual_files_are_read_all_the_same(
    client: TestClient, bots: Bots, name: str, content: str | bytes, told: str
) -> None:  # fmt: skip
    assert told in html(bring(client, content, name))
    assert bots.get(keep(client), owner=owner()).session("s1").say("a lamp").text


def test_a_packed_file_is_unpacked_and_a_bomb_is_not(client: TestClient) -> None:
    assert "12 " in html(bring(client, gzip.compress(LAMPS.encode()), "lamps.csv.gz"))
    bomb = gzip.compress(b"id,title\n" + b"1,x\n" * 16_000_000, 1)
    assert "npacks to more than 60 MB" in html(bring(client, bomb, "bomb.csv.gz"))


def test_a_file_that_is_too_large_is_refused_whether_it_says_so_or_not(
    client: TestClient, bots: Bots, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "UPLOAD_BYTES", 1_000_000)

    def pieces() -> Iterator[bytes]:
        for _ in range(20):
            yield b"x" * 100_000

    for body in (b"x" * 1_000_001, pieces()):
        answer = client.post("/catalogue", params={"name": "a.csv"}, content=body)
        assert answer.status_code == 413
        assert "larger than 1 MB" in html(answer.json())
    assert not list(bots.settings.catalog_folder.rglob("incoming-*"))


def test_markup_and_formulas_are_shown_as_text(client: TestClient) -> None:
    rows = f'id,title,"{MARKUP}",=1+1\n'
    rows += "".join(f'{n},{MARKUP} {n},"{MARKUP}",=cmd|calc!A1\n' for n in range(6))
    shown = html(bring(client, rows, f"{MARKUP}.csv"))
    assert "&lt;img" in shown
    assert "<img" not in shown
    address = f"/?on={keep(client, title=MARKUP)}"
    page = client.get(address).text
    assert "&lt;img" in page
    assert "<img src=x" not in page


def test_another_site_cannot_send_a_file(client: TestClient) -> None:
    answer = client.post(
        "/catalogue", params={"name": "a.csv"}, content=LAMPS, headers={"origin": "http://evil.example"}
    )  # fmt: skip
    assert answer.status_code == 403
