"""The scheduling of who decides, what came of it, and telling both to everybody who supported."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from brink.domain.contributions.services import landing, replying
from brink.domain.journal.acts import Done, act, part_key, still_newest
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Process, Round
from brink.domain.processes.services.processes import withdraw_process
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import clean
from brink.instruments.petition.models import Collection, Scheduling
from brink.instruments.petition.round_settings import Settings
from brink.instruments.petition.services import control

Choice = Scheduling.Choice


@dataclass(frozen=True, slots=True)
class SchedulingFacts:
    """What was decided about a petition."""

    choice: str
    reason: str
    decided_on: date
    meeting_on: date | None = None
    speaking: str = ""
    forwarded_to: str = ""
    recommended: bool = False


def _whole(facts: SchedulingFacts, round: Round) -> None:
    """Refuse a scheduling that misses what its choice asks, or that the rules do not allow."""
    if facts.choice not in Choice.values:
        raise BadInput(_("Kies wat er is besloten."), field="choice")
    if facts.decided_on > clock.today():
        raise BadInput(_("Deze dag moet nog komen. Leg het vast als het besluit er is."), field="decided_on")
    if facts.choice == Choice.ON_AGENDA and (facts.meeting_on is None or facts.meeting_on < facts.decided_on):
        raise BadInput(_("Kies de dag van de vergadering, op of na de dag van het besluit."), field="meeting_on")
    if facts.choice == Choice.FORWARDED and not facts.forwarded_to.strip():
        raise BadInput(_("Schrijf op naar wie het voorstel gaat."), field="forwarded_to")
    if facts.choice == Choice.NOT_ON_AGENDA and Settings.of(round.settings).must_schedule:
        raise BadInput(_("Volgens uw regels komt een voorstel met genoeg steun altijd op de agenda."), field="choice")


def _reason(text: str, round: Round) -> str:
    people = Collection.objects.filter(round=round).values_list("frozen_count", flat=True).first() or 0
    empty = _("Schrijf op waarom. De %(people)s mensen die steunden lezen dit.") % {"people": people}
    text = clean(text, limit=3_000, field="reason", empty=empty, too_long=_("Maak dit korter dan 3.000 tekens."))
    if len(text.split()) < 3:
        raise BadInput(empty, field="reason")
    return text


def _speaking(text: str) -> str:
    return clean(text, limit=200, field="speaking", too_long=_("Maak dit korter dan 200 tekens."))


def _forwarded_to(text: str) -> str:
    return clean(text, limit=160, field="forwarded_to", too_long=_("Maak dit korter dan 160 tekens."))


@act("petition.scheduled", Scheduling, on=("round.process", "round", "before"))
def rule(
    *, round: Round, facts: SchedulingFacts, before: Scheduling | None = None, actor: Actor, key: str | None,
    seen: int | None = None,
) -> Done[Scheduling]:  # fmt: skip
    """Write down what was decided, with the reason. It can be put right until everybody was told.

    `before` is what the writer had before them, None when there was nothing. Raises NotNow before the check said that
    there is enough support, Conflict when somebody else was first.
    """
    if seen is not None:
        still_newest(before, Scheduling.objects.filter(tenant_id=round.tenant_id, round=round))
    if not control.passed(round):
        raise NotNow(_("Eerst moet de controle zeggen dat er genoeg steun is."))
    found = Scheduling.objects.filter(tenant_id=round.tenant_id, round=round).first()
    if found is not None and found.told_at is not None:
        raise NotNow(_("Iedereen heeft dit besluit al gelezen. Verbeteren kan alleen met een nieuw antwoord."))
    _whole(facts, round)
    row = found or Scheduling(tenant_id=round.tenant_id, created_at=clock.now(), round=round)
    agenda, forwarded = facts.choice == Choice.ON_AGENDA, facts.choice == Choice.FORWARDED
    row.choice, row.reason, row.decided_on = facts.choice, _reason(facts.reason, round), facts.decided_on
    row.meeting_on = facts.meeting_on if agenda else None
    row.speaking = _speaking(facts.speaking) if agenda else ""
    row.forwarded_to = _forwarded_to(facts.forwarded_to) if forwarded else ""
    row.recommended = facts.recommended and forwarded
    if not agenda:
        row.result, row.result_on = "", None
    row.save()
    return Done(row, {"process": str(round.process_id), "choice": row.choice}, public=True)


def said(round: Round, scheduling: Scheduling | None) -> str:
    """Return what supporters are told, in sentences: the scheduling with its reason, and what came of it."""
    if scheduling is None:
        return _("Er was te weinig steun. Daarom komt dit voorstel niet op de agenda.")
    opening = {
        Choice.ON_AGENDA: _("Dit voorstel kwam op de agenda."),
        Choice.NOT_ON_AGENDA: _("Dit voorstel komt niet op de agenda."),
        Choice.FORWARDED: _("Dit voorstel is doorgestuurd naar: %(to)s. Namen gingen niet mee.")
        % {"to": scheduling.forwarded_to},
    }[Choice(scheduling.choice)]  # fmt: skip
    return " ".join(one for one in (opening, scheduling.reason, scheduling.result) if one)


def _result(scheduling: Scheduling | None, result: str, on: date | None) -> None:
    """Keep what was decided about a petition that came on the agenda; the others have no such thing."""
    if scheduling is None or scheduling.choice != Choice.ON_AGENDA:
        return
    scheduling.result = clean(
        result, limit=3_000, field="result", empty=_("Schrijf op wat er is besloten, of waarom er geen besluit kwam."),
        too_long=_("Maak dit korter dan 3.000 tekens."),
    )  # fmt: skip
    if on is None or on > clock.today() or on < scheduling.decided_on:
        raise BadInput(_("Kies de dag waarop dit is besproken."), field="result_on")
    scheduling.result_on = on


@act("petition.told", Round, on=("round.process", "round", "before"), subject="round")
def tell(
    *, round: Round, result: str = "", result_on: date | None = None, before: Scheduling | None = None, actor: Actor,
    key: str | None, seen: int | None = None,
) -> Done[Round]:  # fmt: skip
    """Tell everybody who supported what became of it: under their code, and by mail to who left an address.

    What does not come on the agenda ends here: its question is stopped with the same reason. `before` is the decision
    that the writer read. Raises NotNow while there is nothing to tell, Conflict when another decision stands by now.
    """
    if seen is not None:
        still_newest(before, Scheduling.objects.filter(tenant_id=round.tenant_id, round=round))
    scheduling = Scheduling.objects.filter(tenant_id=round.tenant_id, round=round).first()
    if scheduling is not None and scheduling.told_at is not None:
        raise NotNow(_("Iedereen heeft dit al gelezen."))
    if scheduling is None and not expired(round):
        raise NotNow(_("Er is nog niets besloten. Leg eerst het besluit vast."))
    _result(scheduling, result, result_on)
    process, words = round.process, said(round, scheduling)
    if scheduling is not None:
        scheduling.told_at = clock.now()
        scheduling.save()
    if scheduling is None or scheduling.choice != Choice.ON_AGENDA:
        _stop(process, words, actor, key)
    else:
        _answer(round, words, actor, key)
    return Done(round, {"process": str(round.process_id)}, public=True)


def expired(round: Round) -> bool:
    """Tell whether a closed round had too little support: by its count, or by looking at every line."""
    if round.closed_at is None:
        return False
    total = Collection.objects.filter(round=round).values_list("frozen_count", flat=True).first() or 0
    return total < Settings.of(round.settings).threshold or control.passed(round) is False


def _answer(round: Round, words: str, actor: Actor, key: str | None) -> None:
    laid = landing.land_round(round=round, reason=words, actor=actor, key=part_key(key, "landed"))
    replying.send(process=round.process, answers=[laid], actor=actor, key=part_key(key, "sent"))


def _stop(process: Process, words: str, actor: Actor, key: str | None) -> None:
    """Stop the question; whoever supported gets the same words as their answer."""
    if process.withdrawn_at is None:
        process = withdraw_process(process=process, reason=words, actor=actor, key=part_key(key, "stopped"))
    if process.contribution_count > process.landed_count:
        laid = landing.land_stopped(process=process, reason=words, actor=actor, key=part_key(key, "landed"))
        replying.send(process=process, answers=[laid], actor=actor, key=part_key(key, "sent"))
