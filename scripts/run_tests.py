"""Run the fast tests over the cores of this machine, then the slow ones.

usage: python scripts/run_tests.py [fast] [slow] [-- PYTEST ARGUMENTS]
"""

import os
import subprocess
import sys

NO_TESTS = 5  # pytest's exit code where nothing was selected
MOST_WORKERS = 4


def main(arguments: list[str]) -> int:
    """Run the parts named, stop at the first that fails, return pytest's exit code."""
    parts, extra = arguments, []
    if "--" in arguments:
        cut = arguments.index("--")
        parts, extra = arguments[:cut], arguments[cut + 1 :]
    ran = 0
    for part in parts or ["fast", "slow"]:
        code = subprocess.run([*command_for(part), *extra]).returncode
        if code not in (0, NO_TESTS):
            return code
        ran += code == 0
    return 0 if ran else NO_TESTS


def command_for(part: str) -> list[str]:
    """Return the pytest command of a part of the tests."""
    workers = min(os.cpu_count() or 1, MOST_WORKERS)
    marked = "slow" if part == "slow" else "not slow"
    return [sys.executable, "-m", "pytest", "-m", marked, "-n", str(workers)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
