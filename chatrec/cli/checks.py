"""What the doctor looks at: each check finds one thing out, and never raises what it is there to find."""

from __future__ import annotations

import importlib.util
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from typing import Literal

from ..errors import ChatrecError, FolderInUse, SettingsError
from ..llm.faults import ModelFault
from ..private_files import make_private_folder
from ..settings import Settings, unknown_variables

State = Literal["works", "optional", "broken"]
"""optional: something is missing or worth knowing, and everything needed works without it."""
_EXTRAS = {
    "postgres": ("psycopg", "sessions in PostgreSQL"),
    "rerank": ("lightgbm", "a learned re-ranker"),
    "sentence-transformers": ("sentence_transformers", "embedders of that library"),
}
_OLDEST = (3, 11)
_METHODS = {
    "json_schema": "JSON schema",
    "function_calling": "a tool call",
    "text": "JSON read from its text",
}
_ELSE = "see CHATREC_MODEL, CHATREC_BASE_URL and CHATREC_API_KEY; CHATREC_CALLS=0 works without it"
_REMEDIES = {
    "unauthorized": "check CHATREC_API_KEY or OPENAI_API_KEY",
    "unknown_model": "check the name in CHATREC_MODEL with those that the server offers",
    "refused_connection": "start the server, or check CHATREC_BASE_URL",
    "dns": "check the host in CHATREC_BASE_URL",
    "bad_json": "it answers, but not in the form asked for; a larger model does",
    "wrong_shape": "it answers, but not in the form asked for; a larger model does",
    "rate_limited": "wait, or check the limits and the credit of the account",
}
"""What to do about the faults that say where they come from."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found, and how to get what is missing."""

    name: str
    state: State
    found: str
    remedy: str = ""


def run_checks() -> list[Finding]:
    """Run all checks; where the settings are wrong, only those that need none."""
    findings = [check_python(), check_packages()]
    try:
        settings = Settings.from_environment()
    except SettingsError as error:
        return [*findings, Finding("settings", "broken", str(error), "mend or unset that variable")]
    findings.append(check_settings())
    findings += [check(settings) for check in _CHECKS]
    return [*findings, *check_model(settings), check_extras(), check_browser()]


def check_python() -> Finding:
    """Find whether this Python is new enough."""
    found = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    if sys.version_info < _OLDEST:
        return Finding("python", "broken", found, "install Python 3.11 or newer")
    return Finding("python", "works", found)


def check_packages() -> Finding:
    """Find whether every package that chatrec depends on is installed."""
    try:
        needed = [line for line in requires("chatrec") or () if "extra ==" not in line]
        own = version("chatrec")
    except PackageNotFoundError:
        told = "chatrec runs from a folder where it is not installed, so its packages are not known"
        return Finding(
            "packages", "optional", told, "make test installs it, as a link to the folder"
        )
    missing = [name for name in map(_package_name, needed) if not _is_installed(name)]
    if missing:
        told = f"missing: {', '.join(missing)}"
        return Finding("packages", "broken", told, f"pip install {' '.join(missing)}")
    return Finding("packages", "works", f"chatrec {own} and the {len(needed)} packages it needs")


def check_settings() -> Finding:
    """Find settings that nothing reads."""
    unknown = unknown_variables()
    if not unknown:
        return Finding("settings", "works", "every CHATREC_ variable that is set is known")
    near = [f"{name} (did you mean {other}?)" if other else name for name, other in unknown.items()]
    return Finding("settings", "optional", f"nothing reads {', '.join(near)}", "rename or unset it")


def check_home(settings: Settings) -> Finding:
    """Find whether the data folder can be written to."""
    home = settings.home
    remedy = "give yourself the right to write there, or set CHATREC_HOME to another folder"
    try:
        if not home.is_dir():
            make_private_folder(home)
        with tempfile.TemporaryFile(dir=home) as file:
            file.write(b"chatrec")
        free = shutil.disk_usage(home).free
    except OSError as error:
        return Finding("data folder", "broken", f"{home}: {error.strerror or error}", remedy)
    if free < 200 * 2**20:
        told = f"{home} has only {free / 2**20:,.0f} MiB left"
        return Finding("data folder", "optional", told, "free some space, or set CHATREC_HOME")
    return Finding("data folder", "works", f"{home}, {free / 2**30:,.0f} GiB free")


def check_embedder(settings: Settings) -> Finding:
    """Find whether the embedder turns a text into a vector."""
    from ..opening import open_configured_embedder

    if settings.embedder == "onnx-minilm":
        told = "onnx-minilm, which is downloaded on first use"
        return Finding("embedder", "optional", told, "CHATREC_EMBEDDER=static needs no download")
    try:
        embedder = open_configured_embedder(settings)
        embedder.embed(["a test"])
    except ChatrecError as error:
        return Finding("embedder", "broken", str(error), "CHATREC_EMBEDDER=static works offline")
    return Finding("embedder", "works", f"{embedder.name}, {embedder.dimensions} dimensions")


def check_index(settings: Settings) -> Finding:
    """Find whether the index can be opened: the folder is free, or the server answers."""
    if settings.chroma_url:
        return _check_chroma_server(settings.chroma_url)
    from ..retrieval.index.folder_lock import FolderLock

    folder = settings.index_folder
    try:
        FolderLock(folder).release()
    except FolderInUse as error:
        return Finding("index", "optional", str(error), "close that program, or let it answer")
    except ChatrecError as error:
        return Finding("index", "broken", str(error), "set CHATREC_HOME to another folder")
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    told = f"{folder}, {size / 2**20:,.1f} MiB" if size > 4096 else f"{folder}, empty"
    return Finding("index", "works", told)


def check_database(settings: Settings) -> Finding:
    """Find whether sessions can be kept, and bring the tables up to date as any opening does."""
    from ..dialogue.sessions.store import SessionStore

    try:
        store = SessionStore.open(settings.database)
    except ChatrecError as error:
        return Finding(
            "sessions", "broken", str(error), "set CHATREC_DATABASE_URL to one that works"
        )
    try:
        kept = len(store.sessions())
    except ChatrecError as error:
        return Finding(
            "sessions", "broken", str(error), "set CHATREC_DATABASE_URL to one that works"
        )
    finally:
        store.close()
    where = "PostgreSQL" if settings.database_url else str(settings.database)
    return Finding("sessions", "works", f"{where}, {kept:,} kept, tables up to date")


def check_model(settings: Settings) -> list[Finding]:
    """Try each language model that is set with one tiny call; none is needed."""
    llm = settings.llm
    if not llm.in_use:
        told = (
            "CHATREC_CALLS=0, so none is asked"
            if llm.model
            else "none is set; the rules read and speak, and nothing leaves here"
        )
        return [Finding("model", "optional", told)]
    return [_try(name, settings) for name in (llm.model, llm.fallback_model) if name]


def _try(name: str, settings: Settings) -> Finding:
    from ..llm.prices import Prices
    from ..llm.trying import try_model

    try:
        tried = try_model(name, settings.llm, Prices.read(settings.prices))
    except ModelFault as fault:
        return Finding("model", "broken", f"{name}: {fault}", _REMEDIES.get(fault.kind, _ELSE))
    except ChatrecError as error:
        return Finding("model", "broken", str(error), _ELSE)
    found = [
        f"{name} answers in {tried.ms:,.0f} ms",
        f"answers in a shape by {_METHODS[tried.method]}",
        "streams" if tried.streams else "does not stream",
        "tells its tokens"
        if tried.usage
        else "does not tell its tokens, or none that can be, so they are estimated",
    ]
    if tried.shutdown:
        found.append(f"will be switched off on {tried.shutdown}")
    if settings.llm.cost_per_day is not None and not tried.priced:
        remedy = (
            "name its price in a file and set CHATREC_PRICES to that, or unset CHATREC_COST_PER_DAY"
        )
        found.append(
            "its price is not known, so CHATREC_COST_PER_DAY cannot hold it, and chats do not ask it"
        )
        return Finding("model", "broken", "; ".join(found), remedy)
    told = "; ".join(found)
    if tried.shutdown:
        return Finding(
            "model", "optional", told, "set CHATREC_MODEL to a newer one before that day"
        )
    return Finding("model", "works", told)


def check_extras() -> Finding:
    """Find which optional packages are installed."""
    missing = {name: why for name, (package, why) in _EXTRAS.items() if not _can_import(package)}
    if not missing:
        return Finding("extras", "works", ", ".join(_EXTRAS))
    told = "; ".join(f"{name} is not installed ({why})" for name, why in missing.items())
    return Finding("extras", "optional", told, f"pip install 'chatrec[{','.join(missing)}]'")


def check_browser() -> Finding:
    """Find whether the tests of the web page can run."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found:
        return Finding("chromium", "works", f"{found}, for the tests of the web page")
    told = "not installed; only the tests of the web page need it"
    return Finding("chromium", "optional", told, "sudo apt-get install chromium chromium-driver")


def _check_chroma_server(url: str) -> Finding:
    from ..retrieval.index.chroma_store import open_store

    try:
        open_store(url, wipe=False).close()
    except ChatrecError as error:
        return Finding(
            "index", "broken", str(error), f"start it, or unset CHATREC_CHROMA_URL ({url})"
        )
    return Finding("index", "works", f"the Chroma server {url}")


def _package_name(requirement: str) -> str:
    end = next(
        (at for at, mark in enumerate(requirement) if not (mark.isalnum() or mark in "-_.")), None
    )
    return requirement[:end]


def _is_installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True


def _can_import(package: str) -> bool:
    return importlib.util.find_spec(package) is not None


_CHECKS: tuple[Callable[[Settings], Finding], ...] = (
    check_home,
    check_embedder,
    check_index,
    check_database,
)
