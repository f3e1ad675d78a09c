"""Do we keep our word: the public figures, for the first page and the page of figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.contributions.queries import counting
from brink.domain.people.models import Body
from brink.domain.processes.models import Process
from brink.foundation.articles import in_sentence
from brink.foundation.disclosure import Part, part_of
from brink.foundation.visibility import ANYONE, visible
from brink.ui.components import Column, Figure, Row, Table

# Published in batches, so that nobody can see one voice come in by looking twice.
_KEPT = 300
_KEY = "web.figures"


@dataclass(frozen=True, slots=True)
class Score:
    """How one body answers. `due` counts voices that were to be answered by now; it is at least ten."""

    name: str
    due: int
    answered: int
    on_time: int
    median_days: float | None
    promised_days: int


def scores() -> list[Score]:
    """Return the bodies with ten voices or more, at most five minutes old. Three queries when they are made anew."""
    found: list[Score] | None = cache.get(_KEY)
    if found is None:
        found = _fresh()
        cache.set(_KEY, found, _KEPT)
    return found


def _fresh() -> list[Score]:
    bodies = {body.pk: body for body in Body.objects.order_by("name")}
    return [
        Score(
            name=bodies[one.tenant_id].name,
            due=one.due,
            answered=one.answered,
            on_time=one.on_time,
            median_days=one.median_days,
            promised_days=bodies[one.tenant_id].reply_days,
        )
        for one in counting.figures(bodies).values()
        if one.answered is not None and one.on_time is not None
    ]


def stopped() -> Table | None:
    """Return per body how many questions it put and how many of them it stopped, or None before the first question.

    Of questions, not of people: these figures are told however small.
    """
    public = visible(ANYONE, Process.objects.filter(room_published_at__isnull=False))
    rows = (
        public.order_by("tenant__name")
        .values_list("tenant__name")
        .annotate(put=Count("pk"), ended=Count("pk", filter=Q(withdrawn_at__isnull=False)))
    )
    columns = (
        Column(_("Overheid")),
        Column(_("Vragen gesteld"), numeric=True),
        Column(_("Vragen gestopt"), numeric=True),
    )
    lines = tuple(Row(name, (number_format(put), number_format(ended))) for name, put, ended in rows)
    return Table(_("Vragen per overheid"), columns, lines) if lines else None


def days_in_words(days: float | None) -> str:
    """Write a number of days, in whole days: "19 dagen", "binnen een dag"."""
    if days is None:
        return _("nog niet bekend")
    whole = round(days)
    if not whole:
        return _("binnen een dag")
    return ngettext("%(days)d dag", "%(days)d dagen", whole) % {"days": whole}


def in_words(part: Part) -> str:
    """Write a part of a whole without telling of fewer than ten people."""
    words = {"none": _("geen"), "most": _("bijna alle"), "few": _("minder dan 10")}
    return words.get(part.how) or number_format(part.number or 0)


def figures(rows: Sequence[Score]) -> list[Figure]:
    """Return the big figures of the first page: over the bodies that are published one by one, and no others."""
    if not rows:
        return []
    due, answered, on_time = (sum(getattr(row, name) for row in rows) for name in ("due", "answered", "on_time"))
    whole = number_format(due)
    found = [
        Figure(
            in_words(part_of(answered, due)).capitalize(),
            _("van de %(due)s stemmen die een antwoord moesten krijgen, hebben dat gekregen.") % {"due": whole},
        ),
        Figure(
            in_words(part_of(on_time, due)).capitalize(),
            _("van de %(due)s kregen hun antwoord op tijd.") % {"due": whole},
        ),
    ]
    largest = max(rows, key=lambda row: row.answered)
    if largest.median_days is not None:
        words = _("wacht u meestal op antwoord van %(body)s.")
        found.append(Figure(days_in_words(largest.median_days), words % {"body": in_sentence(largest.name)}))
    return found


def table(rows: Sequence[Score]) -> Table | None:
    """Return the figures of each body as a table, or None when no body has ten voices."""
    if not rows:
        return None
    columns = (
        Column(_("Overheid")),
        Column(_("Moest antwoord krijgen"), numeric=True),
        Column(_("Kreeg antwoord"), numeric=True),
        Column(_("Op tijd"), numeric=True),
        Column(_("Meestal in"), numeric=True),
    )
    return Table(
        _("Antwoorden per overheid"),
        columns,
        tuple(
            Row(
                row.name,
                (
                    number_format(row.due),
                    in_words(part_of(row.answered, row.due)),
                    in_words(part_of(row.on_time, row.due)),
                    days_in_words(row.median_days),
                ),
            )
            for row in rows
        ),
    )
