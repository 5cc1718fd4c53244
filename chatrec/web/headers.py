"""The headers that every answer carries: they keep the page to its own host."""

from __future__ import annotations

from collections.abc import Sequence


def strict_headers(image_hosts: Sequence[str] = ()) -> dict[str, str]:
    """Return them.

    Args:
        image_hosts: The hosts beside our own that pictures may come from.
    """
    pictures = " ".join(("img-src 'self'", *image_hosts))
    return {
        "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
        f"{pictures}; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types chatrec",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
    }
