"""Plans with their earlier versions, the rule that was frozen at opening, ballots, and the record of the count."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brink.domain.participation.sessions import FilledSession
from brink.domain.people.models import Tenanted
from brink.domain.processes.models import Round
from brink.foundation.quotations import QuotingCharField, QuotingTextField
from brink.instruments.budget.round_settings import Counting, Form


class Feasibility(models.TextChoices):
    """Whether a plan can be done. The values are stored and never renamed."""

    OPEN = "", _("nog niet nagegaan")
    FEASIBLE = "feasible", _("haalbaar")
    INFEASIBLE = "infeasible", _("niet haalbaar")


class Plan(Tenanted):
    """One plan that the amount may be spent on. Only a feasible one with a cost is on the ballot.

    `code` is its name in the exported file, by which a lot at a tie is drawn; `number` is what it is called on paper.
    From the opening of the round its feasibility, cost and names do not change: the database sees to that.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="budget_plans")
    number = models.PositiveSmallIntegerField(_("nummer"))
    code = models.CharField(_("code"), max_length=60)
    place_in_list = models.PositiveSmallIntegerField(_("plaats in de lijst"), default=0)
    title = models.CharField(_("titel"), max_length=200)
    description = models.TextField(_("omschrijving"), blank=True)
    place = models.CharField(_("plek"), max_length=160, blank=True)
    theme = models.CharField(_("onderwerp"), max_length=80, blank=True)
    cost_cents = models.PositiveBigIntegerField(_("kosten in centen"), null=True, blank=True)
    feasibility = models.CharField(_("haalbaarheid"), max_length=10, choices=Feasibility, blank=True)
    feasibility_reason = QuotingTextField(_("uitleg bij de haalbaarheid"), blank=True)
    version = models.PositiveSmallIntegerField(_("versie"), default=1)
    withdrawn_at = models.DateTimeField(_("van de lijst sinds"), null=True, blank=True)
    withdrawn_reason = QuotingTextField(_("waarom van de lijst"), blank=True)

    class Meta:
        ordering = ("tenant_id", "round_id", "place_in_list", "number")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "round", "number"), name="budget_plan_number"),
            models.UniqueConstraint(fields=("tenant", "round", "code"), name="budget_plan_code"),
            models.CheckConstraint(condition=Q(feasibility__in=Feasibility.values), name="budget_plan_feasibility"),
            models.CheckConstraint(
                condition=~Q(feasibility=Feasibility.FEASIBLE) | Q(cost_cents__isnull=False), name="budget_plan_cost"
            ),
            models.CheckConstraint(
                condition=~Q(feasibility=Feasibility.INFEASIBLE) | ~Q(feasibility_reason=""), name="budget_plan_ground"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""), name="budget_plan_withdrawn"
            ),
        )

    def __str__(self) -> str:
        return self.title[:60]


class PlanVersion(Tenanted):
    """How a plan read before it was changed, and why it was changed."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveSmallIntegerField(_("versie"))
    title = models.CharField(_("titel"), max_length=200)
    description = models.TextField(_("omschrijving"), blank=True)
    cost_cents = models.PositiveBigIntegerField(_("kosten in centen"), null=True, blank=True)
    feasibility = models.CharField(_("haalbaarheid"), max_length=10, choices=Feasibility, blank=True)
    why = QuotingCharField(_("waarom anders"), max_length=200, blank=True)

    class Meta:
        ordering = ("tenant_id", "plan_id", "version")
        constraints = (models.UniqueConstraint(fields=("tenant", "plan", "version"), name="budget_version_once"),)

    def __str__(self) -> str:
        return f"{self.plan_id} {self.version}"


class Terms(Tenanted):
    """The rule of one round as it was at opening: written once, and never changed (the database sees to that)."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="budget_terms")
    amount_cents = models.PositiveBigIntegerField(_("bedrag in centen"))
    form = models.CharField(_("stembriefje"), max_length=10, choices=Form)
    counting = models.CharField(_("rekenregel"), max_length=30, choices=Counting)
    least = models.PositiveSmallIntegerField(_("ten minste zoveel plannen"), default=0)
    most = models.PositiveSmallIntegerField(_("hooguit zoveel plannen"), default=0)
    points = models.PositiveSmallIntegerField(_("punten"), default=10)
    within = models.BooleanField(_("samen binnen het bedrag"), default=False)
    open_ballots = models.BooleanField(_("stembriefjes openbaar na sluiten"), default=False)
    list_hash = models.CharField(_("vingerafdruk van de lijst"), max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("tenant", "round"), name="budget_terms_once"),
            models.CheckConstraint(condition=Q(form__in=Form.values), name="budget_terms_form"),
            models.CheckConstraint(condition=Q(counting__in=Counting.values), name="budget_terms_counting"),
        )

    def __str__(self) -> str:
        return f"{self.round_id} {self.form}"


class Ballot(FilledSession):
    """What one person chose: number of a plan to 1, to points, or to its place; 0 is a no that stands on paper.

    One column and no rows: rows of their own would keep in which order somebody chose.
    """

    choices = models.JSONField(_("keuzes"), default=dict, blank=True)

    class Meta(FilledSession.Meta):
        ordering = ("tenant_id", "round_id", "id")


class Tally(Tenanted):
    """All ballots as they were counted, in the format of Pabulib and in the order of their contents: for a recount.

    Written once, at closing. Nothing in it tells who voted. Fewer than ten ballots are shown to nobody, and ten or more
    only where it was said before anybody voted that they would be (`Terms.open_ballots`).
    """

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="budget_tally")
    election = models.TextField(_("stembestand"))
    voters = models.PositiveIntegerField(_("stembriefjes"))

    class Meta:
        constraints = (models.UniqueConstraint(fields=("tenant", "round"), name="budget_tally_once"),)

    def __str__(self) -> str:
        return f"{self.round_id}"
