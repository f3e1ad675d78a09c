"""What the setup of a round decides: the kind of limit, and the question that it holds. Pure."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

KEY = "valuation"
ADVICE = "valuation_advice"
"""The kind of contribution: all that one person advises."""

LEAST_OPTIONS, MOST_OPTIONS = 5, 16
MOST_STEPS, MOST_EFFECTS = 3, 3
MOST_AMOUNT = 10**12
"""In cents, or in the unit of the question: far below where sums stop being exact."""


class Kind(models.TextChoices):
    """What a package must keep. The values are stored and never renamed."""

    BUDGET = "money", _("een budget: samen hooguit zoveel euro")
    POINTS = "points", _("iets anders dat op kan: samen hooguit zoveel uren, hectares of punten")
    GOAL = "goal", _("een doel: samen ten minste zoveel")


class Door(models.TextChoices):
    """How somebody takes part. The values are stored and never renamed."""

    COMPOSE = "compose", _("Ik kies zelf")
    DELEGATE = "delegate", _("Ik laat het over aan deskundigen")
    REFUSE = "refuse", _("Ik wil zo niet kiezen")


def planned_content(stored: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the question of a round that is being set up, as plain data."""
    content = stored.get("task")
    return content if isinstance(content, dict) else {}
