"""Lines: what came from one internet connection. No address is kept, and no hash longer than it is needed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Account, Tenanted
from brink.domain.processes.models import Round


class LineSign(Tenanted):
    """One act from one line on one day. `line` is a keyed hash of line, day and thing: no two things can be tied.

    `subject` is what it is counted for (an idea, a round), `act` the row that it made. Goes after a few days.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=60)
    subject = models.UUIDField()
    act = models.UUIDField()
    line = models.CharField(max_length=64)

    class Meta:
        ordering = ("tenant_id", "created_at")
        constraints = (models.UniqueConstraint(fields=("tenant", "what", "act"), name="participation_sign_once"),)
        indexes = (
            models.Index(fields=("tenant", "what", "subject", "line"), name="participation_sign_line"),
            models.Index(fields=("tenant", "created_at"), name="participation_sign_old"),
        )

    def __str__(self) -> str:
        return self.what


class OneLine(Tenanted):
    """How many acts on one thing came from one line: the most of any line, from ten on. Holds no line.

    `seen_count` is the number at which staff looked at it last.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="one_lines")
    what = models.CharField(_("wat"), max_length=60)
    subject = models.UUIDField()
    count = models.PositiveIntegerField(_("van één aansluiting"))
    # What anybody reads of it: it moves by ten and more, as every told count does.
    told = models.PositiveIntegerField(default=0)
    in_hall = models.BooleanField(_("in een open zaal"), default=False)
    seen_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("tenant_id", "-count")
        constraints = (models.UniqueConstraint(fields=("tenant", "what", "subject"), name="participation_line_once"),)
        indexes = (models.Index(fields=("tenant", "round"), name="participation_line_round"),)

    def __str__(self) -> str:
        return f"{self.what} {self.count}"


class Hall(Tenanted):
    """A hall where many people take part behind one line, opened by staff who are there, till the end of a meeting.

    Where the instrument has questions for a hall, people there find its pages by `code`, four letters that go when the
    hall closes. `smaller_first` says whether the smaller side speaks first after each question; it is told beforehand.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="halls")
    name = models.CharField(_("welke zaal"), max_length=120)
    line = models.CharField(max_length=64, blank=True)
    code = models.CharField(_("code van de zaal"), max_length=4, blank=True)
    smaller_first = models.BooleanField(_("de kleinste groep praat eerst"), default=True)
    ends_at = models.DateTimeField(_("open tot"))
    opened_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("tenant_id", "-created_at")
        constraints = (
            models.UniqueConstraint(
                fields=("tenant", "code"), condition=~models.Q(code=""), name="participation_hall_code"
            ),
        )
        indexes = (models.Index(fields=("tenant", "round", "ends_at"), name="participation_hall_open"),)

    def __str__(self) -> str:
        return self.name


class HallQuestion(Tenanted):
    """One question that was put to a hall, and until when. What people answered stands with the instrument.

    `asked` is the instrument's own row (`HallPart.asked`). A question that was closed stays closed (migration 0002):
    who wants to hear people once more asks anew.
    """

    hall = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField(_("de hoeveelste vraag"))
    asked = models.UUIDField()
    closed_at = models.DateTimeField(_("dicht sinds"), null=True, blank=True)

    class Meta:
        ordering = ("tenant_id", "hall_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("tenant", "hall", "number"), name="participation_question_number"),
            models.UniqueConstraint(
                fields=("tenant", "hall"), condition=models.Q(closed_at=None), name="participation_question_one_open"
            ),
        )

    def __str__(self) -> str:
        return f"{self.hall_id} {self.number}"
