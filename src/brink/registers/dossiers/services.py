"""Acts on dossiers: opened, a moment added or taken back, closed, opened again."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.people.models import Body
from brink.domain.processes.models import Dossier
from brink.domain.processes.services.processes import dossier_called
from brink.domain.records import making
from brink.domain.records.basics import Basics
from brink.domain.records.making import line
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.registers.dossiers.models import DossierMoment, DossierPage

KEY = "dossier"
MOST_MOMENTS = 200
Told = Done[DossierPage]


def _done(row: DossierPage, **data: Any) -> Told:
    making.restage(row)
    return Done(row, {"stage": row.record.stage, **data}, public=making.is_public(row.record))


@act("dossier.opened", DossierPage, on="tenant")
def open_dossier(
    *, tenant: Body, basics: Basics, actor: Actor, key: str | None, topic: Dossier | None = None
) -> Told:
    """Make the page of a dossier: of one that questions hang on already, or of a new one, called like the page."""
    if topic is not None and topic.tenant_id != tenant.pk:
        raise BadInput(_("Kies een dossier van uw eigen organisatie."), field="topic")
    line(basics.title, field="title", limit=making.TITLE, empty=_("Schrijf op hoe het dossier heet."))
    topic = topic or dossier_called(tenant, basics.title, basics.themes)
    if topic is None:
        raise BadInput(_("Schrijf op hoe het dossier heet."), field="title")
    if DossierPage.objects.filter(tenant=tenant, topic=topic).exists():
        raise BadInput(_("Dit dossier heeft al een pagina. Kies een ander dossier of een andere titel."), field="title")
    row: DossierPage = making.make(KEY, tenant=tenant, basics=replace(basics, dossier=topic), topic=topic)
    return _done(row)


@act("dossier.moment_added", DossierPage, on="row")
def add_moment(
    *, row: DossierPage, on: date, what: str, actor: Actor, key: str | None, reference: str = ""
) -> Told:
    """Write down what happened on a day and stands nowhere else on this site."""
    making.allow(row, "moment")
    if on > clock.today():
        raise BadInput(_("Deze dag moet nog komen. Schrijf het op als het is gebeurd."), field="on")
    if on.year < 1945:
        raise BadInput(_("Deze dag ligt te ver terug. Kijk het jaartal na."), field="on")
    if DossierMoment.objects.filter(tenant_id=row.tenant_id, page=row).count() >= MOST_MOMENTS:
        raise NotNow(_("Bij dit dossier staan al heel veel momenten. Maak er een tweede dossier bij."))
    DossierMoment.objects.create(
        tenant_id=row.tenant_id, created_at=clock.now(), page=row, on=on,
        what=line(what, field="what", limit=160, empty=_("Schrijf in één zin op wat er is gebeurd.")),
        reference=line(reference, field="reference", limit=40),
    )  # fmt: skip
    return _done(row)


@act("dossier.moment_taken_back", DossierPage, on="row")
def take_back_moment(
    *, row: DossierPage, moment: DossierMoment, note: str, actor: Actor, key: str | None
) -> Told:
    """Say that a moment is not so, and why; it goes from the timeline, and stays in the record."""
    making.allow(row, "moment-weg")
    if moment.page_id != row.pk or moment.taken_back:
        raise NotNow(_("Dit moment staat niet meer op de tijdlijn."))
    moment.taken_back = line(note, field="note", limit=300, empty=_("Schrijf op wat er niet klopt."))
    moment.save(update_fields=("taken_back",))
    return _done(row, moment=str(moment.pk))


@act("dossier.closed", DossierPage, on="row")
def close(*, row: DossierPage, note: str, actor: Actor, key: str | None) -> Told:
    """Say that nothing more is to come on this topic. All that is there stays readable."""
    record = making.allow(row, "sluiten")
    making.close(record, line(note, field="note", empty=_("Schrijf op waarom het dossier dicht kan.")))
    return _done(row)


@act("dossier.reopened", DossierPage, on="row")
def reopen(*, row: DossierPage, note: str, actor: Actor, key: str | None) -> Told:
    """Take the end away again, when the topic comes back; that it was closed stands in the record."""
    record = making.allow(row, "heropenen")
    line(note, field="note", empty=_("Schrijf op waarom het dossier weer open gaat."))
    making.reopen(record)
    return _done(row)
