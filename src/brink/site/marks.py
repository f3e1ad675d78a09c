"""Small files in the data folder that say when the operator last did something: `brink check` reads their age."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings

BACKUP, MAIL = "backup.made", "mail.tested"


def mail_settings() -> str:
    """Return a mark that changes when mail would go out another way; it tells nothing of the password."""
    parts = (settings.MAIL_CARRIER, settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_HOST_USER,
             settings.DEFAULT_FROM_EMAIL)  # fmt: skip
    return sha256(repr(parts).encode()).hexdigest()[:16]


def mark(name: str, text: str = "") -> None:
    """Note that it was done now."""
    path = Path(settings.DATA_DIR) / name
    path.write_text(f"{text}\n", encoding="utf-8")
    path.chmod(0o600)


def marked(name: str) -> tuple[datetime, str] | None:
    """Return when it was last done, and what was noted; None when never."""
    path = Path(settings.DATA_DIR) / name
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC), path.read_text(encoding="utf-8").strip()
    except OSError:
        return None
