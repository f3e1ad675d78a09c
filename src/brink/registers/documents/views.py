"""The files of documents: sent to whoever may see the document, and never as a page of this site."""

from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from brink.domain.people.desk import found
from brink.foundation.requests import BrinkRequest
from brink.foundation.visibility import visible
from brink.registers.documents import files
from brink.registers.documents.file_kinds import KINDS, PICTURE
from brink.registers.documents.models import DocumentVersion


def _version(request: BrinkRequest, slug: str, number: int) -> DocumentVersion:
    """Return a version whose document this viewer may see, with its file; else there is no such page."""
    rows = visible(request.viewer, DocumentVersion.objects.exclude(stored="").filter(number=number))
    return found(rows, document__record__slug=slug)


def _sent(one: DocumentVersion, width: int, *, attached: bool) -> FileResponse:
    try:
        file = files.opened(one.stored, one.kind, width)
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, as_attachment=attached, filename=one.name, content_type=KINDS[one.kind].mime)
    response["X-Content-Type-Options"] = "nosniff"
    # Kept nowhere: what is withdrawn, or was for the desk alone, must not be read from a cache.
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def file(request: BrinkRequest, slug: str, number: int) -> FileResponse:
    """Send a file to keep: as an attachment, whatever is in it."""
    return _sent(_version(request, slug, number), 0, attached=True)


@require_safe
def picture(request: BrinkRequest, slug: str, number: int, width: int) -> FileResponse:
    """Send a picture that we made anew ourselves, to stand on a page."""
    one = _version(request, slug, number)
    if one.kind != PICTURE or width not in files.WIDTHS:
        raise Http404
    return _sent(one, width, attached=False)
