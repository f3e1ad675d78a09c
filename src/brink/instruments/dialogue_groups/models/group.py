"""Groups, their evenings, and their members: who they are is encrypted and goes when its term is over."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Tenanted
from brink.domain.processes.models import Round
from brink.foundation.crypto import EncryptedTextField
from brink.foundation.quotations import QuotingTextField
from brink.instruments.dialogue_groups.round_settings import MemberKind


class DialogueGroup(Tenanted):
    """One group of residents, institutions and companies, with a theme and a task from the council."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="dialogue_groups")
    number = models.PositiveSmallIntegerField(_("nummer"))
    title = models.CharField(_("thema"), max_length=120)
    task = models.CharField(_("opdracht"), max_length=300, blank=True)

    class Meta:
        ordering = ("tenant_id", "round_id", "number")
        constraints = (models.UniqueConstraint(fields=("tenant", "round", "number"), name="groups_group_number"),)

    def __str__(self) -> str:
        return self.title[:60]


class Evening(Tenanted):
    """One time that a group meets, and afterwards what was talked about there."""

    group = models.ForeignKey(DialogueGroup, on_delete=models.CASCADE, related_name="evenings")
    number = models.PositiveSmallIntegerField(_("nummer"))
    on = models.DateField(_("dag"))
    place = models.CharField(_("plek"), max_length=160)
    account = QuotingTextField(_("waar het over ging"), blank=True)

    class Meta:
        ordering = ("tenant_id", "group_id", "number")
        constraints = (models.UniqueConstraint(fields=("tenant", "group", "number"), name="groups_evening_number"),)

    def __str__(self) -> str:
        return f"{self.group_id} {self.number}"


class GroupMember(Tenanted):
    """Somebody in a group, who writes under the code of their invitation: only its hash is kept.

    An institution or a company stands on the site by its name; a resident stands there as a resident and a number.
    """

    group = models.ForeignKey(DialogueGroup, on_delete=models.CASCADE, related_name="members")
    number = models.PositiveSmallIntegerField(_("nummer"))
    kind = models.CharField(_("wat iemand is"), max_length=12, choices=MemberKind)
    institution = models.CharField(_("instelling of bedrijf"), max_length=120, blank=True)
    host = models.BooleanField(_("gastheer of gastvrouw"), default=False)
    code_hash = models.CharField(max_length=64)
    name = EncryptedTextField(_("naam"), blank=True)
    email = EncryptedTextField(_("e-mail"), blank=True)
    left_at = models.DateTimeField(_("gestopt op"), null=True, blank=True)
    destroyed_at = models.DateTimeField(_("gegevens vernietigd op"), null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "group_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "group", "number"), name="groups_member_number"),
            models.UniqueConstraint(fields=("tenant", "code_hash"), name="groups_member_code"),
            models.CheckConstraint(
                name="groups_member_institution",
                condition=Q(kind=MemberKind.RESIDENT, institution="")
                | (~Q(kind=MemberKind.RESIDENT) & ~Q(institution="")),
            ),
            models.CheckConstraint(
                condition=Q(destroyed_at__isnull=True) | Q(name="", email=""), name="groups_member_destroyed"
            ),
        )

    def __str__(self) -> str:
        return f"{self.group_id} {self.number}"

    @property
    def shown(self) -> str:
        """Return how a member stands on the site."""
        if self.kind == MemberKind.RESIDENT:
            return gettext("inwoner %(number)s") % {"number": self.number}
        return self.institution
