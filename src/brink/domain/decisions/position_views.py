"""/mijn/standpunten/…/: where somebody with a seat, or their fractie, stands on a question, and what went before."""

from django import forms
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from brink.domain.decisions import services
from brink.domain.decisions.models import Position
from brink.domain.decisions.permissions import POSITION_TAKE
from brink.domain.decisions.position_queries import held, positions_of
from brink.domain.people.act_forms import ActForm, token_of
from brink.domain.people.desk import BrinkRequest, act, done, found, page, signed_in
from brink.domain.people.models import Membership
from brink.domain.people.queries import actor_for, current
from brink.domain.processes.models import Process
from brink.foundation import clock
from brink.foundation.addresses import page_url
from brink.foundation.visibility import ELECTED, Role, visible


class PositionForm(ActForm):
    """Where one stands, why, and of a change of mind what changed it."""

    reads_along = False

    stance = forms.ChoiceField(
        label=gettext_lazy("Waar staat u?"), choices=Position.Stance.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=gettext_lazy("Waarom vindt u dat?"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Ten hoogste 80 woorden. Iedereen leest dit bij de vraag."),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Van mening veranderd, omdat"), required=False, max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Uw eerdere standpunt blijft te lezen. Van mening veranderen mag."),
    )  # fmt: skip


def _seat(request: BrinkRequest, process: Process, *, as_group: bool) -> Membership:
    """Return the seat from which this viewer speaks on a question of a body; else there is no such page."""
    rows = Membership.objects.filter(
        current(clock.today()), tenant_id=process.tenant_id, person__account=signed_in(request),
        role__in=ELECTED,
    )  # fmt: skip
    if as_group:
        rows = rows.filter(role=Role.COUNCIL, group__isnull=False)
    seat = rows.select_related("person", "group", "organ").order_by("role", "id").first()
    if seat is None:
        raise Http404
    return seat


@require_http_methods(["GET", "HEAD", "POST"])
def position(request: BrinkRequest, slug: str, *, as_group: bool = False) -> HttpResponse:
    """Write down where one stands on a question, or change it with the reason."""
    rows = visible(request.viewer, Process.objects.select_related("tenant"))
    process = found(rows.filter(Q(standing=False)), slug=slug)
    seat = _seat(request, process, as_group=as_group)
    whose = {"group_id": seat.group_id} if as_group else {"person_id": seat.person_id}
    said = positions_of(process, **whose).select_related("group", "person")
    chains = held(said)
    now = chains[0].now if chains else None
    initial = {"stance": now.stance, "text": now.text} if now else {}
    form = PositionForm(request.POST or None, initial=initial, version=token_of(now))
    if now is None:
        del form.fields["reason"]
    else:
        form.fields["reason"].required = True
        form.fields["reason"].error_messages["required"] = _("Schrijf op waarom u van mening veranderde.")
    acted = act(request, form, lambda: services.take_position(
        process=process, seat=seat, as_group=as_group, key=form.act_key,
        **{name: form.cleaned_data[name] for name in ("stance", "text", "reason") if name in form.fields},
        checked=True, before=form.row_seen(said), actor=actor_for(request.viewer, POSITION_TAKE, process.tenant_id),
    ))  # fmt: skip
    if acted:
        return done(request, reverse("people:topics"), _("Opgeslagen. Iedereen leest het bij de vraag."))
    context = {
        "process": process, "seat": seat, "form": form, "held": chains, "as_group": as_group,
        "question": page_url("process", process.slug),
    }  # fmt: skip
    return page(request, "decisions/position.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def of_group(request: BrinkRequest, slug: str) -> HttpResponse:
    """Do the same for one's fractie."""
    return position(request, slug, as_group=True)
