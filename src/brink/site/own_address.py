"""At which port this site is served: kept beside the data, so that mail and exports of other commands say the same."""

from pathlib import Path

PORT = 8000
_FILE = "port.txt"


def served_port(data: Path) -> int:
    """Return the port at which this site was served last, or the usual one."""
    try:
        kept = (data / _FILE).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return PORT
    return int(kept) if kept.isdecimal() and 0 < int(kept) < 65_536 else PORT


def keep_port(data: Path, port: int) -> None:
    """Keep the port at which the site is served now."""
    (data / _FILE).write_text(f"{port}\n", encoding="ascii")
