"""The term in which people may send in a submission, and whether one came in time. Pure; days are those of Amsterdam.

By the Algemene wet bestuursrecht (Awb) and the Algemene termijnenwet (Atw), as in force in 2026:
art. 3:16 Awb, at least six weeks, from the day on which the draft lies open, so the first day counts; a draft of which
notice was not given yet does not lie open by the law (3:12). Art. 6:9 Awb: in time when received before the end, and by
post when posted before the end and received within a week after it. Art. 6:10: what came too early is not left aside.
Art. 1 Atw: a term that ends on a Saturday, Sunday or public holiday runs on to the first day that is none of these;
art. 3: the holidays, and the days put on a par with them; art. 4: not for terms of more than twelve weeks.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from brink.foundation import workdays

POST_DAYS = 7
LONGEST_EXTENDED = 12
"""In weeks: longer terms end on the day on which they end, whatever day that is (art. 4 Atw)."""


@dataclass(frozen=True, slots=True)
class Term:
    """The first and the last day that count, and on which day it would have ended without the Algemene termijnenwet."""

    first: date
    last: date
    nominal: date

    @property
    def extended(self) -> bool:
        """Tell whether the law lets it run on."""
        return self.last != self.nominal

    @property
    def last_by_post(self) -> date:
        """Return the last day on which a letter that was posted in time may come in."""
        return self.last + timedelta(days=POST_DAYS)


def legal_term(laid_open_on: date, notice_on: date, weeks: int) -> Term:
    """Return the term of a draft that lies open from one day, of which notice was given on another."""
    first = max(laid_open_on, notice_on)
    nominal = first + timedelta(days=7 * weeks - 1)
    return Term(first, workdays.on_or_after(nominal) if weeks <= LONGEST_EXTENDED else nominal, nominal)


class Timing(models.TextChoices):
    """Whether a submission came in time. The values are stored and never renamed."""

    IN_TIME = "in_time", _("op tijd")
    BY_POST = "by_post", _("op tijd gepost")
    EARLY = "early", _("voor de eerste dag")
    LATE = "late", _("te laat")
    TO_JUDGE = "to_judge", _("nog te beoordelen")


COUNTS = frozenset({Timing.IN_TIME, Timing.BY_POST, Timing.EARLY})


def timing(term: Term, received_on: date, *, by_post: bool = False, posted_on: date | None = None) -> Timing:
    """Say whether what was received on a day came in time.

    `posted_on` is what the postmark says, None when it cannot be read: then a person judges, as with a letter that was
    posted in time and came more than a week late. An earlier day never gives a worse answer.
    """
    if received_on < term.first:
        return Timing.EARLY
    if received_on <= term.last:
        return Timing.IN_TIME
    if not by_post:
        return Timing.LATE
    if posted_on is None:
        return Timing.TO_JUDGE
    if posted_on > term.last:
        return Timing.LATE
    return Timing.BY_POST if received_on <= term.last_by_post else Timing.TO_JUDGE
