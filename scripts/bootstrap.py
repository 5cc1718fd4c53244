"""Set up chatrec in this folder, then run a command in it. Needs nothing but Python 3.11 and a package registry.

    python scripts/bootstrap.py run  [COMMAND ...]    what the program needs
    python scripts/bootstrap.py dev  [COMMAND ...]    that, and what its tests and checks need
    python scripts/bootstrap.py lock                  renew requirements/*.lock from pyproject.toml

The environment is the folder .venv (or $CHATREC_VENV). What was installed is noted in it by a digest, so that a second
run starts at once. Every package is checked against the hashes in requirements/*.lock; the registry is the one that pip
and uv are configured for on this machine, and no lock file names one.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "requirements"
VENV = Path(os.environ.get("CHATREC_VENV") or ROOT / ".venv")
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
OLDEST = (3, 11)
USAGE = "usage: python scripts/bootstrap.py {run|dev} [COMMAND ...]  or  lock"


class SetupError(Exception):
    """The set-up cannot go on; the message says why and what to do."""


def say(line: str) -> None:
    """Tell the person what is being done, on standard error."""
    sys.stderr.write(f"chatrec set-up: {line}\n")
    sys.stderr.flush()


def main(arguments: list[str]) -> int:
    """Set up, then become the command; return its exit code."""
    if not arguments or arguments[0] not in ("run", "dev", "lock"):
        sys.stderr.write(USAGE + "\n")
        return 2
    kind, command = arguments[0], arguments[1:]
    try:
        python = find_python()
        if kind == "lock":
            renew_locks(python)
            return 0
        with one_at_a_time():
            set_up(kind, python)
    except SetupError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("stopped; the next run goes on from here.")
        return 130
    return run_in_venv(command) if command else 0


def dotted(version: tuple[int, int]) -> str:
    """Return a version as it is written."""
    return ".".join(map(str, version))


def find_python() -> str:
    """Return the command of a Python that is new enough: this one, else another on the PATH."""
    if sys.version_info >= OLDEST:
        return sys.executable
    for minor in range(20, OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found:
            return found
    raise SetupError(
        f"Python {dotted(OLDEST)} or newer is needed and this is {sys.version.split()[0]}; "
        "install one, then say: make PYTHON=/path/to/python3"
    )


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let a second set-up in the same folder wait until the first is done."""
    if os.name == "nt":
        yield
        return
    import fcntl

    VENV.parent.mkdir(parents=True, exist_ok=True)
    with VENV.with_name(VENV.name + ".lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("another set-up is at work in this folder; waiting for it ...")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def set_up(kind: str, python: str) -> None:
    """Bring .venv to what the locks say, or do nothing where it already is."""
    if is_current(kind):
        return
    say(f"preparing {shown(VENV)} for {kind!r}; the first time takes a minute or two.")
    if not is_alive():
        make_venv(python)
    if not installed(LOCKS / "setup.lock"):
        say("1/3 getting the installer (uv) with pip ...")
        pip_install(LOCKS / "setup.lock")
    lock = LOCKS / (kind + ".lock")
    say(f"2/3 installing {count_packages(lock)} locked packages ...")
    # Compiled once here; otherwise every start of a process that may not write bytecode compiles it anew.
    uv("pip", "install", "--quiet", "--compile-bytecode", "--require-hashes", "-r", str(lock))
    say("3/3 installing chatrec itself, as a link to this folder ...")
    uv("pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "-e", str(ROOT))
    check([str(python_of_venv()), "-m", "compileall", "-q", str(ROOT / "chatrec")])
    stamp_of(kind).write_text(digest(kind), encoding="utf-8")
    say("ready.")


def is_current(kind: str) -> bool:
    """Tell whether what is installed is what the locks say; dev holds all of run."""
    kinds = ("run", "dev") if kind == "run" else ("dev",)
    return is_alive() and any(
        stamp_of(one).is_file() and stamp_of(one).read_text(encoding="utf-8") == digest(one)
        for one in kinds
    )


def stamp_of(kind: str) -> Path:
    """Return the file that notes what was installed."""
    return VENV / (f"chatrec-{kind}.stamp")


def digest(kind: str) -> str:
    """Return the digest of all that the installation depends on: locks, project file and place."""
    parts = hashlib.sha256(str(ROOT).encode("utf-8"))
    for path in (LOCKS / "setup.lock", LOCKS / (kind + ".lock"), ROOT / "pyproject.toml"):
        parts.update(path.read_bytes())
    return parts.hexdigest()


def is_alive() -> bool:
    """Tell whether the environment's Python still starts (its base may have been removed)."""
    if not python_of_venv().exists():
        return False
    check = f"import sys; sys.exit(sys.version_info < {OLDEST})"
    return (
        subprocess.run([str(python_of_venv()), "-S", "-c", check], capture_output=True).returncode
        == 0
    )


def python_of_venv() -> Path:
    """Return the Python of the environment."""
    return BIN / ("python.exe" if os.name == "nt" else "python")


def make_venv(python: str) -> None:
    """Make the virtual environment anew."""
    say(f"making a virtual environment with {python} ...")
    done = subprocess.run(
        [python, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True
    )
    if done.returncode:
        raise SetupError(
            f"the virtual environment {VENV} could not be made: {(done.stdout + done.stderr).strip()}\n"
            "On Debian or Ubuntu install what is missing with: sudo apt-get install python3-venv"
        )


def installed(lock: Path) -> bool:
    """Tell whether uv of the locked version is there."""
    done = (
        subprocess.run([str(BIN / "uv"), "--version"], capture_output=True, text=True)
        if has_uv()
        else None
    )
    return (
        done is not None
        and done.returncode == 0
        and ("uv==" + done.stdout.split()[1]) in lock.read_text()
    )


def has_uv() -> bool:
    """Tell whether the environment holds uv."""
    return shutil.which("uv", path=str(BIN)) is not None


def pip_install(lock: Path) -> None:
    """Install a lock with pip: the only use of pip."""
    command = [
        str(python_of_venv()),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    check(command + ["--require-hashes", "-r", str(lock)])


def uv(*arguments: str) -> None:
    """Run uv on the environment."""
    environment = dict(os.environ, VIRTUAL_ENV=str(VENV))
    check([str(BIN / "uv"), *arguments], environment)


def check(command: list[str], environment: dict[str, str] | None = None) -> None:
    """Run a command; an exit code above 0 is a SetupError."""
    done = subprocess.run(command, env=environment, cwd=str(ROOT))
    if done.returncode:
        raise SetupError(
            f"this command failed with exit code {done.returncode}:\n    {' '.join(command)}\n"
            "If the package registry could not be reached, check the network and the pip and uv settings "
            "of this machine, then run the same again: it goes on from here."
        )


def count_packages(lock: Path) -> int:
    """Return how many packages a lock names."""
    names = {
        line.split("==")[0]
        for line in lock.read_text(encoding="utf-8").splitlines()
        if "==" in line[:80]
    }
    return len({name for name in names if name and name[0].isalnum()})


def renew_locks(python: str) -> None:
    """Write requirements/*.lock from pyproject.toml, for all platforms and all Pythons from the oldest on."""
    if not is_alive():
        make_venv(python)
    if not has_uv():
        check([str(python_of_venv()), "-m", "pip", "install", "--quiet", "uv"])
    upgrade = ["--upgrade"] if os.environ.get("UPGRADE") else []
    common = [
        "pip",
        "compile",
        "--quiet",
        "--universal",
        "--generate-hashes",
        "--no-emit-index-url",
    ]
    common += [
        "--no-emit-find-links",
        "--python-version",
        dotted(OLDEST),
        "--custom-compile-command",
        "make lock",
    ]
    common += upgrade
    say("resolving what the program needs ...")
    uv(*common, "pyproject.toml", "-o", "requirements/run.lock")
    say("resolving what its tests and checks need ...")
    uv(
        *common,
        "pyproject.toml",
        "--group",
        "dev",
        "-c",
        "requirements/run.lock",
        "-o",
        "requirements/dev.lock",
    )
    say("resolving what the set-up itself needs ...")
    uv(
        *common,
        "requirements/setup.in",
        "-c",
        "requirements/dev.lock",
        "-o",
        "requirements/setup.lock",
    )
    say("wrote requirements/run.lock, dev.lock and setup.lock.")


def run_in_venv(command: list[str]) -> int:
    """Run the command with the environment's programs first on the PATH; return its exit code."""
    environment = dict(os.environ, VIRTUAL_ENV=str(VENV))
    environment["PATH"] = str(BIN) + os.pathsep + environment.get("PATH", "")
    environment.pop("PYTHONHOME", None)
    program = shutil.which(command[0], path=environment["PATH"])
    if program is None:
        say(f"no program {command[0]!r} in {shown(VENV)}")
        return 127
    if os.name != "nt":
        os.execve(program, command, environment)
    return subprocess.run([program, *command[1:]], env=environment).returncode


def shown(path: Path) -> Path:
    """Return a path as short as it reads well."""
    return path.relative_to(ROOT) if ROOT in path.parents else path


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
