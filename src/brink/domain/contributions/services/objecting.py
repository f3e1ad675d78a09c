"""Objecting: the giver says "klopt niet", once, within four weeks; the voice is reopened and gets a new answer."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution, Giver, Landing, Objection
from brink.domain.contributions.services.deadlines import Terms, terms_of
from brink.domain.contributions.services.following import require_giver
from brink.domain.journal.acts import Done, act
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, Actor
from brink.foundation import clock
from brink.foundation.errors import NotNow
from brink.foundation.text import clean

if TYPE_CHECKING:
    from datetime import datetime

TEXT_LIMIT = 2_000


def last_day(replied_at: "datetime", terms: Terms) -> date:
    """Return the last day on which the giver may still say that the answer is wrong."""
    return replied_at.astimezone(clock.AMSTERDAM).date() + timedelta(days=terms.objection_days)


def _made(_entry: Entry, arguments: Mapping[str, Any]) -> Objection:
    voice = arguments["contribution"]
    return Objection.objects.get(tenant_id=voice.tenant_id, contribution=voice)


@act("objection.made", Contribution, on="contribution", again=_made)
def object_to(
    *, contribution: Contribution, code: str, text: str, actor: Actor = RESIDENT, key: str | None = None
) -> Done[Objection]:
    """Take in "klopt niet" from whoever holds the giver's code. Raises BadInput without words, NotNow when too late,
    too early or for a second time.

    What lay ready for this giver and was not sent is looked at again: it was written without these words.
    """
    require_giver(contribution, code)
    text = clean(
        text,
        limit=TEXT_LIMIT,
        empty=_("Schrijf op wat wij missen. Dan kijken wij er nog één keer naar."),
        too_long=_("Maak uw tekst korter dan 2.000 tekens."),
    )
    terms = terms_of(contribution.tenant_id)
    if contribution.withdrawn_at is not None:
        raise NotNow(_("U heeft deze woorden ingetrokken."))
    if Objection.objects.filter(tenant_id=contribution.tenant_id, contribution=contribution).exists():
        raise NotNow(_("U zei al een keer dat het niet klopt. Dat kan één keer."))
    if contribution.replied_at is None or contribution.reopened_at is not None:
        raise NotNow(_("U heeft nog geen antwoord van ons."))
    if clock.today() > last_day(contribution.replied_at, terms):
        raise NotNow(_("De tijd om te reageren is voorbij. Bel ons als het echt niet klopt."))
    objection = Objection.objects.create(
        tenant_id=contribution.tenant_id,
        created_at=clock.now(),
        contribution=contribution,
        landing=Landing.objects.get(tenant_id=contribution.tenant_id, contribution=contribution, holds=True),
        text=text,
        due_on=clock.today() + timedelta(days=terms.objection_answer_days),
    )
    contribution.reopened_at, contribution.confirmed_at, contribution.drafted_at = clock.now(), None, None
    contribution.save(update_fields=("reopened_at", "confirmed_at", "drafted_at"))
    Giver.objects.filter(tenant_id=contribution.tenant_id, contribution=contribution).update(erase_after=None)
    data = {"process": str(contribution.process_id), "due": objection.due_on.isoformat()}
    return Done(objection, data, public=True, row=contribution)
