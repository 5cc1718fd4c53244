"""What the environment sets, read once at the start and passed on from there."""

from __future__ import annotations

import difflib
import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

from .errors import SettingsError
from .model_settings import MODEL_VARIABLES, ModelSettings
from .setting_values import (
    Variables,
    any_text,
    existing_file,
    folder,
    read_variables,
    web_url,
)

EMBEDDERS = ("static", "openai:MODEL", "sentence-transformers:MODEL-OR-PATH", "onnx-minilm")
"""The forms that CHATREC_EMBEDDER takes."""
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?|\[[0-9a-f:.]{2,45}\]")


@dataclass(frozen=True)
class Settings:
    """All that can be set by environment variables, with the defaults of one machine."""

    home: Path = field(default_factory=lambda: default_home())
    """CHATREC_HOME: the folder of the index, the sessions and imported catalogues."""
    database_url: str | None = field(default=None, repr=False)
    """CHATREC_DATABASE_URL: where sessions are kept, as a SQLAlchemy URL; a SQLite file in the home where unset."""
    chroma_url: str | None = None
    """CHATREC_CHROMA_URL: a Chroma server, http(s)://host:port; embedded in the home where unset."""
    embedder: str = "static"
    """CHATREC_EMBEDDER: what turns texts into vectors; one of the forms in EMBEDDERS."""
    embedder_url: str | None = None
    """CHATREC_EMBEDDER_URL, else OPENAI_BASE_URL: the endpoint of an openai: embedder."""
    embedder_key: str | None = field(default=None, repr=False)
    """CHATREC_EMBEDDER_KEY, else OPENAI_API_KEY: the key for that endpoint; never printed."""
    catalog: str = "movies"
    """CHATREC_CATALOG: the catalogue that is opened where none is named: a sample, a file or a database URL."""
    host: str = "127.0.0.1"
    """CHATREC_HOST: the address that the web page listens on."""
    port: int = 7860
    """CHATREC_PORT: its port, 1 to 65535."""
    hosts: tuple[str, ...] = ()
    """CHATREC_HOSTS: the names beside those of this machine under which the web page is reached, separated by commas."""
    proxies: tuple[str, ...] = ()
    """CHATREC_PROXIES: the addresses of proxies that are believed who asks (X-Forwarded-For), separated by commas."""
    image_hosts: tuple[str, ...] = ()
    """CHATREC_IMAGE_HOSTS: the hosts that pictures of items may be loaded from, separated by commas; none where unset."""
    prices: Path | None = None
    """CHATREC_PRICES: a TOML file with prices of models, which go before those of the package."""
    llm: ModelSettings = field(default_factory=ModelSettings)
    """The language model."""
    derived_home: Path | None = None
    """Where what is made of a catalogue is kept (index, words, what was learned), so that it can be deleted with it;
    the home where None. A program sets it, no variable does."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the settings of this process, or of a mapping in its place; an empty value counts as unset.

        Raises:
            SettingsError: a value is not what the variable takes.
        """
        given = os.environ if environment is None else environment

        def text(name: str) -> str:
            return given.get(name, "")

        return cls(**read_variables(_VARIABLES, text), llm=ModelSettings.read(text))

    @property
    def database(self) -> str | Path:
        """Where sessions are kept: a SQLAlchemy URL, or the path of a SQLite file."""
        return self.database_url or self.home / "sessions.db"

    @property
    def index_folder(self) -> Path:
        """The folder of the embedded vector store."""
        return self._derived / "index"

    @property
    def catalog_folder(self) -> Path:
        """The folder of imported catalogues."""
        return self.home / "catalogs"

    @property
    def data_folders(self) -> tuple[Path, ...]:
        """The folders in the home that the program makes, whether they are there or not."""
        made = (self._derived / name for name in ("index", "words", "learned"))
        return (*made, self.catalog_folder)

    @property
    def _derived(self) -> Path:
        return self.derived_home or self.home

    def words_file(self, catalog: str) -> Path:
        """Return the file that saves reading the words of a catalogue again; it may be deleted at any time."""
        return self._derived / "words" / f"{_file_name(catalog)}.npz"

    def learned_folder(self, catalog: str) -> Path:
        """Return the folder of what was learned from logs for a catalogue: statistics, weights, a re-ranker."""
        return self._derived / "learned" / _file_name(catalog)


def _file_name(catalog: str) -> str:
    return quote(catalog, safe=" ").replace(".", "%2E")


def default_home() -> Path:
    """Return the folder for data of programs of this person, as the operating system has it."""
    import platformdirs

    return Path(platformdirs.user_data_dir("chatrec", appauthor=False))


def unknown_variables(environment: Mapping[str, str] | None = None) -> dict[str, str | None]:
    """Return the CHATREC_ variables that are set and that nothing reads, each with the nearest name that is read."""
    given = os.environ if environment is None else environment
    known = [
        *(variable for _, names, _ in (*_VARIABLES, *MODEL_VARIABLES) for variable in names),
        "CHATREC_VENV",
    ]
    unknown = sorted(name for name in given if name.startswith("CHATREC_") and name not in known)
    return {
        name: next(iter(difflib.get_close_matches(name, known, n=1, cutoff=0.8)), None)
        for name in unknown
    }


def switch_off_telemetry() -> None:
    """Turn off what dependencies would report home. Entry points call it before anything heavy is imported.

    A variable that the person has set is left as it is, but for Gradio, whose default is to report.
    """
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    for variable, value in _QUIET.items():
        os.environ.setdefault(variable, value)


_QUIET = {
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "LANGSMITH_TRACING": "false",
    "OTEL_SDK_DISABLED": "true",
    "TOKENIZERS_PARALLELISM": "false",
}


def _database_url(variable: str, text: str) -> str:
    scheme = text.partition("://")[0]
    if "://" not in text or scheme.partition("+")[0] not in ("sqlite", "postgresql"):
        raise SettingsError(
            f"{variable} starts with {scheme[:20]!r}, which is no database that sessions can be kept in; "
            "give it as postgresql://user:password@host/name or sqlite:////folder/file.db"
        )
    return text


def read_embedder(text: str, *, variable: str = "embedder") -> str:
    """Return the form of an embedder as it was given.

    Raises:
        SettingsError: it is none of EMBEDDERS; the message names the variable or option it was given by.
    """
    kind, colon, model = text.partition(":")
    forms = {form.partition(":")[0]: ":" in form for form in EMBEDDERS}
    if kind not in forms or forms[kind] != bool(colon and model.strip()):
        raise SettingsError(
            f"{variable}={text!r} is no embedder; give one of: {', '.join(EMBEDDERS)}"
        )
    return text


def _embedder(variable: str, text: str) -> str:
    return read_embedder(text, variable=variable)


def _image_hosts(variable: str, text: str) -> tuple[str, ...]:
    hosts = tuple(part.strip().rstrip("/") for part in text.split(",") if part.strip())
    for host in hosts:
        parts = urlsplit(host)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or "*" in host:
            raise SettingsError(
                f"{variable}: {host!r} is no host of pictures; give each as https://host, separated by commas"
            )
    return hosts


def _hosts(variable: str, text: str) -> tuple[str, ...]:
    names = tuple(part.strip().lower() for part in text.split(",") if part.strip())
    for name in names:
        if not _HOST.fullmatch(name):
            raise SettingsError(
                f"{variable}: {name!r} is no name of a host; give each without scheme and port, as in shop.example, "
                "separated by commas"
            )
    return names


def _proxies(variable: str, text: str) -> tuple[str, ...]:
    addresses = tuple(part.strip() for part in text.split(",") if part.strip())
    for address in addresses:
        try:
            ipaddress.ip_network(address, strict=False)
        except ValueError as error:
            raise SettingsError(
                f"{variable}: {address!r} is no address of a proxy; give each as 10.0.0.5 or 10.0.0.0/24, "
                "separated by commas"
            ) from error
    return addresses


def _port(variable: str, text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= 65535):
        raise SettingsError(f"{variable}={text!r} is no port; give a whole number from 1 to 65535")
    return int(text)


_VARIABLES: Variables = (
    ("home", ("CHATREC_HOME",), folder),
    ("database_url", ("CHATREC_DATABASE_URL",), _database_url),
    ("chroma_url", ("CHATREC_CHROMA_URL",), web_url),
    ("embedder", ("CHATREC_EMBEDDER",), _embedder),
    ("embedder_url", ("CHATREC_EMBEDDER_URL", "OPENAI_BASE_URL"), web_url),
    ("embedder_key", ("CHATREC_EMBEDDER_KEY", "OPENAI_API_KEY"), any_text),
    ("catalog", ("CHATREC_CATALOG",), any_text),
    ("host", ("CHATREC_HOST",), any_text),
    ("port", ("CHATREC_PORT",), _port),
    ("hosts", ("CHATREC_HOSTS",), _hosts),
    ("proxies", ("CHATREC_PROXIES",), _proxies),
    ("image_hosts", ("CHATREC_IMAGE_HOSTS",), _image_hosts),
    ("prices", ("CHATREC_PRICES",), existing_file),
)
