"""What services of a process have in common: it still runs, nothing is missing, and a line of text is clean."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.people.models import Organ
from brink.domain.processes.models import Process
from brink.foundation.errors import BadInput, NotNow
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


def check_decider(organ: Organ | None, *, field: str) -> None:
    """Raise BadInput when an organ that is to decide cannot: a working group writes drafts, an office carries out."""
    if organ is not None and not organ.decides:
        sentence = ngettext(
            "%(organ)s besluit niet: kies een orgaan dat dat kan.",
            "%(organ)s besluiten niet: kies een orgaan dat dat kan.",
            organ.number,
        )
        raise BadInput(sentence % {"organ": organ.opening}, field=field)


def consent_for(organ: Organ, decider: Organ | None, consent: str) -> str:
    """Return where the consent of who decides is written down, "" when they adopted the room themselves.

    Raises BadInput when another organ adopts a room than the one that decides, without its recorded consent.
    """
    check_decider(organ, field="organ")
    if decider is None or organ.pk == decider.pk:
        return ""
    names = {"decider": decider.opening, "organ": organ.told}
    missing = ngettext(
        "%(decider)s beslist: schrijf op waar de toestemming staat waarmee %(organ)s dit vaststelt.",
        "%(decider)s beslissen: schrijf op waar de toestemming staat waarmee %(organ)s dit vaststelt.",
        decider.number,
    )
    return clean_line(consent, limit=200, field="consent", empty=missing % names)


def clean_line(text: str, *, limit: int, field: str, empty: str = "") -> str:
    """Clean one text of an officer; `empty` is the sentence when it may not be left out."""
    return clean(
        text,
        limit=limit,
        field=field,
        empty=empty,
        too_long=_("Deze tekst is te lang. Maak hem korter dan %(limit)s tekens.") % {"limit": limit},
    )
