"""Where a guide ends: what somebody can do now, by what they want, how, and where they live."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brink.domain.people.models import Body
from brink.domain.places.models import Area
from brink.domain.places.queries import ancestors
from brink.domain.processes import queries as processes
from brink.domain.processes.list_rows import meetings, questions
from brink.domain.processes.models import Process, Round
from brink.domain.processes.paper_sheet import has_paper
from brink.domain.processes.queries.calendar import upcoming
from brink.foundation import clock
from brink.foundation.addresses import page_url
from brink.foundation.visibility import Viewer, visible
from brink.ui.components import Link, Meeting, Question

MOST = 5
SAY, ASK, TALK, READ = "zeggen", "vragen", "praten", "lezen"
WISHES: Mapping[str, str | Promise] = {
    SAY: _("Zeggen wat ik vind van een vraag die nu open is"),
    ASK: _("Zelf iets vragen, voorstellen of melden"),
    TALK: _("Met iemand praten"),
    READ: _("Alleen lezen wat er gebeurt"),
}
SCREEN, PAPER, PHONE, TABLE = "scherm", "papier", "telefoon", "tafel"
MEANS: Mapping[str, str | Promise] = {
    SCREEN: _("Hier, op dit scherm"),
    PAPER: _("Op papier"),
    PHONE: _("Met de telefoon"),
    TABLE: _("Aan tafel, in een dorp"),
}


@dataclass(frozen=True, slots=True)
class WaysIn:
    """What is open now, in the order in which it is shown. `others` says that nothing is open near, so from further."""

    questions: list[Question] = field(default_factory=list)
    days: list[Meeting] = field(default_factory=list)
    forms: list[Link] = field(default_factory=list)
    doors: list[Link] = field(default_factory=list)
    bodies: list[Body] = field(default_factory=list)
    others: bool = False
    follow: str = ""

    @property
    def open(self) -> bool:
        """Tell whether there is anything in it that can be done now."""
        return bool(self.questions or self.days or self.forms or self.doors)


def ways_in(viewer: Viewer, area: Area | None, wish: str, means: str) -> WaysIn:
    """Return what can be done now. A fixed number of queries, however much there is."""
    near = processes.open_near(area, viewer, MOST) if area else []
    rows = near or list(processes.open_now(viewer)[:MOST])
    days = upcoming(viewer, area=area, limit=MOST) or (upcoming(viewer, limit=MOST) if area else [])
    doors, phones = _doors(viewer, area), list(Body.objects.exclude(phone="").order_by("name")[:MOST])
    follow = page_url("following", "plek", area.slug) if area else page_url("home")
    listed = questions(rows, clock.now())
    others = bool(area and rows and not near)
    if wish == READ:
        return WaysIn(questions=listed, others=others, follow=follow)
    if wish == ASK:
        return WaysIn(doors=doors, bodies=phones)
    if wish == TALK:
        return WaysIn(days=meetings(days), doors=doors, bodies=phones)
    if means == PAPER:
        forms = _forms(rows)
        # Without a form to print: whoever answers the telephone sends one, and writes down what is said.
        return WaysIn(forms=forms, questions=[] if forms else listed, doors=doors, bodies=phones, others=others)
    if means == PHONE:
        return WaysIn(questions=listed, doors=doors, bodies=phones, others=others)
    if means == TABLE:
        return WaysIn(days=meetings(days), questions=[] if days else listed, doors=doors, bodies=phones)
    return WaysIn(questions=listed, doors=[] if rows else doors, others=others)


def _doors(viewer: Viewer, area: Area | None) -> list[Link]:
    """Return where anything can be asked or told, any day: of the governments of a place, or of all."""
    rows = visible(viewer, Process.objects.filter(standing=True, room_published_at__isnull=False))
    rows = rows.select_related("tenant").order_by("tenant__name")
    near = _around(rows, area) if area else rows
    return [Link(one.tenant.name, page_url("process", one.slug)) for one in near[:MOST] or rows[:MOST]]


def _around(rows: "QuerySet[Process]", area: Area) -> "QuerySet[Process]":
    return rows.filter(Q(tenant__area__in=[one.pk for one in ancestors(area)]))


def _forms(rows: list[Process]) -> list[Link]:
    """Return the forms to print of the rounds that are open now. One query."""
    now = clock.now()
    rounds = Round.objects.filter(process__in=[one.pk for one in rows], opened_at__isnull=False, closed_at=None)
    rounds = rounds.filter(opens_at__lte=now, closes_at__gt=now).select_related("process").order_by("closes_at", "id")
    return [
        Link(f"{one.process.title}: {one.title}", page_url("paper", one.process.slug, one.slug))
        for one in rounds
        if has_paper(one)
    ]
