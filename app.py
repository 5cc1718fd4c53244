"""Start the web page: `python app.py` is the same as `chatrec web`, and takes the same options."""

from __future__ import annotations

import sys

from chatrec.cli import main

if __name__ == "__main__":
    sys.exit(main(["web", *sys.argv[1:]]))
