"""Who may see which rows: the frame and the groups from release on, a proposal from its check on, members nobody."""

from collections.abc import Callable

from django.db.models import Model, Q

from brink.domain.contributions.models import Contribution
from brink.foundation.visibility import ANYONE, DESK, Rule, register, visible
from brink.instruments.dialogue_groups.models import (
    CarryingOut,
    CouncilFrame,
    DialogueGroup,
    Dissent,
    EarlierProposal,
    Evening,
    FrameLine,
    FrameRaise,
    GroupProposal,
    Intervention,
    LineCheck,
    Naming,
    QuarterReport,
    Reaction,
)


def _released(path: str) -> Callable[[], Q]:
    return lambda: Q(**{f"{path}__opened_at__isnull": False})


def _shown(path: str = "") -> Callable[[], Q]:
    """Return the condition under which a proposal, or what hangs on it, is public: the desk has looked at it."""
    return lambda: Q(**{f"{path}checked_at__isnull": False, f"{path}round__opened_at__isnull": False})


def _dissent() -> Q:
    return _shown("proposal__")() & Q(shown_at__isnull=False)


def _named() -> Q:
    return _shown("proposal__")() & Q(decision__published_at__isnull=False)


def _reactions() -> Q:
    return Q(contribution__in=visible(ANYONE, Contribution.objects.all()))


def register_rules() -> None:
    """Register the rule of each model, once."""
    released: dict[type[Model], str] = {
        CouncilFrame: "round", FrameLine: "round", Intervention: "round", DialogueGroup: "round",
        FrameRaise: "line__round", Evening: "group__round",
    }  # fmt: skip
    for model, path in released.items():
        register(model, Rule(public=_released(path), roles=DESK))
    register(GroupProposal, Rule(public=_shown(), roles=DESK))
    for model in (EarlierProposal, LineCheck, CarryingOut, QuarterReport):
        register(model, Rule(public=_shown("proposal__"), roles=DESK))
    register(Dissent, Rule(public=_dissent, roles=DESK))
    register(Naming, Rule(public=_named, roles=DESK))
    register(Reaction, Rule(public=_reactions, roles=DESK, under_code="contribution_id"))
    # Members have no rule: who they are is nobody's to list. Pages of their group tell kind, number and institution.
