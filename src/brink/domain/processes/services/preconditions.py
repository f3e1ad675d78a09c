"""What services of a process have in common: it still runs, nothing is missing, and a line of text is clean."""

from django.utils.translation import gettext as _

from brink.domain.processes.models import Process
from brink.foundation.errors import NotNow
from brink.foundation.findings import Finding, blocking
from brink.foundation.text import clean


def hold_back(found: list[Finding]) -> None:
    """Raise NotNow with the first thing that is missing, if anything blocks."""
    blocked = blocking(found)
    if blocked:
        raise NotNow(blocked[0].message)


def running(process: Process) -> Process:
    """Return the process when it still runs; raises NotNow when it was withdrawn or evaluated."""
    if process.withdrawn_at is not None:
        raise NotNow(_("Dit proces is ingetrokken. Begin een nieuw proces."))
    if process.evaluated_at is not None:
        raise NotNow(_("Dit proces is klaar. Begin een nieuw proces dat hierop volgt."))
    return process


def clean_line(text: str, *, limit: int, field: str, empty: str = "") -> str:
    """Clean one text of an officer; `empty` is the sentence when it may not be left out."""
    return clean(
        text,
        limit=limit,
        field=field,
        empty=empty,
        too_long=_("Deze tekst is te lang. Maak hem korter dan %(limit)s tekens.") % {"limit": limit},
    )
