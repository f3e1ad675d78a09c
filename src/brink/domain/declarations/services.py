"""What an administrator writes down about a body for the pages that the law asks for."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from brink.domain.declarations.models import Declaration, Standing
from brink.domain.journal.acts import Done, act, still_newest
from brink.domain.journal.services import Actor
from brink.domain.people.models import Body
from brink.foundation import clock
from brink.foundation.errors import BadInput
from brink.foundation.text import clean, email_address

MOST_FRAMES = 20
# Nothing else than a scheme, a name and a port: this stands in a header.
_ORIGIN = re.compile(r"https://[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+(:\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Said:
    """What was typed. `frames` has one address a line."""

    standing: str = Standing.UNKNOWN
    checked_on: date | None = None
    report: str = ""
    registered: str = ""
    measures: str = ""
    officer: str = ""
    officer_email: str = ""
    frames: str = ""


def origins(text: str) -> list[str]:
    """Return the sites in a text of one a line, as a header names them. Raises BadInput with the line that is none."""
    found: dict[str, None] = {}
    for line in filter(None, (one.strip() for one in text.splitlines())):
        origin = line.lower().rstrip("/")
        origin = origin if "://" in origin else f"https://{origin}"
        if not _ORIGIN.fullmatch(origin):
            said = _("‘%(line)s’ is geen adres van een website. Schrijf het als https://www.voorbeeld.nl.")
            raise BadInput(said % {"line": line[:80]}, field="frames")
        found[origin] = None
    if len(found) > MOST_FRAMES:
        raise BadInput(_("Noem hooguit 20 websites."), field="frames")
    return list(found)


@act("declaration.set", Declaration, on=("tenant", "before"))
def set_declaration(
    *, tenant: Body, said: Said, before: Declaration | None = None, actor: Actor, key: str | None = None,
    seen: int | None = None,
) -> Done[Declaration]:  # fmt: skip
    """Write a new version of what a body says of itself; what stood there before is kept.

    `before` is the version that the writer had before them. Raises BadInput, or Conflict when another stands by now.
    """
    if seen is not None:
        still_newest(before, Declaration.objects.filter(tenant=tenant))
    if said.standing not in Standing.values:
        raise BadInput(_("Kies hoe toegankelijk de site is."), field="standing")
    if said.standing != Standing.UNKNOWN and said.checked_on is None:
        raise BadInput(_("Vul in wanneer dit is onderzocht, of kies ‘nog niet onderzocht’."), field="checked_on")
    if said.checked_on is not None and said.checked_on > clock.today():
        raise BadInput(_("Deze dag moet nog komen. Vul in wanneer het is onderzocht."), field="checked_on")
    officer_email = said.officer_email.strip()
    if officer_email:
        wrong = _("Dit is geen e-mailadres. Schrijf het als naam@voorbeeld.nl.")
        officer_email = email_address(officer_email, wrong=wrong, field="officer_email")
    row = Declaration.objects.create(
        tenant=tenant, created_at=clock.now(), standing=said.standing, checked_on=said.checked_on,
        report=_link(said.report, "report"), registered=_link(said.registered, "registered"),
        measures=clean(
            said.measures, limit=5_000, field="measures", too_long=_("Maak dit korter dan 5.000 tekens.")
        ),
        officer=clean(said.officer, limit=120, field="officer", too_long=_("Maak dit korter dan 120 tekens.")),
        officer_email=officer_email, frames=origins(said.frames),
    )  # fmt: skip
    return Done(row, public=True)


def _link(text: str, field: str) -> str:
    link = clean(text, limit=300, field=field, too_long=_("Maak dit adres korter dan 300 tekens."))
    if link and not re.fullmatch(r"https?://[^\s\"'<>]+", link):
        raise BadInput(_("Dit is geen webadres. Schrijf het als https://www.voorbeeld.nl."), field=field)
    return link
