"""Who asks: a browser by its cookie, and the address it comes from."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from starlette.requests import HTTPConnection

from .guard import owner_of

_SHARED_BITS = 64
"""Somebody with IPv6 has a network of this many bits to themselves."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever sent a request."""

    owner: str
    """The name under which the chats of the browser are kept; empty where it has shown no cookie of ours."""
    address: str
    """The network address it comes from: one of IPv4, or a network of IPv6."""


def visitor_of(request: HTTPConnection) -> Visitor:
    """Return who sent a request."""
    host = request.client.host if request.client else ""
    return Visitor(owner_of(request.cookies) or "", network_of(host))


def network_of(host: str) -> str:
    """Return the network whose requests are counted together, by one of its addresses."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if address.version == 4:
        return host
    return str(ipaddress.ip_network((int(address) >> _SHARED_BITS << _SHARED_BITS, _SHARED_BITS)))
