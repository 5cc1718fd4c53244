"""What lives as long as the server, left out of the search for garbage: each search of it stops every turn meanwhile.

A catalogue is hundreds of thousands of objects. Python looks through all of them whenever a quarter as many were made by
turns, a tenth of a second for the samples, and finds nothing: what is closed again is freed by its last reference.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def making_long_lived() -> Iterator[None]:
    """Make what is to stay, in the block; where it is made, whatever is there is not searched for garbage any more."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if collecting:
            gc.enable()
