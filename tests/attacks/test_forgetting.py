"""Who is forgotten through the page leaves no word in any file of the server, whatever was under way."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from chatrec.web.bringing.index_state import read_index_state
from tests.llm.loopback import Request, failing, serving
from tests.traces import traces

from .bringing import FORM, bring, changes, html, keep, upload
from .conftest import Browser, ServedPage, served
from .waiting import until

pytestmark = pytest.mark.slow

SAID, WISHED, VALUE, TITLE, NOUN, FILE, RENAMED, REJECTED = MARKERS = (
    "quagmirelamp", "brambleuncle", "velvetzebra", "mangoplinth", "ottersilver", "thistlefog", "pelicantooth", "snowyverdict"
)  # fmt: skip
LAMPS = "id,title,colour,price\n" + "".join(
    f"{VALUE}{n},{VALUE} lamp {n},{VALUE}{n % 3},{n}.5\n" for n in range(200)
)
LAMPS += f",{REJECTED},red,1\n"


@contextmanager
def serving_words(folder: Path, **variables: str) -> Iterator[ServedPage]:
    """Serve a page with a folder of its own for temporary files, under more variables of the environment."""
    (folder / "temporary").mkdir()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("TMPDIR", str(folder / "temporary"))
        for name, value in variables.items():
            environment.setenv(name, value)
        with served(folder) as running:
            yield running


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedPage]:
    with serving_words(tmp_path_factory.mktemp("forgotten")) as running:
        yield running


def found(page: ServedPage, *sought: str) -> set[str]:
    """Return which words are in which files that the server wrote, its log among them."""
    folder = page.home.parent
    return {f"{word} in {path}" for path, word in traces(folder, *(sought or MARKERS))}


def bring_lamps(browser: Browser) -> str:
    """Bring lamps, look at them, correct them and keep them, and go to a chat about them."""
    assert upload(browser, gzip.compress(LAMPS.encode()), f"{FILE}.csv.gz").status_code == 200
    told = {**FORM, "title": f"The {TITLE}", "noun": NOUN}
    assert TITLE in html(browser.call("correct_catalog", **told))
    assert REJECTED in browser.client.get("/catalogue/rejects").text
    kept = keep(browser, **told)
    browser.place = browser.opened(f"/new?on={kept}")
    return kept


def talk(browser: Browser) -> None:
    """Say, like, correct, rename and let be remembered what is told nowhere else."""
    browser.call("consent", given=True)
    for number in range(8):
        browser.say(f"something {SAID}, like {VALUE} {number}")
    answer = browser.say("something cheap")
    item = answer.partition('data-item=\\"')[2].partition("\\")[0]
    browser.call("note", item=item, kind="liked")
    browser.call("rename", chat=browser.place["session"], title=f"My {RENAMED}")
    wish = answer.partition('data-entry=\\"')[2].partition("\\")[0]
    browser.call("edit", entry=wish, changes={"value": f"{WISHED} {WISHED}"})


def test_what_is_looked_for_is_in_files_before_it_is_forgotten(page: ServedPage) -> None:
    one = Browser(page)
    bring_lamps(one)
    talk(one)
    upload(one, LAMPS, f"{FILE}.csv")
    there = {line.partition(" in ")[0] for line in found(page)}
    assert {repr(word) for word in MARKERS} <= there
    one.call("forget")
    one.close()


@pytest.mark.parametrize("draft", [False, True], ids=["kept", "kept and sent"])
def test_who_is_forgotten_leaves_no_byte(page: ServedPage, draft: bool) -> None:
    one = Browser(page)
    bring_lamps(one)
    talk(one)
    one.place = one.opened("/new?on=movies")
    talk(one)
    if draft:
        assert upload(one, LAMPS, f"{FILE}.csv").status_code == 200
    answer = one.call("forget")
    assert answer.status_code == 200, answer.text
    assert changes(answer)[-1]["goto"] == "/"
    assert found(page) == set()
    assert not list((page.home / "catalogs").glob("*"))
    one.opened("/")
    assert found(page) == set()
    one.close()


def test_a_removed_catalogue_leaves_no_byte_and_the_rest_stays(page: ServedPage) -> None:
    one = Browser(page)
    kept = bring_lamps(one)
    talk(one)
    other = bring(one, "id,title\n1,Walrusfern\n", "other.csv")
    one.say("a plain walrusfern")
    assert one.call("remove_catalog", name=kept).status_code == 200
    assert found(page, *MARKERS, kept) == set()
    assert "Walrusfern" in one.say("which are there?")
    assert found(page, "walrusfern")
    assert one.call("remove_catalog", name=other).status_code == 200
    assert found(page, "walrusfern", other) == set()
    one.call("forget")
    one.close()


def test_a_deleted_chat_leaves_no_byte(page: ServedPage) -> None:
    one = Browser(page)
    one.say(f"something {SAID}")
    chat = one.place["session"]
    one.place = one.opened("/new")
    one.say("a comedy")
    assert one.call("delete", chat=chat).status_code == 200
    assert found(page, SAID, chat) == set()
    one.call("forget")
    one.close()


def test_a_turn_in_flight_ends_as_forgotten_and_is_not_stored(tmp_path: Path) -> None:
    goes_on = threading.Event()

    def answer(request: Request) -> object:
        goes_on.wait(60)
        return failing(500)

    with (
        serving(answer) as model,
        serving_words(
            tmp_path,
            CHATREC_MODEL="tiny",
            CHATREC_BASE_URL=model.url,
            CHATREC_API_KEY="none",
            CHATREC_RETRIES="0",
            CHATREC_TIMEOUT="40",
        ) as page,
        ThreadPoolExecutor(2) as threads,
    ):
        one = Browser(page)
        saying = threads.submit(one.say, f"a comedy with a {SAID}")
        until(lambda: bool(model.requests), seconds=30)
        forgetting = threads.submit(one.call, "forget")
        try:
            until(forgetting.done, seconds=30)
        finally:
            goes_on.set()
        assert forgetting.result().status_code == 200
        assert "was deleted while it was made; nothing was stored" in saying.result()
        assert "reference" not in page.log.read_text()
        assert found(page) == set()
        one.close()


def test_a_file_that_is_read_while_its_browser_is_forgotten_is_not_held(page: ServedPage) -> None:
    one = Browser(page)
    columns = ",".join(f"colour{n}" for n in range(300))
    rows = "".join(f"{n},{VALUE} {n}," + ",".join([VALUE] * 300) + "\n" for n in range(3_000))
    large = gzip.compress(f"id,title,{columns}\n{rows}".encode(), 1)
    with ThreadPoolExecutor(2) as threads:
        sending = threads.submit(upload, one, large, f"{FILE}.csv.gz")
        until(lambda: _rows_are_unpacked(page.home), seconds=30)
        assert one.call("forget").status_code == 200
        assert sending.result().status_code == 422
    assert "bring it again" in html(sending.result())
    assert found(page) == set()
    one.close()


def test_a_catalogue_that_is_indexed_while_its_browser_is_forgotten_is_not_kept(
    page: ServedPage,
) -> None:
    one = Browser(page)
    rows = "".join(f"{n},{VALUE} {n},{TITLE} {n % 97} {SAID}\n" for n in range(20_000))
    assert upload(one, f"id,title,description\n{rows}", f"{FILE}.csv").status_code == 200
    with ThreadPoolExecutor(2) as threads:
        keeping = threads.submit(one.call, "keep_catalog", **FORM)
        until(lambda: _indexed(page.home) > 0, seconds=60)
        assert one.call("forget").status_code == 200
        told = keeping.result()
    assert "goto" not in changes(told)[-1]
    until(lambda: not list((page.home / "catalogs").glob("*")), seconds=30)
    assert found(page) == set()
    one.close()


def _indexed(home: Path) -> int:
    """Return how many items are indexed of the catalogue that is being indexed."""
    for owner in (home / "catalogs").glob("web-*/own-*"):
        state = read_index_state(owner)
        if state is not None and not state.whole:
            return state.done
    return 0


def _rows_are_unpacked(home: Path) -> bool:
    return bool(list((home / "catalogs").glob("web-*/incoming-*/rows.csv")))
