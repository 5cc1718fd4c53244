from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatrec.errors import SettingsError
from chatrec.settings import Settings, switch_off_telemetry, unknown_variables


def test_an_empty_environment_gives_the_defaults_of_one_machine() -> None:
    settings = Settings.from_environment({})
    assert settings.embedder == "static"
    assert settings.database == settings.home / "sessions.db"
    assert settings.host == "127.0.0.1"
    assert settings.chroma_url is None


def test_home_holds_the_index_the_sessions_and_the_catalogues(tmp_path: Path) -> None:
    settings = Settings.from_environment({"CHATREC_HOME": str(tmp_path / "a b")})
    assert settings.index_folder == tmp_path / "a b" / "index"
    assert settings.catalog_folder.parent == settings.home
    assert settings.database == tmp_path / "a b" / "sessions.db"


@given(st.text(min_size=1, max_size=20))
def test_any_catalogue_name_has_a_folder_of_its_own_inside_the_home(name: str) -> None:
    settings = Settings(home=Path("/home"))
    folder = settings.learned_folder(name)
    assert folder.parent == Path("/home/learned")
    assert folder != settings.learned_folder(name + "/..")


def test_the_process_environment_is_read_where_none_is_given(tmp_path: Path) -> None:
    assert Settings.from_environment().home == tmp_path / "home"


def test_an_empty_value_counts_as_unset() -> None:
    assert Settings.from_environment({"CHATREC_PORT": " "}).port == 7860


@pytest.mark.parametrize(
    ("variable", "value", "allowed"),
    [
        ("CHATREC_PORT", "seventy", "1 to 65535"),
        ("CHATREC_PORT", "70000", "1 to 65535"),
        ("CHATREC_PORT", "²", "1 to 65535"),
        ("CHATREC_CHROMA_URL", "localhost:8000", "http://host:port"),
        ("CHATREC_CHROMA_URL", "http://host:port", "http://host:port"),
        ("CHATREC_EMBEDDER", "word2vec", "static, openai:MODEL"),
        ("CHATREC_EMBEDDER", "openai:", "openai:MODEL"),
        ("CHATREC_EMBEDDER", "static:x", "static"),
        ("CHATREC_HOME", __file__, "folder"),
        ("CHATREC_PRICES", "/nowhere/prices.toml", "path of one"),
    ],
)
def test_a_wrong_value_is_named_with_what_is_allowed(
    variable: str, value: str, allowed: str
) -> None:
    with pytest.raises(SettingsError) as raised:
        Settings.from_environment({variable: value})
    message = str(raised.value)
    assert variable in message
    assert repr(value) in message
    assert allowed in message


def test_a_wrong_database_url_is_refused_without_its_password() -> None:
    with pytest.raises(SettingsError) as raised:
        Settings.from_environment({"CHATREC_DATABASE_URL": "mysql://me:hunter2@host/db"})
    assert "CHATREC_DATABASE_URL" in str(raised.value)
    assert "hunter2" not in str(raised.value)


def test_secrets_are_not_in_the_representation() -> None:
    settings = Settings.from_environment(
        {"OPENAI_API_KEY": "sk-hunter2", "CHATREC_DATABASE_URL": "postgresql://me:hunter2@host/db"}
    )
    assert settings.embedder_key == "sk-hunter2"
    assert "hunter2" not in repr(settings)


def test_our_own_key_goes_before_the_general_one() -> None:
    given = {"OPENAI_API_KEY": "general", "CHATREC_EMBEDDER_KEY": "own"}
    assert Settings.from_environment(given).embedder_key == "own"


@given(st.text(max_size=30))
def test_any_text_is_a_setting_or_a_settings_error(text: str) -> None:
    for variable in ("CHATREC_PORT", "CHATREC_CHROMA_URL", "CHATREC_DATABASE_URL"):
        try:
            Settings.from_environment({variable: text})
        except SettingsError as error:
            assert variable in str(error)


def test_a_misspelt_variable_is_found_with_the_nearest_name() -> None:
    unknown = unknown_variables({"CHATREC_CHROMAURL": "x", "CHATREC_HOME": "y", "PATH": "z"})
    assert unknown == {"CHATREC_CHROMAURL": "CHATREC_CHROMA_URL"}


def test_telemetry_is_off_in_an_entry_point() -> None:
    code = "from chatrec.settings import switch_off_telemetry as off; import os; off(); "
    code += "print(os.environ['GRADIO_ANALYTICS_ENABLED'], os.environ['ANONYMIZED_TELEMETRY'])"
    environment = {**os.environ, "GRADIO_ANALYTICS_ENABLED": "True"}
    environment.pop("ANONYMIZED_TELEMETRY")
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
    )
    assert done.stdout.split() == ["False", "False"]
    assert callable(switch_off_telemetry)
