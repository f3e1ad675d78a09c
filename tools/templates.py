"""Templates as people read them: tags in djade's one form, no line too long to see. With `--write` djade mends.

Djade touches white space inside tags and outside what is shown. Lines are broken by hand: where a space is not seen,
only somebody who knows the page can tell.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).parent.parent
LONGEST = 140


def found(root: Path = ROOT) -> list[Path]:
    """Return every template and drawing below `src` and `tests`; other texts stand outside folders `templates`."""
    files = [path for folder in ("src", "tests") for path in (root / folder).rglob("*")]
    texts = [path for path in files if path.suffix == ".txt" and "templates" in path.parts]
    return sorted([*(path for path in files if path.suffix in (".html", ".svg")), *texts])


def too_long(path: Path) -> list[str]:
    """Return where in a file a line is too long."""
    lines = path.read_text("utf-8").split("\n")
    return [f"{path}:{number}: {len(line)} characters" for number, line in enumerate(lines, 1) if len(line) > LONGEST]


def unformatted(paths: list[Path], *, write: bool = False) -> str:
    """Return what djade would change, or "" when nothing; with `write` it changes it."""
    beside = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")])
    djade = shutil.which("djade", path=beside)
    if djade is None:
        raise SystemExit("djade is not there: make setup-dev")
    check = [] if write else ["--check"]
    done = subprocess.run([djade, "--target-version", "5.2", *check, *map(str, paths)], capture_output=True, text=True)
    return "" if write or done.returncode == 0 else done.stdout + done.stderr


def main() -> int:
    """Print what is wrong; return 1 when anything is."""
    paths = found()
    wrong = [unformatted(paths, write="--write" in sys.argv[1:]), *(line for path in paths for line in too_long(path))]
    said = "\n".join(line for line in wrong if line)
    print(said or f"{len(paths)} templates, none with a line over {LONGEST}")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
