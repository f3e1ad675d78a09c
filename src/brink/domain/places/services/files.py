"""Reading files that somebody hands in: what cannot be read is said in one sentence that names file and line."""

from pathlib import Path

from django.utils.translation import gettext as _

from brink.foundation.errors import BadInput

LARGEST = 200_000_000


def wrong(path: Path, line: int, message: str) -> BadInput:
    """Return a refusal that says where in the file it goes wrong and what to mend."""
    return BadInput(
        _("Regel %(line)d van %(file)s: %(message)s") % {"line": line, "file": path.name, "message": message}
    )


def read_text(path: Path) -> str:
    """Return the text of a file in UTF-8; raises BadInput when there is no such file or it is no text."""
    if not path.is_file():
        raise BadInput(_("Het bestand %(file)s is er niet. Kijk of de naam klopt.") % {"file": path.name})
    if path.stat().st_size > LARGEST:
        raise BadInput(_("Het bestand %(file)s is groter dan 200 MB. Deel het op.") % {"file": path.name})
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise wrong(path, line, _("hier staan tekens die geen UTF-8 zijn. Sla het bestand op als UTF-8.")) from error
