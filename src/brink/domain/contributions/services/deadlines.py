"""The terms of domain.md §3.9: when somebody must have heard from the body, and moving those dates when facts move."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution, ResponseTerms
from brink.domain.journal.acts import Done, act
from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor
from brink.domain.people.models import Body
from brink.domain.processes.models import Process, RoomStatement
from brink.domain.processes.told_facts import earliest_reply
from brink.foundation import clock, workdays
from brink.foundation.errors import BadInput

if TYPE_CHECKING:
    from uuid import UUID

TERMS = (
    "first_reply_working_days",
    "hand_over_working_days",
    "status_days",
    "objection_days",
    "objection_answer_days",
)
LONGEST = 365


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one body, in days; the defaults are those of domain.md §3.9."""

    first_reply_working_days: int = 10
    hand_over_working_days: int = 5
    status_days: int = 42
    objection_days: int = 28
    objection_answer_days: int = 14


def terms_of(tenant_id: "UUID") -> Terms:
    """Return the terms of a body: its own where it has set them, the defaults otherwise."""
    row = ResponseTerms.objects.filter(tenant_id=tenant_id).values(*TERMS).first()
    return Terms(**row) if row else Terms()


def working_days_after(day: date, count: int) -> date:
    """Return the day `count` working days after `day`, as the Algemene termijnenwet counts."""
    return workdays.after(day, count)


def promised(process: Process) -> date | None:
    """Return the last good day for a reply in this process.

    Within the body's days after the decision, and never later than the date promised in the room statement. Without
    either the term of a first reply counts. On a standing question everybody has an own term, from today.
    """
    return promised_by(process, room_terms(process.tenant_id, process.pk).first())


def room_terms(tenant_id: "UUID", process_id: "UUID") -> "QuerySet[RoomStatement, Any]":
    """Return the last good day or the days for a reply, as the newest published room has them: one row at most."""
    rows = RoomStatement.objects.filter(tenant_id=tenant_id, process_id=process_id, published_at__isnull=False)
    return rows.order_by("-version").values_list("reply_on", "reply_within")[:1]


def promised_by(process: Process, terms: "tuple[date | None, int | None] | None") -> date | None:
    """Return what `promised` returns, with the terms of the room at hand."""
    room, within = terms or (None, None)
    if within is not None:
        return working_days_after(clock.today(), within)
    return earliest_reply(room, process.decided_at, process.tenant.reply_days)


def first_reply_due(tenant_id: "UUID") -> date:
    """Return the last good day for a first reply to words that came in today outside any promise."""
    return working_days_after(clock.today(), terms_of(tenant_id).first_reply_working_days)


@act("process.reply_date_set", Process, on="process", again=lambda entry, _arguments: entry.data["contributions"])
def reset_due(*, process: Process, actor: Actor, key: str | None = None) -> Done[int]:
    """Set the reply date of every voice without reply anew, and return how many it touched.

    To be called when a decision is published and when a new room statement moves the promised date.
    """
    due = None if process.standing else promised(process)
    waiting = Contribution.objects.filter(
        tenant_id=process.tenant_id, process=process, first_replied_at=None, withdrawn_at=None
    )
    touched = waiting.exclude(reply_due_on=due).update(reply_due_on=due) if due else 0
    data = {"due": due.isoformat() if due else None, "contributions": touched}
    return Done(touched, data, public=True, row=process)


def stop_due(process: Process) -> None:
    """Bring the reply forward when a question is stopped: nobody waits for the day after a decision that never comes.

    Everybody without an answer hears within the term of a first reply, or on the day that was promised when that is
    sooner. Runs inside the act that stops the question.
    """
    due = first_reply_due(process.tenant_id)
    waiting = Contribution.objects.filter(
        tenant_id=process.tenant_id, process=process, first_replied_at=None, withdrawn_at=None
    )
    waiting.filter(Q(reply_due_on=None) | Q(reply_due_on__gt=due)).update(reply_due_on=due)


def _set_before(_entry: Entry, arguments: Mapping[str, Any]) -> ResponseTerms:
    return ResponseTerms.objects.get(tenant=arguments["body"])


@act("body.terms_set", Body, on="body", again=_set_before)
def set_terms(*, body: Body, terms: Terms, actor: Actor, key: str | None = None) -> Done[ResponseTerms]:
    """Give a body its own terms. Raises BadInput when one is zero or longer than a year."""
    values = {name: getattr(terms, name) for name in TERMS}
    for name, days in values.items():
        if not 1 <= days <= LONGEST:
            raise BadInput(_("Kies een termijn van 1 tot en met 365 dagen."), field=name)
    row, _made = ResponseTerms.objects.update_or_create(
        tenant=body, defaults=values, create_defaults={**values, "created_at": clock.now()}
    )
    return Done(row, values, public=True, row=body)
