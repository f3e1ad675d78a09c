"""The public journal: everything that happened, newest first."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from brink.domain.journal import queries
from brink.domain.journal.labels import label, labels
from brink.domain.journal.links import links
from brink.domain.journal.models import Entry
from brink.domain.people.models import Body
from brink.foundation.kept_pages import may_be_kept
from brink.foundation.requests import BrinkRequest
from brink.foundation.visibility import Viewer
from brink.ui.components import Link
from brink.web.journal_actors import actor

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the journal as people read it. `about` is None when the question is not public.

    `by_the_hour`: a resident did it, and `at` is the hour in which it was done.
    """

    at: datetime
    by_the_hour: bool
    what: str
    who: str
    where: str
    about: Link | None


def list_rows(entries: list[Entry], names: dict[UUID, str], viewer: Viewer) -> list[Line]:
    """Put entries into words, with what each is about. One query for each kind of subject that has pages."""
    about = links(viewer, entries)
    return [
        Line(
            at=entry.told_at or entry.at,
            by_the_hour=entry.told_at is not None,
            what=label(entry.kind),
            who=actor(entry.actor_role),
            where=names.get(entry.tenant_id, ""),
            about=about.get(entry.pk),
        )
        for entry in entries
    ]


@may_be_kept
@require_safe
def index(request: BrinkRequest) -> HttpResponse:
    """Show the entries that this viewer may read, for all bodies or one, of all kinds or one."""
    viewer = request.viewer
    slug, kind = request.GET.get("overheid", "")[:60], request.GET.get("wat", "")[:60]
    kinds = labels()
    bodies = list(Body.objects.all())
    body = next((one for one in bodies if one.slug == slug), None)
    kind = kind if kind in kinds else ""
    rows = queries.entries(viewer, tenant_id=body.pk if body else None, kind=kind)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "page": page,
        "lines": list_rows(list(page), {one.pk: one.name for one in bodies}, viewer),
        "bodies": bodies,
        "body": body,
        "kinds": kinds.items(),
        "kind": kind,
        "checkpoint": queries.last_checkpoint(body.pk) if body else None,
    }
    return render(request, "web/journal.html", context)
