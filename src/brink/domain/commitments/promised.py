"""Who was promised what, and where: read by whoever it was promised to, by its page and by the mail."""

from collections.abc import Callable, Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from brink.domain.commitments.models import Commitment
from brink.domain.contributions.models import Contribution
from brink.domain.contributions.queries.stops import Stop, day_of
from brink.domain.contributions.queries.told import given
from brink.domain.records.card import card_of
from brink.domain.records.showing import address, line
from brink.foundation.addresses import page_url
from brink.foundation.points import Point
from brink.foundation.visibility import ANYONE, visible
from brink.ui.components import Fact, Link

# Where a promise was made, for everybody to read: an answer, a meeting, a decision. None when it was not there.
promise_origins: Point[Callable[[Commitment], Link | None]] = Point("promise-origin")


def origin(row: Commitment) -> Link | None:
    """Return where a promise was made, as the first app says that knows; else in the words of the desk."""
    found = next((link for ask in promise_origins.all() if (link := ask(row)) is not None), None)
    return found or (Link(row.said_at, "") if row.said_at else None)


def by_answer(row: Commitment) -> Link | None:
    """Return the question of the answer with which something was promised."""
    question = row.record.process
    if row.answer_id is None or question is None:
        return None
    said = _("Antwoord bij de vraag ‘%(title)s’") % {"title": question.title}
    return Link(said, page_url("process", question.slug))


def at_event(row: Commitment) -> Link | None:
    """Return the meeting at which something was promised."""
    return Link(row.event.title, "") if row.event is not None else None


def receivers(row: Commitment) -> QuerySet[Contribution]:
    """Return the contributions whose givers this was promised to: tied to it, or told so in an answer they have."""
    told = given().filter(tenant_id=row.tenant_id)
    reached = Q(pk__in=told.filter(answer__destination=row.record.destination_id).values("contribution"))
    if row.answer_id is not None:
        reached |= Q(pk__in=told.filter(answer=row.answer_id).values("contribution"))
    tied = Q(pk__in=row.record.voices.values("contribution"))
    return Contribution.objects.filter(tied | reached, tenant_id=row.tenant_id, withdrawn_at=None)


def promised_to(voice: Contribution) -> QuerySet[Commitment]:
    """Return what is promised to a giver, as far as everybody may read it: the same, seen from the other side."""
    told = given().filter(tenant_id=voice.tenant_id, contribution=voice)
    mine = Q(record__voices__contribution=voice) | Q(answer__in=told.values("answer"))
    mine |= Q(record__destination__in=told.values("answer__destination"))
    return visible(ANYONE, Commitment.objects.filter(mine, tenant_id=voice.tenant_id)).distinct()


def path_stops(voice: Contribution) -> Sequence[Stop]:
    """Show on the path of somebody's words what is promised to them. One query."""
    rows = promised_to(voice).select_related("record__tenant", "record__owner_team", "record__owner_person")
    return [_stop(one) for one in rows.order_by("record__created_at")]


def _stop(row: Commitment) -> Stop:
    record = row.record
    card = card_of(record)
    shown = line(card, record, places=False)
    facts = (Fact(_("Wie doet het"), shown.who), Fact(_("Stand"), f"{shown.stage.capitalize()}, {shown.when}"))
    return Stop(
        "followed", _("Aan u beloofd"), on=day_of(record.created_at), words=record.title, facts=facts,
        address=address(card, record),
    )  # fmt: skip
