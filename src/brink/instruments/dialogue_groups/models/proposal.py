"""Proposals of groups, how they read before, how they stand beside the frame, and who sees them otherwise."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models import Contribution
from brink.domain.decisions.models import Decision
from brink.domain.people.models import Tenanted
from brink.domain.processes.models import Round
from brink.foundation.quotations import QuotingTextField
from brink.instruments.dialogue_groups.models.council_frame import FrameLine
from brink.instruments.dialogue_groups.models.group import DialogueGroup, GroupMember


class GroupProposal(Tenanted):
    """What a group wants to do, with who carries it, what it costs and what the group does itself.

    It stands on the site once this version was checked: until then `checked_at` and `fits` are None. `high_cents` is
    what is kept apart in the line while it fits.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="groups_proposals")
    group = models.ForeignKey(DialogueGroup, on_delete=models.CASCADE, related_name="proposals")
    owner = models.ForeignKey(GroupMember, on_delete=models.PROTECT, related_name="proposals")
    number = models.PositiveSmallIntegerField(_("nummer"))
    version = models.PositiveSmallIntegerField(_("versie"), default=1)
    title = models.CharField(_("titel"), max_length=120, blank=True)
    what = models.TextField(_("wat wil de groep"), blank=True)
    effort = models.TextField(_("wat doet de groep zelf"), blank=True)
    line = models.ForeignKey(FrameLine, on_delete=models.PROTECT, related_name="proposals")
    low_cents = models.PositiveBigIntegerField(_("laagste bedrag in centen"))
    high_cents = models.PositiveBigIntegerField(_("hoogste bedrag in centen"))
    yearly = models.BooleanField(_("elk jaar"), default=False)
    afterwards = models.CharField(_("tot wanneer, of wie betaalt daarna"), max_length=200, blank=True)
    receiver = models.CharField(_("wie krijgt het geld"), max_length=120, blank=True)
    own_interest = models.BooleanField(_("een lid heeft er zelf belang bij"), default=False)
    abstained = models.CharField(_("wie zich erbuiten hield"), max_length=200, blank=True)
    checked_at = models.DateTimeField(_("getoetst op"), null=True, blank=True)
    fits = models.BooleanField(_("past in het kader"), null=True, blank=True)
    held_cents = models.PositiveBigIntegerField(_("apart gehouden in centen"), default=0)
    withdrawn_at = models.DateTimeField(_("ingetrokken op"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("gestopt op"), null=True, blank=True)
    stopped_reason = QuotingTextField(_("waarom gestopt"), blank=True)

    class Meta:
        ordering = ("tenant_id", "round_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "round", "number"), name="groups_proposal_number"),
            models.CheckConstraint(
                condition=Q(low_cents__gt=0, high_cents__gte=F("low_cents")), name="groups_proposal_cost"
            ),
            models.CheckConstraint(condition=Q(yearly=False) | ~Q(afterwards=""), name="groups_proposal_afterwards"),
            models.CheckConstraint(
                name="groups_proposal_checked",
                condition=Q(fits__isnull=True, checked_at__isnull=True)
                | Q(fits__isnull=False, checked_at__isnull=False),
            ),
            models.CheckConstraint(
                condition=Q(held_cents=0) | Q(held_cents=F("high_cents")), name="groups_proposal_held"
            ),
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True) | ~Q(stopped_reason=""), name="groups_proposal_stopped"
            ),
        )

    def __str__(self) -> str:
        return self.title[:60]

    @property
    def name(self) -> str:
        """Return what it is called: its title, or its number once its words were taken back."""
        return self.title or gettext("Voorstel %(number)s") % {"number": self.number}


class EarlierProposal(Tenanted):
    """How a proposal read, and what it cost, before its owner changed it."""

    proposal = models.ForeignKey(GroupProposal, on_delete=models.CASCADE, related_name="earlier")
    version = models.PositiveSmallIntegerField(_("versie"))
    title = models.CharField(_("titel"), max_length=120, blank=True)
    what = models.TextField(_("wat wil de groep"), blank=True)
    high_cents = models.PositiveBigIntegerField(_("hoogste bedrag in centen"))

    class Meta:
        ordering = ("tenant_id", "proposal_id", "version")
        constraints = (models.UniqueConstraint(fields=("tenant", "proposal", "version"), name="groups_earlier_once"),)

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.version}"


class LineCheck(Tenanted):
    """Whether one version of a proposal keeps to one line of the frame, and why. Written once."""

    proposal = models.ForeignKey(GroupProposal, on_delete=models.CASCADE, related_name="checks")
    line = models.ForeignKey(FrameLine, on_delete=models.PROTECT, related_name="checks")
    version = models.PositiveSmallIntegerField(_("versie"))
    round_of_check = models.PositiveSmallIntegerField(_("keer"))
    fits = models.BooleanField(_("past"))
    reason = QuotingTextField(_("waarom"))

    class Meta:
        ordering = ("tenant_id", "proposal_id", "round_of_check", "line_id")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "proposal", "round_of_check", "line"), name="groups_check_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="groups_check_reason"),
        )

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.line_id}"


class Dissent(Tenanted):
    """What a member who sees a proposal otherwise wants said with it, in their own words: one row a member.

    Which member it is nobody reads; the words stand with the proposal once the desk has looked at them.
    """

    proposal = models.ForeignKey(GroupProposal, on_delete=models.CASCADE, related_name="dissents")
    member = models.ForeignKey(GroupMember, on_delete=models.CASCADE, related_name="dissents")
    text = models.TextField(_("wat iemand anders ziet"), blank=True)
    shown_at = models.DateTimeField(_("op de site sinds"), null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "proposal_id", "created_at", "id")
        constraints = (models.UniqueConstraint(fields=("tenant", "proposal", "member"), name="groups_dissent_once"),)

    def __str__(self) -> str:
        return f"{self.proposal_id}"


class Reaction(Tenanted):
    """About which proposal a reaction of somebody outside the groups is; without one it is about all of it."""

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="groups_reaction")
    proposal = models.ForeignKey(
        GroupProposal, on_delete=models.SET_NULL, null=True, blank=True, related_name="reactions"
    )

    class Meta:
        ordering = ("tenant_id", "id")

    def __str__(self) -> str:
        return f"{self.contribution_id}"


class Naming(Tenanted):
    """What a decision of the council says of one proposal by its name. It counts once the decision is public."""

    class Answer(models.TextChoices):
        ADOPTED = "adopted", _("overgenomen")
        AMENDED = "amended", _("aangepast overgenomen, de groep stemt in")
        DECLINED = "declined", _("niet overgenomen")

    proposal = models.ForeignKey(GroupProposal, on_delete=models.CASCADE, related_name="namings")
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="groups_namings")
    answer = models.CharField(_("antwoord"), max_length=10, choices=Answer)
    reason = QuotingTextField(_("waarom"), blank=True)
    breach = models.ForeignKey(FrameLine, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    minority = QuotingTextField(_("wat met de minderheid is gedaan"), blank=True)

    class Meta:
        ordering = ("tenant_id", "decision_id", "proposal_id")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "decision", "proposal"), name="groups_naming_once"),
            models.CheckConstraint(condition=Q(answer="adopted") | ~Q(reason=""), name="groups_naming_reason"),
        )

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.answer}"
