"""Many at once in the moderator's queue: ticks and one reason, what it will do, and a way back."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from brink.domain.contributions.desk_forms import ManyForm
from brink.domain.contributions.foreseen import taking_away
from brink.domain.contributions.loose_parts import loose_parts
from brink.domain.contributions.models import Contribution, Moderation
from brink.domain.contributions.permissions import CONTRIBUTION_MODERATE
from brink.domain.contributions.queries import desk
from brink.domain.contributions.services import moderating
from brink.domain.contributions.services.moderating import Moved
from brink.domain.journal.acts import part_key
from brink.domain.people.desk import act, done, key_of, member, own, page
from brink.domain.people.foreseeing import AskFirst, ask_first, key_used, show
from brink.domain.people.queries import actor_for
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.requests import BrinkRequest

MOVED = "brink_moved"


@require_http_methods(["GET", "HEAD", "POST"])
def many(request: BrinkRequest) -> HttpResponse:
    """Say what showing or hiding the ticked words will do, and on the second press do it."""
    viewer, back = member(request), reverse("contributions:check")
    if request.method != "POST":
        return HttpResponseRedirect(back)
    form, rows = ManyForm(request.POST, auto_id="id_many_%s"), desk.ticked(viewer, request.POST.getlist("voice"))
    acted = act(request, form, lambda: _sure(request, form, rows))
    if acted and acted.result is not None:
        return done(request, back, _told(acted.result, form.cleaned_data["to"]))
    sure = acted is not None
    hides = request.POST.get("to") == Moderation.HIDDEN
    context = {"form": form, "rows": rows, "sure": sure, "hides": hides, "number": len(rows)}
    return page(request, "contributions/desk_many.html", context, *([] if sure else [form]))


def _sure(request: BrinkRequest, form: ManyForm, rows: Sequence[Contribution]) -> Moved | None:
    """Check what was asked; None while it must still be said what it does. Raises BadInput."""
    if not rows:
        raise BadInput(_("Vink eerst aan om welke bijdragen het gaat."))
    to, reason = form.cleaned_data["to"], form.cleaned_data["reason"]
    if to == Moderation.HIDDEN and not reason.strip():
        raise BadInput(_("Schrijf de reden op. De gever leest die."), field="reason")
    for tenant in {one.tenant_id for one in rows}:
        actor_for(member(request), CONTRIBUTION_MODERATE, tenant)
    if "sure" not in request.POST:
        return None
    before = {str(one.pk): one.moderation for one in rows}
    moved = _move(request, rows, to, reason, form.act_key)
    if moved.refusal is not None:
        raise moved.refusal
    if moved.done:
        request.session[MOVED] = {pk: before[pk] for pk in map(str, moved.done) if before[pk] != to}
    return moved


def _move(request: BrinkRequest, rows: Sequence[Contribution], to: str, reason: str, key: str | None) -> Moved:
    """Move these per body, for in each somebody acts in the role that they have there."""
    done_ids: list[UUID] = []
    late, refusal = 0, None
    for tenant in sorted({one.tenant_id for one in rows}):
        actor = actor_for(member(request), CONTRIBUTION_MODERATE, tenant)
        mine = [one for one in rows if one.tenant_id == tenant]
        moved = moderating.move_many(contributions=mine, to=to, reason=reason, actor=actor, key=key)
        done_ids, late, refusal = [*done_ids, *moved.done], late + moved.not_now, refusal or moved.refusal
    return Moved(tuple(done_ids), late, refusal)


def _told(moved: Moved, to: str) -> str:
    """Say what was done, and what a colleague or the giver did first."""
    number = len(moved.done)
    if to == Moderation.HIDDEN:
        said = ngettext("%(n)d bijdrage is verborgen.", "%(n)d bijdragen zijn verborgen.", number) % {"n": number}
    else:
        said = ngettext("%(n)d bijdrage staat op de site.", "%(n)d bijdragen staan op de site.", number) % {"n": number}
    if not moved.not_now:
        return said
    late = ngettext(
        "%(n)d was intussen al afgehandeld of ingetrokken.", "%(n)d waren intussen al afgehandeld of ingetrokken.",
        moved.not_now,
    ) % {"n": moved.not_now}  # fmt: skip
    return f"{said} {late}"


@require_POST
def remove_part(request: BrinkRequest, pk: UUID, part: str) -> HttpResponse:
    """Take a part of what somebody gave away, such as the photo, with a reason; the words stay. Told first."""
    voice = own(request, Contribution.objects.all(), pk=pk)
    found, back = loose_parts.get(part), reverse("contributions:voice", args=[voice.pk])
    if found is None:
        raise Http404

    def remove() -> None:
        actor = actor_for(member(request), CONTRIBUTION_MODERATE, voice.tenant_id)
        if voice.pk not in found.panels([voice]) and not key_used(request):
            raise NotNow(_("Die is er al niet meer, misschien door een collega."))
        found.remove(voice, request.POST.get("reason", ""), actor, key_of(request))

    try:
        ask_first(request, lambda: taking_away(voice, part, request.POST.get("reason", "")), remove)
        remove()
    except AskFirst as asked:
        return show(request, asked, back=back)
    return done(request, back, _("Weggehaald. De woorden staan er nog en de gever leest uw reden."))


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: BrinkRequest) -> HttpResponse:
    """Put back what was just shown or hidden together, as far as nobody changed it since."""
    viewer, back = member(request), reverse("contributions:check")
    if request.method != "POST":
        return HttpResponseRedirect(back)
    before: dict[str, str] = request.session.pop(MOVED, {}) or {}
    rows, number = desk.ticked(viewer, list(before)), 0
    for to in sorted({before[str(one.pk)] for one in rows}):
        mine = [one for one in rows if before[str(one.pk)] == to]
        moved = _move(request, mine, to, _("Teruggedraaid: dit was een vergissing."), part_key(key_of(request), to))
        number += len(moved.done)
    said = ngettext("%(n)d bijdrage is teruggezet.", "%(n)d bijdragen zijn teruggezet.", number) % {"n": number}
    messages.success(request, said if number else _("Er was niets meer om terug te draaien."))
    return HttpResponseRedirect(back)
