"""Hands the assembled style sheet to Django's static files, in development and to `collectstatic`."""

import tempfile
import threading
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

from brink.ui.stylesheet import WORK, assemble, filename, themes, work_sheet

# One for the process: Django may make two finders when two first requests come at once, and a folder that went with
# the one it drops would take the sheet along.
FOLDER = tempfile.TemporaryDirectory(prefix="brink-ui-")


class StylesheetFinder(BaseFinder):
    """Offers `ui/brink.css` (one sheet per further theme, and that of the desk) as if they lay on disk.

    Django wants a path, so the sheets are written to a private folder that goes when the process goes. They are written
    anew whenever a source file changed: a designer sees the change at the next request.
    """

    def __init__(self, app_names: Iterable[str] | None = None, *args: Any, **kwargs: Any) -> None:
        self._sheets: dict[str, Callable[[], str]] = {filename(theme): partial(assemble, theme) for theme in themes()}
        self._sheets[WORK] = work_sheet
        super().__init__(*args, **kwargs)

    def check(self, **kwargs: Any) -> list[Any]:
        """Nothing to configure, so nothing can be wrong."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Path of the sheet asked for; an empty list when it is not one of ours."""
        sheet = self._sheets.get(path)
        if sheet is None:
            return []
        found = self._write(path, sheet())
        return [found] if find_all or kwargs.get("all") else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[tuple[str, Storage]]:
        """Return every sheet, for `collectstatic`."""
        storage = FileSystemStorage(location=FOLDER.name)
        for path, sheet in self._sheets.items():
            self._write(path, sheet())
            yield path, storage

    def _write(self, path: str, text: str) -> str:
        target = Path(FOLDER.name) / path
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            # Another thread may be reading: it sees the old sheet or the new one, never half of one.
            part = target.with_suffix(f".{threading.get_ident()}.part")
            part.write_text(text, encoding="utf-8")
            part.replace(target)
        return str(target)
