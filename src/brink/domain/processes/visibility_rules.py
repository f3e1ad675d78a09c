"""Who may see what of this app: everybody what is published, the desk of the body its own drafts."""

from collections.abc import Callable

from django.db.models import Model, Q

from brink.domain.processes.models import (
    Alignment,
    Boundary,
    DecisionMoment,
    Deviation,
    Dossier,
    EarlyClosing,
    Event,
    ExistingPlan,
    Interest,
    Lesson,
    Partner,
    Print,
    PrintedCode,
    Process,
    RoomStatement,
    Round,
    RoundExtension,
    RoundOutcome,
    RoundPause,
    Stakeholder,
    StatutoryTerm,
    Theme,
)
from brink.foundation.visibility import DESK, Rule, register


def public_process(prefix: str = "") -> Q:
    """Return the condition that the process behind `prefix` is public: the database's twin of `states.is_public`."""
    return Q(**{f"{prefix}room_published_at__isnull": False}) | Q(**{f"{prefix}participation_at__isnull": False})


def _there(field: str) -> Callable[[], Q]:
    return lambda: Q(**{f"{field}__isnull": False})


def _of_public_process() -> Q:
    return public_process("process__")


PUBLIC: dict[type[Model], Callable[[], Q]] = {
    Process: public_process,
    RoomStatement: _there("published_at"),
    Boundary: _there("room__published_at"),
    Round: _there("opened_at"),
    RoundExtension: _there("round__opened_at"),
    RoundPause: _there("round__opened_at"),
    EarlyClosing: _there("round__opened_at"),
    RoundOutcome: _there("round__closed_at"),
    DecisionMoment: _of_public_process,
    StatutoryTerm: _of_public_process,
    Partner: _of_public_process,
    ExistingPlan: _of_public_process,
    Deviation: _of_public_process,
    Alignment: _of_public_process,
    Stakeholder: _there("process__room_published_at"),
    Interest: _there("process__room_published_at"),
    Lesson: _there("process__evaluated_at"),
    Event: lambda: Q(process__isnull=True) | public_process("process__"),
    # A subquery, so that a dossier with two public processes is not found twice.
    Dossier: lambda: Q(pk__in=Process.objects.filter(public_process(), dossier__isnull=False).values("dossier")),
}


def register_rules() -> None:
    """Tell the one visibility function about every model of this app."""
    for model, public in PUBLIC.items():
        register(model, Rule(public=public, roles=DESK))
    # Which forms were printed is the desk's to know.
    for model in (Print, PrintedCode):
        register(model, Rule(public=lambda: Q(pk__in=[]), roles=DESK))
    register(Theme, Rule(public=_there("pk")))
