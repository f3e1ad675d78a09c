"""Naming the guiding questions that a question serves, and answering each rule of thumb."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from brink.domain.accountability.models import SelfCheck, ServedQuestions
from brink.domain.accountability.queries import check_in_force, rules_of, seen_of
from brink.domain.accountability.rule_answers import sees
from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Process
from brink.domain.processes.services.preconditions import clean_line, running
from brink.domain.processes.states import is_public
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow


@dataclass(frozen=True, slots=True)
class RuleAnswer:
    """Whether one rule of thumb was kept, and why."""

    number: int
    kept: bool
    because: str = ""


@act("process.serves", Process, on="process", part=True)
def serve(
    *, process: Process, numbers: Sequence[int], actor: Actor, key: str | None, seen: int | None = None
) -> Done[Process]:
    """Name which guiding questions of its kader a question serves: one at least."""
    chosen = sorted(set(numbers))
    if not chosen:
        raise BadInput(_("Kies minstens één leidende vraag."), field="numbers")
    if any(not 1 <= one <= len(process.framework.questions) for one in chosen):
        raise BadInput(_("Kies een leidende vraag uit het kader."), field="numbers")
    row = ServedQuestions.objects.filter(process=process).first() or ServedQuestions(
        tenant_id=process.tenant_id, created_at=clock.now(), process=process
    )
    row.numbers = chosen
    row.save()
    return Done(process, {"numbers": chosen}, public=is_public(process))


def _answered(process: Process, given: Sequence[RuleAnswer]) -> list[dict[str, object]]:
    """Return what is kept of the answers; raises BadInput at the rule that has none, or lacks its reason."""
    by_number, seen, kept = {one.number: one for one in given}, seen_of(process), list[dict[str, object]]()
    for rule in rules_of(process):
        answer = by_number.pop(rule.number, None)
        if answer is None:
            raise BadInput(_("Kies bij elke vuistregel ja of nee."), field=f"kept_{rule.number}")
        saw = sees(rule.check_key, seen)
        empty = ""
        if not answer.kept:
            empty = _("Schrijf op waarom dit niet is gelukt.")
        elif saw is False:
            empty = _("Brink ziet hier iets anders. Schrijf op waarom het toch ja is.")
        field = f"because_{rule.number}"
        because = clean_line(answer.because, limit=500, field=field, empty=empty)
        kept.append({"number": rule.number, "kept": answer.kept, "because": because, "saw": saw})
    if by_number:
        raise BadInput(_("Deze vuistregel staat niet in het kader."))
    return kept


@act("self_check.filled", SelfCheck, on="process", subject="selfcheck")
def fill_self_check(
    *, process: Process, answers: Sequence[RuleAnswer], reason: str = "", actor: Actor, key: str | None
) -> Done[SelfCheck]:
    """Answer every rule of thumb of the kader of a question; a next version has a reason and says something else."""
    if not is_public(process):
        raise NotNow(_("Zet eerst het participatiebesluit op de site. Dan kan iedereen dit lezen."))
    if process.withdrawn_at is not None:
        running(process)
    kept, before = _answered(process, answers), check_in_force(process)
    reason = clean_line(reason, limit=1_000, field="reason")
    if before is not None:
        if before.answers == kept:
            raise NotNow(_("Deze antwoorden staan er zo al. Er is niets veranderd."))
        if not reason:
            raise BadInput(_("Schrijf op waarom de antwoorden veranderen."), field="reason")
    row = SelfCheck.objects.create(
        tenant_id=process.tenant_id, created_at=clock.now(), process=process, answers=kept,
        version=before.version + 1 if before else 1, reason=reason if before else "",
    )  # fmt: skip
    return Done(row, {"process": str(process.pk), "version": row.version}, public=True)
