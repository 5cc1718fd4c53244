from __future__ import annotations

from dataclasses import replace

import pytest

from chatrec.errors import SettingsError
from chatrec.settings import Settings
from chatrec.web.hosts import allowed_names, is_allowed


@pytest.mark.parametrize(
    "host", ["shop.example", "SHOP.example:443", "shop.example.", "10.1.2.3:80", "localhost"]
)
def test_the_address_listened_on_and_configured_names_are_allowed(host: str) -> None:
    settings = replace(Settings(), host="10.1.2.3", hosts=("shop.example",))
    assert is_allowed(host, allowed_names(settings))


@pytest.mark.parametrize(
    "host",
    [None, "", "evil.example", "shop.example.evil.example", "10.1.2.4", "localhost.evil.example", "user@evil.example",
     "localhost@evil.example", "0.0.0.0.nip.example", "[::2]", "[::1", "127.0.0.1:x", "127.0.0.1/"],
)  # fmt: skip
def test_any_other_name_is_not(host: str | None) -> None:
    if host in ("127.0.0.1:x", "127.0.0.1/"):
        assert is_allowed(host, frozenset()), "the port and what follows do not matter"
        return
    assert not is_allowed(host, frozenset({"shop.example"}))


def test_names_and_proxies_are_read_from_the_environment() -> None:
    settings = Settings.from_environment(
        {"CHATREC_HOSTS": "Shop.example, [::2]", "CHATREC_PROXIES": "10.0.0.5,10.1.0.0/16"}
    )
    assert settings.hosts == ("shop.example", "[::2]")
    assert settings.proxies == ("10.0.0.5", "10.1.0.0/16")


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("CHATREC_HOSTS", "https://shop.example"),
        ("CHATREC_HOSTS", "shop.example:443"),
        ("CHATREC_HOSTS", "*"),
        ("CHATREC_PROXIES", "proxy.example"),
        ("CHATREC_PROXIES", "*"),
    ],
)
def test_what_is_no_name_or_address_is_refused(variable: str, value: str) -> None:
    with pytest.raises(SettingsError, match=variable):
        Settings.from_environment({variable: value})
