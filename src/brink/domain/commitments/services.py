"""Acts on promises: made, joined, moved, called to account, settled, reported; and "klopt niet", once."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Sum
from django.utils.translation import gettext as _

from brink.domain.commitments import states
from brink.domain.commitments.models import Commitment, CommitmentStep, Spending
from brink.domain.commitments.promised import receivers
from brink.domain.contributions.models import Answer, Contribution
from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.people.models import Body, Organ
from brink.domain.processes.models import Event
from brink.domain.records import making
from brink.domain.records.basics import Basics, about
from brink.domain.records.making import line
from brink.domain.records.models import Voice
from brink.domain.records.showing import in_words
from brink.foundation import clock
from brink.foundation.addresses import kept, page_url
from brink.foundation.errors import BadInput, NotAllowed, NotNow

KEY = "commitment"
Kind = CommitmentStep.Kind
Told = Done[Commitment]


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was promised: an answer, an event, or in words."""

    answer: Answer | None = None
    event: Event | None = None
    said_at: str = ""


def _step(row: Commitment, kind: str, note: str) -> None:
    CommitmentStep.objects.create(
        tenant_id=row.tenant_id, created_at=clock.now(), commitment=row, kind=kind, note=note
    )


def _dated(row: Commitment, moment: str, kind: str, note: str) -> None:
    """Note the moment at which something happened to a promise, and what was said of it."""
    setattr(row, moment, clock.now())
    row.save(update_fields=(moment,))
    _step(row, kind, note)


def _done(row: Commitment, **data: Any) -> Told:
    """Keep the stage that follows from the facts, and say it in the journal, in public once the promise is."""
    making.restage(row)
    process = {"process": str(row.record.process_id)} if row.record.process_id else {}
    return Done(row, {**process, "stage": row.record.stage, **data}, public=making.is_public(row.record))


def _check(tenant: Body, organ: Organ | None, source: Source) -> None:
    for name, row in (("organ", organ), ("answer", source.answer), ("event", source.event)):
        if row is not None and row.tenant_id != tenant.pk:
            raise BadInput(_("Kies iets van uw eigen organisatie."), field=name)
    if source.answer is not None and source.answer.sent_at is None:
        raise NotNow(_("Verstuur eerst het antwoord. Daarna kunt u er iets bij beloven."))


@act("commitment.made", Commitment, on="tenant")
def promise(
    *,
    tenant: Body,
    basics: Basics,
    receiver: str,
    actor: Actor,
    key: str | None,
    organ: Organ | None = None,
    source: Source = Source(),
    amount_cents: int | None = None,
) -> Told:
    """Make a promise: who does what, for whom, by when. It waits for the other party to join in."""
    _check(tenant, organ, source)
    if basics.due_on is None:
        raise BadInput(_("Kies de dag waarop het klaar is."), field="due_on")
    making.checked_day(basics.due_on)
    row: Commitment = making.make(
        KEY, tenant=tenant, basics=basics, organ=organ, answer=source.answer, event=source.event,
        receiver=line(receiver, field="receiver", limit=160, empty=_("Schrijf op aan wie u dit belooft.")),
        said_at=line(source.said_at, field="said_at", limit=160), amount_cents=amount_cents,
    )  # fmt: skip
    said = _("%(owner)s doet het, uiterlijk %(day)s.")
    _step(row, Kind.MADE, said % {"owner": row.record.owner, "day": in_words(basics.due_on)})
    return _done(row)


def promise_with(*, answer: Answer, actor: Actor, key: str | None, **said: Any) -> Commitment:
    """Promise something to those who have this answer, about the places and themes of its question."""
    basics = about(answer.process, title=said["title"], owner=said["owner"], due_on=said["due_on"])
    return promise(
        tenant=answer.tenant, basics=basics, receiver=said["receiver"], source=Source(answer=answer), actor=actor,
        key=key,
    )  # fmt: skip


@act("commitment.published", Commitment, on="row")
def publish(*, row: Commitment, actor: Actor, key: str | None) -> Told:
    """Let everybody read a promise that was made with something that was not public yet."""
    making.publish(row.record)
    return _done(row)


@act("commitment.accepted", Commitment, on="row")
def accept(*, row: Commitment, note: str, actor: Actor, key: str | None, seen: int | None = None) -> Told:
    """Note that the other party joins in: this is what they asked for."""
    making.allow(row, "aansluiten")
    note = line(note, field="note", empty=_("Schrijf op wie zich aansloot, en hoe u dat weet."))
    _dated(row, "accepted_at", Kind.ACCEPTED, note)
    return _done(row)


@act("commitment.moved", Commitment, on="row")
def move(
    *, row: Commitment, due_on: date, reason: str, actor: Actor, key: str | None, seen: int | None = None
) -> Told:
    """Promise another day, in time and with a reason. The first promised day keeps counting beside it."""
    record = making.allow(row, "nieuwe-dag")
    reason = line(reason, field="reason", empty=_("Schrijf op waarom het later wordt, of eerder."))
    before = making.move_due(record, due_on)
    said = _("Van %(before)s naar %(day)s. %(reason)s")
    days = {"before": in_words(before) if before else "", "day": in_words(due_on)}
    _step(row, Kind.MOVED, said % {**days, "reason": reason})
    return _done(row, due=due_on.isoformat())


@act("commitment.called", Commitment, on="row")
def call_to_account(*, row: Commitment, note: str, actor: Actor, key: str | None, seen: int | None = None) -> Told:
    """Note that somebody asked the owner to keep the promise. May be done again and again."""
    making.allow(row, "aanspreken")
    note = line(note, field="note", empty=_("Schrijf op wie wie aansprak, en wat er is gezegd."))
    _dated(row, "called_at", Kind.CALLED, note)
    return _done(row)


def _evidence(text: str) -> str:
    """Return what to keep of the place that shows it: a page of this site by its kind, or an address on the web."""
    found = line(text, field="evidence", limit=300)
    path = found.removeprefix(settings.BASE_URL)
    if path.startswith("/"):
        page = kept(path) if not path.startswith(page_url("desk")) else ""
        if not page:
            raise BadInput(_("Deze pagina staat niet op onze site. Kijk het adres na."), field="evidence")
        return f"{Commitment.PAGE}{page}"
    if found and not found.startswith(("https://", "http://")):
        raise BadInput(_("Plak hier een adres dat begint met https://, of met / voor deze site."), field="evidence")
    return found


@act("commitment.settled", Commitment, on="row")
def settle(
    *, row: Commitment, outcome: str, reason: str, evidence: str, actor: Actor, key: str | None,
    seen: int | None = None,
) -> Told:  # fmt: skip
    """Say whether it was kept, with a reason; what was kept is shown. This does not end it: reporting does."""
    making.allow(row, "afrekenen")
    if outcome not in Commitment.Outcome.values:
        raise BadInput(_("Kies of de toezegging is nagekomen."), field="outcome")
    row.evidence = _evidence(evidence)
    if outcome == Commitment.Outcome.KEPT and not row.evidence:
        raise BadInput(_("Wijs iets aan waaruit dit blijkt."), field="evidence")
    row.reason = line(reason, field="reason", empty=_("Schrijf er in één zin bij hoe het is gegaan."))
    row.outcome, row.outcome_at = outcome, clock.now()
    row.save(update_fields=("outcome", "outcome_at", "reason", "evidence"))
    _step(row, Kind.SETTLED, f"{row.get_outcome_display().capitalize()}. {row.reason}")
    return _done(row, outcome=outcome)


@act("commitment.reported", Commitment, on="row")
def report(*, row: Commitment, how: str, actor: Actor, key: str | None, seen: int | None = None) -> Told:
    """Note that whoever asked for it was told how it went. Only this ends a promise."""
    record = making.allow(row, "melden")
    how = line(how, field="how", empty=_("Schrijf op hoe en wanneer u het heeft gemeld aan wie erom vroeg."))
    _dated(row, "reported_at", Kind.REPORTED, how)
    making.close(record, f"{row.get_outcome_display().capitalize()}. {row.reason}")
    return _done(row)


@act("commitment.objected", Commitment, on="row")
def say_wrong(*, row: Commitment, contribution: Contribution, text: str, actor: Actor, key: str | None) -> Told:
    """Take in "klopt niet" from whoever it was promised to, once; the promise is open again and called to account."""
    if row.reported_at is None:
        raise NotNow(_("Deze toezegging loopt nog. U hoort van ons hoe het afliep."))
    if row.objected_at is not None:
        raise NotNow(_("Er is al een keer gezegd dat het niet klopt. Dat kan één keer."))
    if not receivers(row).filter(pk=contribution.pk).exists():
        raise NotAllowed(_("Met deze code kunt u hier niet reageren. Bel ons als het toch niet klopt."))
    row.objection = line(text, field="text", empty=_("Schrijf op wat er niet klopt."))
    row.objected_at = row.called_at = clock.now()
    row.objected_by = contribution
    row.outcome, row.outcome_at, row.reported_at = "", None, None
    row.save(update_fields=(
        "objected_at", "objected_by", "objection", "called_at", "outcome", "outcome_at", "reported_at"
    ))  # fmt: skip
    making.reopen(row.record)
    if not Voice.objects.filter(tenant_id=row.tenant_id, contribution=contribution).exists():
        making.hear(row.record, contribution)
    _step(row, Kind.OBJECTED, _("Degene aan wie dit is beloofd, zegt dat het niet klopt. Wij kijken er opnieuw naar."))
    return _done(row)


def erase_objection(contribution: Contribution) -> None:
    """Take away what somebody wrote on a promise, when they take their words back. Called inside that act."""
    mine = Commitment.objects.filter(tenant_id=contribution.tenant_id, objected_by=contribution)
    mine.update(objection="", objected_by=None)


def spent(row: Commitment) -> int:
    """Return what was spent on a promise, in cents. One query."""
    return Spending.objects.filter(tenant_id=row.tenant_id, commitment=row).aggregate(sum=Sum("cents"))["sum"] or 0


@act("commitment.spent", Commitment, on="row")
def spend(
    *, row: Commitment, on: date, cents: int, what: str, actor: Actor, key: str | None, seen: int | None = None
) -> Told:
    """Write down money that went to a promise. From 80 percent of the amount on, everybody reads it."""
    making.allow(row, "uitgave")
    if row.amount_cents is None:
        raise NotNow(_("Bij deze toezegging hoort geen bedrag."))
    if not cents:
        raise BadInput(_("Vul een bedrag in."), field="cents")
    if on > clock.today():
        raise BadInput(_("Deze dag moet nog komen. Schrijf het op als het is uitgegeven."), field="on")
    Spending.objects.create(
        tenant_id=row.tenant_id, created_at=clock.now(), commitment=row, on=on, cents=cents,
        what=line(what, field="what", limit=160, empty=_("Schrijf op waaraan het geld is uitgegeven.")),
    )  # fmt: skip
    return _done(row, share=states.percent(row.amount_cents, spent(row)))
