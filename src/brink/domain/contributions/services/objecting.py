"""Objecting: the giver says "klopt niet", once, within four weeks; the voice is reopened and gets a new answer."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution, Giver, Landing, Objection
from brink.domain.contributions.services.following import require_giver
from brink.domain.contributions.services.owning import locked
from brink.domain.contributions.services.timing import Terms, terms_of
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, fingerprint, once, record
from brink.foundation import clock
from brink.foundation.errors import NotNow
from brink.foundation.text import clean

if TYPE_CHECKING:
    from datetime import datetime

TEXT_LIMIT = 2_000


def last_day(replied_at: "datetime", terms: Terms) -> date:
    """Return the last day on which the giver may still say that the answer is wrong."""
    return replied_at.astimezone(clock.AMSTERDAM).date() + timedelta(days=terms.objection_days)


def object_to(*, contribution: Contribution, code: str, text: str, key: str | None = None) -> Objection:
    """Take in "klopt niet" from whoever holds the giver's code. Raises BadInput without words, NotNow when too late,
    too early or for a second time."""
    require_giver(contribution, code)
    text = clean(
        text,
        limit=TEXT_LIMIT,
        empty=_("Schrijf op wat wij missen. Dan kijken wij er nog één keer naar."),
        too_long=_("Maak uw tekst korter dan 2.000 tekens."),
    )
    body = fingerprint({"act": "object", "contribution": contribution.pk, "text": text})

    def act() -> Objection:
        row = locked(contribution)
        terms = terms_of(row.tenant_id)
        if row.withdrawn_at is not None:
            raise NotNow(_("U trok deze woorden in."))
        if Objection.objects.filter(tenant_id=row.tenant_id, contribution=row).exists():
            raise NotNow(_("U zei al een keer dat het niet klopt. Dat kan één keer."))
        if row.replied_at is None:
            raise NotNow(_("U heeft nog geen antwoord van ons."))
        if clock.today() > last_day(row.replied_at, terms):
            raise NotNow(_("De tijd om te reageren is voorbij. Bel ons als het echt niet klopt."))
        made = Objection.objects.create(
            tenant_id=row.tenant_id,
            created_at=clock.now(),
            contribution=row,
            landing=Landing.objects.get(tenant_id=row.tenant_id, contribution=row, current=True),
            text=text,
            due_on=clock.today() + timedelta(days=terms.objection_answer_days),
        )
        row.reopened_at, row.confirmed_at = clock.now(), None
        row.save(update_fields=("reopened_at", "confirmed_at"))
        Giver.objects.filter(tenant_id=row.tenant_id, contribution=row).update(erase_after=None)
        record(
            tenant_id=row.tenant_id,
            kind="objection.made",
            subject="contribution",
            subject_id=row.pk,
            actor=RESIDENT,
            data={"process": str(row.process_id), "due": made.due_on.isoformat()},
            key=key,
            body=body,
        )
        return made

    def again(_entry: Entry) -> Objection:
        return Objection.objects.get(tenant_id=contribution.tenant_id, contribution=contribution)

    return once(tenant_id=contribution.tenant_id, key=key, body=body, act=act, again=again)
