"""/balie/planning/: what happens when at the bodies of a member of staff, by week or by month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from brink.domain.people.desk import login_first, member
from brink.domain.people.models import Account, Body
from brink.domain.people.queries import at_the_desk
from brink.domain.processes import icalendar_feed
from brink.domain.processes.dates import FIRST_DAY, LAST_DAY
from brink.domain.processes.queries.calendar import calendar, planned_items
from brink.domain.processes.queries.planning import Owned, owned
from brink.foundation import clock, spreadsheets
from brink.foundation.addresses import page_url
from brink.foundation.requests import BrinkRequest
from brink.foundation.visibility import DESK
from brink.web.year_path import Line, year_of

MINE, WEEK, MONTH, FILE = "mij", "week", "maand", "ics"
WEEKS, MONTHS = 8, 6
# As many decisions in one week or month are said above the list: somebody may want to move one.
MANY_DECISIONS = 3
# How far outside the months of the table is looked for where a path begins and ends.
LOOK_AROUND = timedelta(days=366)


class PlanningForm(forms.Form):
    """What narrows the planning. A field that holds nonsense narrows nothing."""

    organisatie = forms.ModelChoiceField(
        Body.objects.none(), label=gettext_lazy("Organisatie"), required=False, empty_label=gettext_lazy("Alle"),
        to_field_name="slug",
    )  # fmt: skip
    persoon = forms.ChoiceField(label=gettext_lazy("Van wie"), required=False)
    soort = forms.ChoiceField(label=gettext_lazy("Soort"), required=False)
    per = forms.ChoiceField(
        label=gettext_lazy("Bij elkaar per"), required=False,
        choices=[(WEEK, gettext_lazy("week")), (MONTH, gettext_lazy("maand"))],
    )  # fmt: skip
    vanaf = forms.DateField(label=gettext_lazy("Vanaf"), required=False, widget=forms.DateInput({"type": "date"}))

    def __init__(self, *args: Any, bodies: Sequence[Body], colleagues: Sequence[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body, person, kind = self.fields["organisatie"], self.fields["persoon"], self.fields["soort"]
        assert isinstance(body, forms.ModelChoiceField)
        assert isinstance(person, forms.ChoiceField)
        assert isinstance(kind, forms.ChoiceField)
        body.queryset = Body.objects.filter(pk__in=[one.pk for one in bodies])
        if len(bodies) < 2:
            body.widget = forms.HiddenInput()
        people = [(str(one.pk), one.name) for one in colleagues]
        person.choices = [("", _("Iedereen")), (MINE, _("mij")), *people]
        kind.choices = [("", _("Alle")), *kinds().items()]

    @cached_property
    def wish(self) -> dict[str, Any]:
        """Return what narrows the list: the fields that hold something."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def narrowed(self) -> bool:
        """Tell whether anything is left out."""
        return bool({"organisatie", "persoon", "soort"} & set(self.wish))


def kinds() -> dict[str, str]:
    """Return what each kind of thing is called, as the sources of the calendar say it."""
    return {key: capfirst(str(label)) for source in calendar.all() for key, label in source.kinds.items()}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the planning."""

    day: date
    until: date | None
    times: str
    title: str
    note: str
    where: str
    kind: str
    who: str
    address: str
    off: bool
    moved: bool


@dataclass(frozen=True, slots=True)
class Period:
    """One week or month, and what happens in it."""

    title: str
    start: date
    end: date
    rows: Sequence[Row]
    decisions: int

    @property
    def many(self) -> bool:
        """Tell whether so much is decided in it that somebody may want to move something."""
        return self.decisions >= MANY_DECISIONS


def periods_from(asked: date | None, per: str) -> list[tuple[date, date]]:
    """Return the weeks or months that are shown, from the one in which `asked` (else today) lies."""
    start = asked if asked is not None and FIRST_DAY <= asked <= LAST_DAY else clock.today()
    found = []
    if per == MONTH:
        start = start.replace(day=1)
        for _number in range(MONTHS):
            following = (start + timedelta(days=32)).replace(day=1)
            found.append((start, following - timedelta(days=1)))
            start = following
        return found
    start -= timedelta(days=start.weekday())
    return [(start + timedelta(weeks=one), start + timedelta(weeks=one, days=6)) for one in range(WEEKS)]


def _title(start: date, end: date, per: str) -> str:
    if per == MONTH:
        return date_format(start, "F Y").capitalize()
    return _("Week %(number)s: %(start)s tot en met %(end)s") % {
        "number": start.isocalendar().week, "start": date_format(start, "j F"), "end": date_format(end, "j F Y"),
    }  # fmt: skip


def _row(one: Owned, names: dict[str, str]) -> Row:
    item, times = one.item, ""
    if item.starts_at is not None:
        times = date_format(item.starts_at.astimezone(clock.AMSTERDAM), "H.i")
    process = item.process
    return Row(
        day=item.on, until=item.last if item.last != item.on else None, times=times, title=item.name or item.title,
        note=item.note, where=", ".join(filter(None, (item.organ, item.place, process.title if process else ""))),
        kind=names[item.kind], who=one.name, off=item.cancelled, moved=item.moved,
        address=item.own_address or (page_url("process desk", process.slug) if process else ""),
    )  # fmt: skip


def _within(one: Owned, start: date, end: date) -> bool:
    return one.item.on <= end and (one.item.last or one.item.on) >= start


def _period(start: date, end: date, per: str, things: Sequence[Owned], names: dict[str, str]) -> Period:
    there = [one for one in things if _within(one, start, end)]
    decisions = sum(one.item.kind == "decision" and not one.item.cancelled for one in there)
    return Period(_title(start, end, per), start, end, [_row(one, names) for one in there], decisions)


def _chosen(form: PlanningForm, things: Sequence[Owned], me: object) -> list[Owned]:
    body, person, kind = (form.wish.get(name) for name in ("organisatie", "persoon", "soort"))
    account = str(me) if person == MINE else person
    return [
        one
        for one in things
        if (not body or one.item.tenant_id == body.pk)
        and (not account or str(one.account) == account)
        and (not kind or one.item.kind == kind)
    ]


@require_safe
@login_first
def planning(request: BrinkRequest) -> HttpResponse:
    """Show what happens when, or give it as a file for a spreadsheet or a calendar."""
    viewer = member(request)
    tenants = viewer.tenants(DESK)
    bodies = list(Body.objects.filter(pk__in=tenants).order_by("kind", "name"))
    form = PlanningForm(request.GET, bodies=bodies, colleagues=list(at_the_desk(*tenants)))
    per = form.wish.get("per", WEEK)
    spans = periods_from(form.wish.get("vanaf"), per)
    around = LOOK_AROUND if per == MONTH else timedelta()
    wide = owned(planned_items(viewer, spans[0][0] - around, spans[-1][1] + around))
    every = _chosen(form, wide, viewer.account_id)
    things = [one for one in every if _within(one, spans[0][0], spans[-1][1])]
    asked = request.GET.get(spreadsheets.ASKED, "")
    if asked == FILE:
        return _calendar_file(things)
    names = kinds()
    if spreadsheets.asked(request):
        return spreadsheets.file(_sheet([_row(one, names) for one in things]), asked)
    periods = [_period(start, end, per, things, names) for start, end in spans]
    back = (spans[0][0] - timedelta(weeks=WEEKS)) if per == WEEK else _months_before(spans[0][0])
    context = {
        "form": form, "periods": periods, "count": len(things),
        "full": [one for one in periods if one.many],
        "year": _year(every, spans, periods, names) if per == MONTH else (), "last": periods[-1],
        "before": _with(request, vanaf=back.isoformat()),
        "after": _with(request, vanaf=(spans[-1][1] + timedelta(days=1)).isoformat()),
        "file": _with(request, als=FILE), "body_name": bodies[0].name if len(bodies) == 1 else "",
    }  # fmt: skip
    return render(request, "web/planning.html", context)


def _year(
    things: Sequence[Owned], spans: Sequence[tuple[date, date]], periods: Sequence[Period], names: dict[str, str]
) -> list[Line]:
    """Return the questions with their path through these months."""
    full = [one.start for one in periods if one.many]
    return year_of((one.item for one in things), spans, clock.today(), names, full)


def _months_before(start: date) -> date:
    for _number in range(MONTHS):
        start = (start - timedelta(days=1)).replace(day=1)
    return start


def _with(request: BrinkRequest, **changed: str) -> str:
    kept = request.GET.copy()
    for name, value in changed.items():
        kept[name] = value
    return kept.urlencode()


def _calendar_file(things: Sequence[Owned]) -> HttpResponse:
    body = icalendar_feed.write([one.item for one in things], name=_("Planning"), base_url=settings.BASE_URL)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="planning.ics"'
    response["Cache-Control"] = "private, no-store"
    return response


def _sheet(rows: Sequence[Row]) -> spreadsheets.Sheet:
    columns = (
        _("Dag"), _("Tot en met"), _("Tijd"), _("Wat"), _("Soort"), _("Waar"), _("Van wie"), _("Let op"),
        _("Gaat door"),
    )  # fmt: skip
    cells = [
        (one.day, one.until, one.times, one.title, one.kind, one.where, one.who, one.note,
         _("nee") if one.off else _("ja"))
        for one in rows
    ]  # fmt: skip
    return spreadsheets.Sheet("planning", columns, cells)
