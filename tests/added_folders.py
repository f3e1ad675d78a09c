"""A copy of the house with folders more, in which `make test` asks on SQLite all that the house asks of itself.

Each folder is added as somebody from outside would add it: it is laid in its layer, and nothing else is edited.
"""

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[1]
LEFT_OUT = (".git", ".venv*", "var", "node_modules", "__pycache__", ".*_cache")
# By its place among the layers, where each folder waits.
FOLDERS = {
    "instruments/hands": ROOT / "tests" / "example_instrument" / "hands",
    "instruments/poll": ROOT / "tests" / "trial" / "poll",
    "registers/benches": ROOT / "tests" / "trial" / "benches",
}
# What counts as the size of a folder: all that its author writes but for its tests. Migrations count.
COUNTED = {".py", ".html", ".css", ".js", ".md", ".po", ".toml", ".txt"}


def add_to_copy(place: Path) -> Path:
    """Copy the house and lay the folders in it."""
    house = place / "brink"
    shutil.copytree(ROOT, house, ignore=shutil.ignore_patterns(*LEFT_OUT))
    for name, folder in FOLDERS.items():
        shutil.copytree(folder, house / "src" / "brink" / name, ignore=shutil.ignore_patterns("__pycache__"))
    return house


def lines_of(folder: Path) -> dict[str, int]:
    """Return the lines of each file of a folder that counts, its tests left out."""
    paths = [path for path in sorted(folder.rglob("*")) if path.suffix in COUNTED]
    own = [path for path in paths if "tests" not in path.relative_to(folder).parts]
    return {str(path.relative_to(folder)): len(path.read_text("utf-8").splitlines()) for path in own}


def table() -> str:
    """Return the size of each folder, file by file."""
    found = {name: lines_of(folder) for name, folder in FOLDERS.items()}
    rows = [(name, path, number) for name, paths in found.items() for path, number in paths.items()]
    rows += [(name, "together", sum(paths.values())) for name, paths in found.items()]
    return "\n".join(f"{number:5d}  {name}/{path}" for name, path, number in rows)
