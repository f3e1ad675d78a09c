"""The decision record of domain.md §3.8: options, weighing, minority note, votes, explanation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models import Bundle, Contribution, Destination, Moderation, Publicity
from brink.domain.decisions.models.kind import DecisionKind
from brink.domain.people.models import CouncilGroup, Organ, Tenanted
from brink.domain.processes.models import Interest, Process, Round
from brink.foundation.quotations import QuotingCharField, QuotingTextField


class Decision(Tenanted):
    """One decision of one organ on one process. `published_at` closes it; guards say what is missing before."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="decisions")
    destination = models.OneToOneField(Destination, on_delete=models.PROTECT, related_name="decision")
    slug = models.SlugField(_("adres"), max_length=80)
    title = QuotingCharField(_("titel"), max_length=200)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", verbose_name=_("wie besloot"))
    on = models.DateField(_("datum"))
    kind = models.ForeignKey(
        DecisionKind, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions",
        verbose_name=_("soort besluit"),
    )  # fmt: skip
    competence = QuotingCharField(_("waarop steunt de bevoegdheid"), max_length=200, blank=True)
    question = QuotingCharField(_("vraag"), max_length=300, blank=True)
    text = QuotingTextField(_("wat is besloten"), blank=True)
    explanation = QuotingTextField(_("uitleg in klare taal"), blank=True)
    evaluation_on = models.DateField(_("wij kijken terug op"), null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    # When an erratum last changed its texts; see `Erratum`.
    corrected_at = models.DateTimeField(_("verbeterd op"), null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "-on")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "slug"), name="decisions_decision_slug"),
            models.CheckConstraint(
                name="decisions_decision_explained",
                condition=models.Q(published_at__isnull=True)
                | (~models.Q(text="") & ~models.Q(explanation="") & models.Q(evaluation_on__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def opposed(self) -> "list[tuple[GroupVote, models.Model | None]]":
        """Return the fracties of which somebody was against, with what they said of it: most votes against first."""
        votes = sorted((one for one in self.votes.all() if one.against), key=lambda one: (-one.against, one.group))
        return [(one, getattr(one, "group_reason", None)) for one in votes if one.council_group_id is not None]


class Option(Tenanted):
    """A choice that lay on the table. Doing nothing is always one of them."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="options")
    number = models.PositiveSmallIntegerField(_("nummer"))
    title = QuotingCharField(_("keuze"), max_length=200)
    consequences = QuotingTextField(_("gevolgen"))
    nothing = models.BooleanField(_("niets doen"), default=False)
    chosen = models.BooleanField(_("gekozen"), default=False)

    class Meta:
        ordering = ("tenant_id", "decision_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "decision", "number"), name="decisions_option_number"),
            models.UniqueConstraint(
                fields=("tenant", "decision"), condition=models.Q(chosen=True), name="decisions_option_chosen"
            ),
            models.UniqueConstraint(
                fields=("tenant", "decision"), condition=models.Q(nothing=True), name="decisions_option_nothing"
            ),
        )

    def __str__(self) -> str:
        return self.title


class WeighingLine(Tenanted):
    """How one interest, bundle or dissenting group was weighed: the rule side, the feeling side, what followed."""

    class Weight(models.TextChoices):
        LOW = "low", _("laag")
        MIDDLE = "middle", _("midden")
        HIGH = "high", _("hoog")

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="lines")
    destination = models.OneToOneField(Destination, on_delete=models.PROTECT, related_name="weighing_line")
    number = models.PositiveSmallIntegerField(_("nummer"))
    interest = models.ForeignKey(Interest, on_delete=models.PROTECT, null=True, blank=True, related_name="lines")
    bundle = models.ForeignKey(Bundle, on_delete=models.PROTECT, null=True, blank=True, related_name="lines")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    group_key = models.CharField(_("groep"), max_length=60, blank=True)
    who = QuotingCharField(_("wie"), max_length=160)
    norm_side = QuotingTextField(_("regels en cijfers"))
    value_side = QuotingTextField(_("gevoel en waarde"))
    weight = models.CharField(_("gewicht"), max_length=10, choices=Weight)
    done = QuotingTextField(_("wat is ermee gedaan"))
    reason = QuotingTextField(_("waarom"))

    class Meta:
        ordering = ("tenant_id", "decision_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "decision", "number"), name="decisions_line_number"),
            models.CheckConstraint(
                name="decisions_line_filled",
                condition=~models.Q(norm_side="")
                & ~models.Q(value_side="")
                & ~models.Q(done="")
                & ~models.Q(reason=""),
            ),
            # Promise 4 counts what has a line: each thing at stake has one, and a line is about one thing at most.
            models.UniqueConstraint(
                fields=("tenant", "decision", "interest"),
                condition=models.Q(interest__isnull=False),
                name="decisions_line_interest",
            ),
            models.UniqueConstraint(
                fields=("tenant", "decision", "bundle"),
                condition=models.Q(bundle__isnull=False),
                name="decisions_line_bundle",
            ),
            models.UniqueConstraint(
                fields=("tenant", "decision", "round", "group_key"),
                condition=models.Q(round__isnull=False),
                name="decisions_line_group",
            ),
            models.CheckConstraint(
                name="decisions_line_about_one",
                condition=models.Q(interest__isnull=True, bundle__isnull=True, round__isnull=True, group_key="")
                | models.Q(interest__isnull=False, bundle__isnull=True, round__isnull=True, group_key="")
                | models.Q(interest__isnull=True, bundle__isnull=False, round__isnull=True, group_key="")
                | (models.Q(interest__isnull=True, bundle__isnull=True, round__isnull=False) & ~models.Q(group_key="")),
            ),
        )

    def __str__(self) -> str:
        return self.who


class Dilemma(Tenanted):
    """A hard choice, told openly: what pulled either way, who gains, who loses."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="dilemmas")
    number = models.PositiveSmallIntegerField(_("nummer"))
    text = QuotingTextField(_("dilemma"))
    choice = QuotingTextField(_("wat gaf de doorslag"))

    class Meta:
        ordering = ("tenant_id", "decision_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "decision", "number"), name="decisions_dilemma_number"),
        )

    def __str__(self) -> str:
        return self.text[:60]


class PolicyDeviation(Tenanted):
    """Where the decision departs from standing policy, and what that means for a next case."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="policy_deviations")
    rule = QuotingCharField(_("beleid"), max_length=200)
    reason = QuotingTextField(_("waarom"))
    precedent = QuotingTextField(_("wat betekent dit voor een volgende keer"))

    class Meta:
        ordering = ("tenant_id", "decision_id", "created_at")
        constraints = (models.UniqueConstraint(fields=("tenant", "decision", "rule"), name="decisions_policy_once"),)

    def __str__(self) -> str:
        return self.rule


class AdviceDeviation(Tenanted):
    """Whether the decision follows what was advised; a reason is owed from level "adviseren" up."""

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="advice")
    followed = models.BooleanField(_("het advies is gevolgd"))
    reason = QuotingTextField(_("waarom wel of niet"))

    class Meta:
        ordering = ("tenant_id", "decision_id")
        constraints = (models.UniqueConstraint(fields=("tenant", "decision"), name="decisions_advice_once"),)

    def __str__(self) -> str:
        return f"{self.decision_id}"


class GroupVote(Tenanted):
    """How one fractie voted; its votes may be split. Fracties, not persons; names of persons are for the minutes.

    `council_group` is the fractie that was there on the day of the decision. Votes from before there were fracties
    have a name alone, and so have those of an organ without any.
    """

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="votes")
    group = models.CharField(_("fractie"), max_length=80)
    council_group = models.ForeignKey(
        CouncilGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="votes"
    )  # fmt: skip
    in_favour = models.PositiveSmallIntegerField(_("voor"))
    against = models.PositiveSmallIntegerField(_("tegen"))

    class Meta:
        ordering = ("tenant_id", "decision_id", "group")
        constraints = (models.UniqueConstraint(fields=("tenant", "decision", "group"), name="decisions_vote_once"),)

    def __str__(self) -> str:
        return self.group


class MinorityNote(Tenanted):
    """What the minority brought and what was done with it (promise 4). Never empty; "none found" needs a method.

    Its argument is a quote only when it stands literally in words that somebody gave: `quoted`. Otherwise it is a
    summary of the desk, and is shown as one.
    """

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="minority")
    argument = QuotingTextField(_("sterkste argument, in hun eigen woorden"), blank=True)
    quoted = models.ForeignKey(
        Contribution, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("bron")
    )
    holders = QuotingCharField(_("wie en met hoeveel"), max_length=200, blank=True)
    adopted = QuotingTextField(_("wat is overgenomen"), blank=True)
    not_further = QuotingTextField(_("waarom niet verder"), blank=True)
    softening = QuotingTextField(_("wat verzacht de nadelen"), blank=True)
    none_found = models.BooleanField(_("geen afwijkende groep gevonden"), default=False)
    method = QuotingTextField(_("hoe is gezocht"), blank=True)

    class Meta:
        ordering = ("tenant_id", "decision_id")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "decision"), name="decisions_minority_once"),
            models.CheckConstraint(
                name="decisions_minority_filled",
                condition=(models.Q(none_found=True) & ~models.Q(method=""))
                | (
                    models.Q(none_found=False)
                    & ~models.Q(argument="")
                    & ~models.Q(holders="")
                    & ~models.Q(adopted="")
                    & ~models.Q(not_further="")
                    & ~models.Q(softening="")
                ),
            ),
        )

    def __str__(self) -> str:
        return self.argument[:60]

    @property
    def taken_back(self) -> bool:
        """Tell whether the words that are quoted may not be read any more: withdrawn, hidden or taken off the site."""
        said = self.quoted
        return said is not None and (
            said.withdrawn_at is not None
            or said.moderation != Moderation.SHOWN
            or said.publicity == Publicity.CLOSED
            or self.argument not in said.text
        )
