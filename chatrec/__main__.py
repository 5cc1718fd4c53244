"""`python -m chatrec` is `chatrec`."""

from __future__ import annotations

import sys

from chatrec.cli import main

if __name__ == "__main__":
    sys.exit(main())
