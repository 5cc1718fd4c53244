"""Run every check of the code, tell which failed, and exit 0 only where none did."""

import subprocess
import sys

CHECKS = (
    ("format", ("ruff", "format", "--check")),
    ("lint", ("ruff", "check")),
    ("types", ("mypy",)),
    ("imports", ("lint-imports", "--no-logo")),
)


def main() -> int:
    """Run the checks one after another, all of them even when one fails."""
    failed = []
    for name, command in CHECKS:
        sys.stdout.write(f"== {name}: {' '.join(command)}\n")
        sys.stdout.flush()
        if subprocess.run(command).returncode:
            failed.append(name)
    sys.stdout.write(f"failed: {', '.join(failed)}\n" if failed else "all checks pass\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
