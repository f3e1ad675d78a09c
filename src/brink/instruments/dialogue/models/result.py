"""What is public of a round's answers: an edition per batch of people while it is open, frozen when it closes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Tenanted
from brink.domain.processes.models import Round


class OpinionResult(Tenanted):
    """One live row per round, replaced by each edition, and one frozen row, written once at closing.

    Everything public about the answers reads this row and nothing reads the answers themselves (ADR 16). `data` holds
    only what may be published (see `cells.publish`); `routing` what choosing the next statement needs and is never
    shown. `public` is False while the body keeps results back until closing.
    """

    class State(models.TextChoices):
        FEW = "few", _("te weinig mensen")
        UNCLEAR = "unclear", _("geen aparte groepen")
        GROUPS = "groups", _("groepen")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="opinion_results")
    frozen = models.BooleanField(_("vastgezet"), default=False)
    public = models.BooleanField(_("openbaar"), default=True)
    state = models.CharField(_("stand"), max_length=10, choices=State)
    people = models.PositiveIntegerField(_("mensen"))
    answers = models.PositiveIntegerField(_("antwoorden"))
    # The number of the edition that the answers were last marked with; `data` tells which one it shows.
    edition = models.PositiveIntegerField(default=0)
    computed_at = models.DateTimeField(_("gemaakt op"))
    data = models.JSONField(default=dict)
    routing = models.JSONField(default=dict)

    class Meta:
        ordering = ("tenant_id", "round_id", "frozen")
        constraints = (models.UniqueConstraint(fields=("tenant", "round", "frozen"), name="dialogue_result_once"),)

    def __str__(self) -> str:
        return f"{self.round_id} {self.state}"
