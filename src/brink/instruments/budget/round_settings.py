"""What the setup of a budget decides: the amount, how people vote and by which rule is counted. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.methods.budgeting import Rule

KEY = "budget"
BALLOT = "budget_ballot"
"""The kind of contribution: all that one person chose."""

MOST_PLANS = 60
MOST_POINTS = 20
MOST_AMOUNT = 10**12
"""In cents: what a province spends in years, and far below where sums stop being exact."""


class Form(models.TextChoices):
    """How people vote. The values are stored and never renamed."""

    APPROVAL = "approval", _("plannen aankruisen")
    POINTS = "points", _("punten verdelen")
    RANKED = "ranked", _("op volgorde zetten")


class Counting(models.TextChoices):
    """By which rule is counted: the name of the rule and, for equal shares, what happens with money that is left."""

    SHARES = "equal-shares/add1", _("gelijke delen: ieders deel groeit tot er niets meer bij past")
    SHARES_REST = "equal-shares/utilitarian", _("gelijke delen, en wat over is naar de meeste stemmen")
    GREEDY = "greedy", _("de meeste stemmen eerst")


def rule_of(counting: str, seed: int) -> Rule:
    """Return the rule of the method; voters are taken to gain what a plan costs."""
    if counting == Counting.GREEDY:
        return Rule("greedy", "cost", "none", seed)
    return Rule("equal-shares", "cost", "utilitarian" if counting == Counting.SHARES_REST else "add1", seed)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the setup form decides. `least` and `most` 0 set no bound; `plans` are those of an invented round."""

    amount_cents: int = 0
    form: str = Form.APPROVAL.value
    counting: str = Counting.SHARES.value
    least: int = 0
    most: int = 0
    points: int = 10
    within: bool = False
    open_ballots: bool = False
    imported: str = ""
    plans: tuple[Mapping[str, Any], ...] = ()

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Settings":
        """Read the settings of a round; what is absent or unknown has its default."""
        form, counting = stored.get("form"), stored.get("counting")
        return cls(
            amount_cents=max(0, int(stored.get("amount_cents") or 0)),
            form=form if form in Form.values else cls().form,
            counting=counting if counting in Counting.values else cls().counting,
            least=max(0, int(stored.get("least") or 0)),
            most=max(0, int(stored.get("most") or 0)),
            points=min(MOST_POINTS, max(1, int(stored.get("points") or 10))),
            within=bool(stored.get("within", False)),
            open_ballots=bool(stored.get("open_ballots", False)),
            imported=str(stored.get("imported") or ""),
            plans=tuple(stored.get("plans") or ()),
        )
