"""Who has an interest in the question, what that interest is, and what was learned."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Tenanted
from brink.domain.processes.models.process import Process
from brink.foundation.quotations import QuotingCharField, QuotingTextField


class Stakeholder(Tenanted):
    """A group or organisation at the table, and since when."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="stakeholders")
    name = models.CharField(_("wie"), max_length=160)
    aim = QuotingTextField(_("wat willen zij"), blank=True)
    joined_on = models.DateField(_("doet mee sinds"))

    class Meta:
        ordering = ("tenant_id", "process_id", "name")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "process", "name"), name="processes_stakeholder_once"),
        )

    def __str__(self) -> str:
        return self.name


class Interest(Tenanted):
    """Something at stake. Each must get a weighing line before the decision can be published."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="interests")
    stakeholder = models.ForeignKey(
        Stakeholder, on_delete=models.SET_NULL, null=True, blank=True, related_name="interests"
    )
    title = QuotingCharField(_("belang"), max_length=200)

    class Meta:
        ordering = ("tenant_id", "process_id", "created_at")
        constraints = (models.UniqueConstraint(fields=("tenant", "process", "title"), name="processes_interest_once"),)

    def __str__(self) -> str:
        return self.title


class Lesson(Tenanted):
    """A learning moment: what went otherwise than hoped and what changes. At least one, or a reason, per evaluation."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="lessons")
    happened = QuotingTextField(_("wat gebeurde er"))
    change = QuotingTextField(_("wat doen wij voortaan anders"))

    class Meta:
        ordering = ("tenant_id", "process_id", "created_at")
        indexes = (models.Index(fields=("tenant", "process"), name="processes_lesson_process"),)

    def __str__(self) -> str:
        return self.happened[:60]
