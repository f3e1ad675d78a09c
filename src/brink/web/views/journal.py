"""The public journal: everything that happened, newest first."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from brink.domain.journal.models import Checkpoint, Entry
from brink.domain.people.models import Body
from brink.foundation.visibility import visible

PER_PAGE = 50


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show the public entries of the journal, for all bodies or one."""
    slug = request.GET.get("overheid", "")[:60]
    bodies = list(Body.objects.all())
    body = next((one for one in bodies if one.slug == slug), None)
    rows = visible(request.viewer, Entry.objects.select_related("leaf"))  # type: ignore[attr-defined]
    if body:
        rows = rows.filter(tenant_id=body.pk)
    page = Paginator(rows.order_by("-at", "-id"), PER_PAGE).get_page(request.GET.get("pagina"))
    names = {one.pk: one.name for one in bodies}
    checkpoints = Checkpoint.objects.filter(tenant_id=body.pk) if body else Checkpoint.objects.none()
    context = {
        "page": page,
        "entries": [(entry, names.get(entry.tenant_id, "")) for entry in page],
        "bodies": bodies,
        "body": body,
        "checkpoint": checkpoints.first(),
    }
    return render(request, "web/journal.html", context)
