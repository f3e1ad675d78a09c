"""Taking back what was just done with what was ticked in the worktable: for some minutes, as far as nobody changed it.

What stood there before is kept in the session of who did it. Going back is done by the acts that are the way back of
one (`ways_back.py`): each its own entry in the journal, and nothing is undone that a colleague did since.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from brink.domain.contributions.models import Bundle, BundleItem, Contribution
from brink.domain.contributions.permissions import BUNDLE_WRITE
from brink.domain.contributions.services import bundling, sorting
from brink.domain.journal.acts import Ask, part_key, together
from brink.domain.people.desk import done, key_of, member
from brink.domain.people.models import Account
from brink.domain.people.permissions import WORK_ASSIGN
from brink.domain.people.queries import actor_for
from brink.domain.processes.models import Theme
from brink.foundation import clock
from brink.foundation.errors import Refusal
from brink.foundation.requests import BrinkRequest
from brink.foundation.visibility import DESK, Viewer

KEPT = "brink_undo"
FOR = timedelta(minutes=10)
# Per contribution: what stood there, and what was put there instead.
Changes = Mapping[str, tuple[str | None, str | None]]


def remember(request: BrinkRequest, act: str, changes: Changes) -> None:
    """Keep what stood there before, so that it can be put back; a form that came twice changes nothing."""
    changed = {pk: [before, after] for pk, (before, after) in changes.items() if before != after}
    if changed:
        request.session[KEPT] = {"act": act, "at": clock.now().isoformat(), "rows": changed}


def remember_each(
    request: BrinkRequest, act: str, field: str, voices: Sequence[Contribution], to: Account | Theme | None
) -> None:
    """Keep what each of these had in a field before; one that was refused is found unchanged, and left."""
    now = _text(to.pk if to is not None else None)
    remember(request, act, {str(one.pk): (_text(getattr(one, f"{field}_id")), now) for one in voices})


def undoable(request: BrinkRequest) -> int:
    """Return how many contributions can be put back as they were; none when that was too long ago."""
    kept = request.session.get(KEPT)
    if not kept or clock.now() - datetime.fromisoformat(kept["at"]) > FOR:
        return 0
    return len(kept["rows"])


def _assign_back(viewer: Viewer, one: Contribution, before: str | None, key: str | None) -> Ask[Contribution]:
    to = Account.objects.filter(pk=before).first() if before else None
    actor = actor_for(viewer, WORK_ASSIGN, one.tenant_id)
    return sorting.assign.ask(contribution=one, to=to, actor=actor, key=key)


def _theme_back(viewer: Viewer, one: Contribution, before: str | None, key: str | None) -> Ask[Contribution]:
    theme = Theme.objects.filter(pk=before).first() if before else None
    actor = actor_for(viewer, BUNDLE_WRITE, one.tenant_id)
    return sorting.set_theme.ask(contribution=one, theme=theme, actor=actor, key=key)


def _each_back(
    field: str, ask: Callable[[Viewer, Contribution, str | None, str | None], Ask[Contribution]]
) -> Callable[[Viewer, Sequence[Contribution], Changes, str | None], int]:
    """Put back one field of each that still has what was put there."""

    def back(viewer: Viewer, rows: Sequence[Contribution], changes: Changes, key: str | None) -> int:
        mine = [one for one in rows if _text(getattr(one, f"{field}_id")) == changes[str(one.pk)][1]]
        asks = [ask(viewer, one, changes[str(one.pk)][0], part_key(key, one.pk.hex)) for one in mine]
        return sum(not isinstance(one, Refusal) for one in together(asks))

    return back


def _text(key: Any) -> str | None:
    return str(key) if key is not None else None


def _out_of_bundle(viewer: Viewer, rows: Sequence[Contribution], changes: Changes, key: str | None) -> int:
    """Take out of the bundle what was laid in it and lies there still."""
    bundle = Bundle.objects.filter(
        tenant_id__in=viewer.tenants(DESK), pk__in={after for _before, after in changes.values()}, merged_into=None
    ).first()
    if bundle is None:
        return 0
    there = set(
        BundleItem.objects.filter(tenant_id=bundle.tenant_id, bundle=bundle, removed_at=None).values_list(
            "contribution_id", flat=True
        )
    )
    mine = [one for one in rows if one.pk in there]
    if mine:
        actor = actor_for(viewer, BUNDLE_WRITE, bundle.tenant_id)
        bundling.remove(bundle=bundle, contributions=mine, actor=actor, key=key)
    return len(mine)


# By what the button of the act sends; what only leads to another page has nothing to undo.
BACK: Mapping[str, Callable[[Viewer, Sequence[Contribution], Changes, str | None], int]] = {
    "bundel": _out_of_bundle,
    "geef": _each_back("handler", _assign_back),
    "thema": _each_back("theme", _theme_back),
}


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: BrinkRequest) -> HttpResponse:
    """Put back what was done last with what was ticked."""
    viewer, query = member(request), request.GET.urlencode()
    to = f"{reverse('contributions:desk')}{f'?{query}' if query else ''}"
    if request.method != "POST":
        return HttpResponseRedirect(to)
    number = undoable(request)
    kept: dict[str, Any] = request.session.pop(KEPT, {}) or {}
    if number:
        changes: Changes = {pk: (before, after) for pk, (before, after) in kept["rows"].items()}
        rows = list(
            Contribution.objects.filter(tenant_id__in=viewer.tenants(DESK), pk__in=list(changes)).order_by("id")
        )
        number = BACK[kept["act"]](viewer, rows, changes, key_of(request))
    said = ngettext("%(n)s bijdrage is weer zoals ze was.", "%(n)s bijdragen zijn weer zoals ze waren.", number)
    if not number:
        said = _("Er is niets meer om ongedaan te maken. Het is langer geleden, of een collega heeft het veranderd.")
    elif number < len(kept["rows"]):
        said += " " + _("De rest heeft een collega intussen veranderd.")
    return done(request, to, said % {"n": number} if number else said)
