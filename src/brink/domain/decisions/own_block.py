"""What somebody with a seat reads first: the decisions of the last month, and what their minority brought."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, Subquery

from brink.domain.decisions.models import ChosenTheme, Decision, GroupVote, Involvement, Position
from brink.domain.people.points import Mine
from brink.domain.processes.models import Process
from brink.foundation import clock
from brink.foundation.panels import Panel
from brink.foundation.visibility import ELECTED, visible

DAYS, MOST = timedelta(days=31), 12


def this_month(mine: Mine) -> Panel | None:
    """Return the decisions of one's bodies of the last month: those with a minority first. One query."""
    rows = visible(mine.viewer, Decision.objects.filter(tenant_id__in=mine.bodies, published_at__isnull=False))
    rows = rows.filter(on__gt=clock.today() - DAYS).select_related("organ", "minority__quoted")
    heard = Q(minority__none_found=False)
    found = list(rows.alias(heard=heard).order_by(F("heard").desc(nulls_last=True), "-on", "-id")[:MOST])
    return Panel("decisions/own_block.html", {"rows": found}) if found else None


def asked_of_group(mine: Mine) -> Panel | None:
    """Return the decisions of which the griffie asks one's own fractie why it was against. One query at most."""
    if not mine.groups:
        return None
    rows = GroupVote.objects.filter(council_group__in=mine.groups, tenant_id__in=mine.bodies, against__gt=0)
    rows = rows.filter(decision__published_at=None, group_reason__asked_on__isnull=False)
    found = list(rows.select_related("decision__organ", "group_reason").order_by("decision__on", "id")[:MOST])
    return Panel("decisions/own_asked.html", {"rows": found}) if found else None


def _newest(whose: Q) -> Subquery:
    """Return for an annotation of questions the newest stance of these holders."""
    rows = Position.objects.filter(whose, process=OuterRef("pk")).order_by("-number")
    return Subquery(rows.values("stance")[:1])


def own_positions(mine: Mine) -> Panel | None:
    """Return the questions of one's bodies that are not decided yet, with one's own positions. One query.

    Those of one's own themes come first.
    """
    if not any(one.role in ELECTED for one in mine.seats):
        return None
    rows = visible(mine.viewer, Process.objects.filter(tenant_id__in=mine.bodies, withdrawn_at=None, standing=False))
    rows = rows.filter(decided_at=None, room_published_at__isnull=False)
    chosen = ChosenTheme.objects.filter(person__in=mine.persons).values("theme")
    of_theme = Process.themes.through.objects.filter(process_id=OuterRef("pk"), theme_id__in=chosen)
    rows = rows.annotate(
        of_theme=Exists(of_theme), own=_newest(Q(person__in=mine.persons)), group=_newest(Q(group__in=mine.groups))
    )
    names = dict(Position.Stance.choices)
    found = [
        {"process": one, "own": names.get(one.own, ""), "group": names.get(one.group, ""), "chosen": one.of_theme}
        for one in rows.order_by("-of_theme", F("closes_at").asc(nulls_last=True), "id")[:MOST]
    ]
    context = {"rows": found, "fractie": bool(mine.groups)}
    return Panel("decisions/own_positions.html", context) if found else None


def own_themes(mine: Mine) -> Panel | None:
    """Return one's own themes, with the way to choose them. One query."""
    seats = {one.person_id: one for one in mine.seats if one.role in ELECTED}
    if not seats:
        return None
    chosen = ChosenTheme.objects.filter(person__in=seats).select_related("theme").order_by("theme__name", "id")
    return Panel("decisions/chosen_themes.html", {"chosen": list(chosen), "changes": list(seats.values())})


def expected(mine: Mine) -> Panel | None:
    """Return the moments to come at which somebody is expected, the first in front. One query."""
    rows = Involvement.objects.filter(person__in=mine.persons, on__gte=clock.today(), attendance="")
    rows = rows.filter(process__withdrawn_at=None).select_related("process", "phase").order_by("on", "id")
    found = list(rows[:MOST])
    return Panel("decisions/own_expected.html", {"rows": found}) if found else None
