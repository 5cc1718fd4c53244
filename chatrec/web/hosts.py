"""The names under which the page may be reached: a page of another name that leads here is not answered (DNS rebinding)."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from ..settings import Settings

_LOOPBACK_NAMES = frozenset({"localhost"})


def allowed_names(settings: Settings) -> frozenset[str]:
    """Return the names beside those of loopback: the address that is listened on, and the hosts that are configured."""
    return frozenset({_bare(settings.host), *map(_bare, settings.hosts)})


def is_allowed(host: str | None, names: frozenset[str]) -> bool:
    """Tell whether the Host header of a request names this server.

    Args:
        host: The header, with or without a port; None where there is none.
        names: What it may name beside loopback.
    """
    if host is None or "@" in host:
        return False
    try:
        name = _bare(urlsplit(f"//{host}").hostname or "")
    except ValueError:
        return False
    return name in names or name in _LOOPBACK_NAMES or _is_loopback(name)


def _is_loopback(name: str) -> bool:
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _bare(name: str) -> str:
    return name.strip("[]").rstrip(".").lower()
