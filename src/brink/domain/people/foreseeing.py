"""Telling first what an act does: an act that cannot be made unread is done only by who has just read what it does.

`press` and `act` of the desk take `foresee`. Without the yes to exactly these words the page "Dit gebeurt er als u
doorgaat" comes first, with all that was typed carried along; when somebody else changed what would happen meanwhile,
it comes once more. A form that comes twice (a double click, Back) finds its first answer as always.
"""

from collections.abc import Callable, Iterator
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from brink.domain.journal.acts import rehearse
from brink.domain.journal.models import Entry
from brink.domain.journal.ways_back import Foreseen
from brink.domain.people.act_forms import new_key
from brink.domain.people.models import Organ
from brink.foundation.permissions import Action, can
from brink.foundation.requests import BrinkRequest
from brink.foundation.visibility import DESK
from brink.ui.not_sent import not_sent

YES = "doorgaan"
BACK = "terug"
_OWN = frozenset({"csrfmiddlewaretoken", YES, BACK})


class AskFirst(Exception):
    """Nothing was done: the page says first what would happen. Caught by `press` and `page` of the desk."""

    def __init__(self, foreseen: Foreseen, changed: bool) -> None:
        """Keep what will be said, and whether it differs from what the person said yes to."""
        super().__init__(foreseen.kind)
        self.foreseen = foreseen
        self.changed = changed


def went_back(request: BrinkRequest) -> bool:
    """Tell whether the person saw what would happen, and chose to change the form instead."""
    return BACK in request.POST


def ask_first(
    request: BrinkRequest, foresee: Callable[[], Foreseen], do: Callable[[], object] | None = None
) -> None:
    """Raise AskFirst unless the person said yes to what will happen now, or the same form was done before.

    With `do` it is tried out first: what would be refused is refused at once, and nobody is asked in vain.
    """
    said = request.POST.get(YES, "")
    if key_used(request):
        return
    foreseen = foresee()
    if said != foreseen.token:
        if do is not None:
            rehearse(do)
        raise AskFirst(foreseen, changed=bool(said))


def _under_key(request: BrinkRequest) -> QuerySet[Entry]:
    key = request.POST.get("key", "")[:60]
    rows = Entry.objects.filter(tenant_id__in=list(request.viewer.tenants(DESK)), key=key)
    return rows if key else rows.none()


def key_used(request: BrinkRequest) -> bool:
    """Tell whether the key of this form acted already. For what or with which words only the act itself knows.

    Whoever goes by it lets the act run: it gives its first answer again, or refuses the key of another form.
    """
    return _under_key(request).exists()


def done_before(request: BrinkRequest, kind: str, subject: UUID | None = None) -> bool:
    """Tell whether this form did this very act already, where the act cannot be asked: what it was about is gone.

    The `subject` is what it was about, or the question around that. Without one only where nothing stands at the
    address of the form: it may not be known then.
    """
    rows = _under_key(request).filter(kind=kind)
    about = Q(subject_id=subject) | Q(data__process=str(subject))
    return (rows.filter(about) if subject else rows).exists()


def only_who_may(
    request: BrinkRequest, action: Action, tenant_id: UUID, organ: Organ | None = None
) -> None:
    """Show the page that tells what an act does to whoever may do it: for others there is none."""
    if request.method != "POST" and not can(request.viewer, action, tenant_id, organ):
        raise Http404


def _carried(request: BrinkRequest, foreseen: Foreseen) -> Iterator[tuple[str, str]]:
    """Return what goes along: everything that was sent, and what was read over."""
    sent = request.POST if request.method == "POST" else request.GET
    for name, texts in sent.lists():
        if name not in _OWN and name not in foreseen.carries:
            yield from ((name, text) for text in texts)
    yield from foreseen.carries.items()
    if not sent.get("key"):
        yield "key", new_key()


def show(request: BrinkRequest, asked: AskFirst, *, back: str = "") -> HttpResponse:
    """Show what will happen. `back` is where who says no goes on; without it the form comes back as it was typed."""
    anew = _("Er is intussen iets veranderd. Er is nog niets gedaan. Lees opnieuw wat er nu gebeurt.")
    context = {
        "foreseen": asked.foreseen,
        "not_sent": not_sent(sentence=anew) if asked.changed else None,
        "carried": list(_carried(request, asked.foreseen)),
        "action": request.path,
        "back_url": back,
        "yes": YES,
        "no": BACK,
    }
    response = render(request, "people/foreseen.html", context, status=409 if asked.changed else 200)
    response["Cache-Control"] = "private, no-store"
    return response
