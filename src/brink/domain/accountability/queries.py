"""Reads of what a body accounts for; each function says how many queries it takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.expressions import BaseExpression

from brink.domain.accountability.models import (
    InternalRoom,
    ParticipationChoice,
    PublicText,
    RoomFit,
    SelfCheck,
    ServedQuestions,
)
from brink.domain.accountability.room_fit import Given, Taken
from brink.domain.accountability.rule_answers import SeenOf
from brink.domain.decisions.models import Decision
from brink.domain.framework.models import RuleOfThumb
from brink.domain.framework.rule_checks import CHECKS
from brink.domain.processes.models import Process
from brink.domain.processes.queries.readiness_findings import room_in_force
from brink.foundation import clock
from brink.foundation.visibility import Viewer, visible

_SIDES = ("council", "executive", "process")


def rooms(viewer: Viewer, process: Process) -> QuerySet[InternalRoom]:
    """Return the versions of a question that this viewer may see, newest first. One query."""
    rows = InternalRoom.objects.filter(tenant_id=process.tenant_id, process=process).select_related(*_SIDES)
    return visible(viewer, rows).order_by("-version")


def in_force(process: Process) -> InternalRoom | None:
    """Return the version that both sides adopted last, if there is one. One query."""
    rows = InternalRoom.objects.filter(tenant_id=process.tenant_id, process=process, adopted_at__isnull=False)
    return rows.select_related("council", "executive").order_by("-version").first()


def given_by(room: InternalRoom) -> Given:
    """Return what a room gives, as the rules read it."""
    return Given(room.ceiling_cents, room.until, room.returns)


def taken_in(decision: Decision, fit: RoomFit) -> Taken:
    """Return what a decision is, as the rules read it."""
    return Taken(decision.organ.role, decision.on, fit.amount_cents, fit.touched)


def process_facts() -> Mapping[str, BaseExpression | F]:
    """Return what the page of a question reads along with it, so that its stop asks nothing."""
    own: dict[str, Any] = {"tenant": OuterRef("tenant"), "process": OuterRef("pk")}

    def newest(rows: QuerySet[Any], column: str = "version") -> Subquery:
        return Subquery(rows.filter(**own).order_by("-version").values(column)[:1])

    texts = PublicText.objects.all()
    return {
        "account_room": newest(InternalRoom.objects.filter(adopted_at__isnull=False)),
        "account_notice": newest(texts.filter(kind=PublicText.Kind.NOTICE)),
        "account_motivation": newest(texts.filter(kind=PublicText.Kind.MOTIVATION)),
        "account_level": newest(ParticipationChoice.objects.all(), "level"),
        "account_exception": newest(ParticipationChoice.objects.all(), "exception_name"),
        "account_check": newest(SelfCheck.objects.all()),
        "account_questions": F("framework__questions"),
        "account_serves": Subquery(ServedQuestions.objects.filter(**own).values("numbers")[:1]),
    }


def desk_facts(process: Process) -> dict[str, Any]:
    """Return how far a question accounts for itself: what its page reads, and the `choice` in force. One query."""
    columns = ("level", "exception", "exception_name", "exception_source")
    rows = ParticipationChoice.objects.filter(process=OuterRef("pk")).order_by("-version")
    chosen = {f"choice_{one}": Subquery(rows.values(one)[:1]) for one in columns}
    facts: dict[str, Any] = {name: one for name, one in process_facts().items() if name != "account_questions"}
    found: dict[str, Any] = vars(Process.objects.only("pk").order_by().annotate(**facts, **chosen).get(pk=process.pk))
    said = {one: found.pop(f"choice_{one}") for one in columns}
    return {**found, "choice": ParticipationChoice(**said) if said["level"] is not None else None}


def choice_in_force(process: Process) -> ParticipationChoice | None:
    """Return the newest participation decision of a question, if it has one. One query."""
    rows = ParticipationChoice.objects.filter(tenant_id=process.tenant_id, process=process)
    return rows.order_by("-version").first()


def choices(viewer: Viewer, process: Process) -> QuerySet[ParticipationChoice]:
    """Return the participation decisions that this viewer may see, newest first. One query."""
    rows = ParticipationChoice.objects.filter(tenant_id=process.tenant_id, process=process)
    return visible(viewer, rows).order_by("-version")


def texts(viewer: Viewer, process: Process, kind: str) -> QuerySet[PublicText]:
    """Return the versions of a text that this viewer may see, newest first. One query."""
    rows = PublicText.objects.filter(tenant_id=process.tenant_id, process=process, kind=kind)
    return visible(viewer, rows).order_by("-version")


def rules_of(process: Process) -> list[RuleOfThumb]:
    """Return the rules of thumb of the kader of a question, in order. One query."""
    rows = RuleOfThumb.objects.filter(framework=process.framework_id)
    return list(rows.order_by("number"))


def seen_of(process: Process) -> SeenOf:
    """Return what Brink reads of a question to see how it kept to the rules. Two queries."""
    return SeenOf(process, room_in_force(process), process.lessons.count())


def checks(viewer: Viewer, process: Process) -> QuerySet[SelfCheck]:
    """Return the answers of a question to the rules that this viewer may see, newest first. One query."""
    return visible(viewer, SelfCheck.objects.filter(tenant_id=process.tenant_id, process=process)).order_by("-version")


def check_in_force(process: Process) -> SelfCheck | None:
    """Return the newest answers of a question to the rules. One query."""
    rows = SelfCheck.objects.filter(tenant_id=process.tenant_id, process=process)
    return rows.order_by("-version").first()


@dataclass(frozen=True, slots=True)
class Told:
    """One rule as the page shows it: its words, whether it was kept, why, and what Brink saw."""

    rule: RuleOfThumb
    kept: bool
    because: str
    saw: bool | None
    helps: str


def told_of(check: SelfCheck, rules: Sequence[RuleOfThumb]) -> list[Told]:
    """Return each rule with what was answered."""
    by_number = {one.number: one for one in rules}
    return [
        Told(by_number[one["number"]], one["kept"], one["because"], one["saw"],
             str(CHECKS.get(by_number[one["number"]].check_key, "")))
        for one in check.answers if one["number"] in by_number
    ]  # fmt: skip


def served(process: Process) -> list[str]:
    """Return the guiding questions that a question serves. Two queries at most."""
    row = ServedQuestions.objects.filter(process=process).first()
    return questions_at(process.framework.questions, row.numbers if row else ())


def served_anew(process: Process, made: Process) -> list[ServedQuestions]:
    """Return, unsaved, what a copy serves: the guiding questions that its own kader asks too. Three queries at most."""
    there, now = served(process), made.framework.questions
    numbers = [number for number, asked in enumerate(now, start=1) if asked in there]
    common = {"tenant_id": made.tenant_id, "created_at": clock.now()}
    return [ServedQuestions(**common, process=made, numbers=numbers)] if numbers else []


def questions_at(questions: Sequence[str], numbers: Sequence[int]) -> list[str]:
    """Return the guiding questions at these places of a kader, from 1."""
    return [questions[number - 1] for number in numbers if 1 <= number <= len(questions)]
