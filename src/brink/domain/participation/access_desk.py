"""/balie/rondes/…/meedoen/: who counts in a round, who waits to be checked, and the codes of invitations."""

from uuid import UUID

from django.conf import settings
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from brink.domain.contributions.models import Admission, InvitationRun
from brink.domain.contributions.receipt import slip
from brink.domain.contributions.services import admitting
from brink.domain.journal.services import Actor
from brink.domain.journal.ways_back import Foreseen
from brink.domain.participation.access_forms import InviteForm, RefuseForm
from brink.domain.participation.permissions import ADMISSION_CHECK
from brink.domain.people.desk import act, done, found, key_of, member, new_key, own, page, press
from brink.domain.people.foreseeing import only_who_may
from brink.domain.people.models import Account
from brink.domain.people.queries import actor_for
from brink.domain.processes.models import Round
from brink.foundation.permissions import can
from brink.foundation.requests import BrinkRequest

Level = Round.Assurance
MOST = 200


def _round(request: BrinkRequest, pk: UUID) -> Round:
    return own(request, Round.objects.select_related("process__tenant"), pk=pk)


def _may(request: BrinkRequest, round: Round) -> Actor:
    return actor_for(member(request), ADMISSION_CHECK, round.tenant_id)


def _back(round: Round) -> str:
    return reverse("participation:admissions", args=[round.pk])


def _refuse_form(who: UUID, data: object = None) -> RefuseForm:
    return RefuseForm(data, auto_id=f"id_{who}_%s")


def _emails(form: InviteForm) -> list[str]:
    return [line.strip() for line in form.cleaned_data["emails"].splitlines() if line.strip()]


def _page(
    request: BrinkRequest, round: Round, *, bound: InviteForm | RefuseForm | None = None, who: UUID | None = None
) -> HttpResponse:
    """Show the page; `bound` came back with something to mend, `who` is whom it was about."""
    may = can(member(request), ADMISSION_CHECK, round.tenant_id)
    rows = Admission.objects.filter(tenant_id=round.tenant_id, round=round)
    waiting: list[Admission] = []
    if round.assurance == Level.CHECKED and may:
        waiting = list(rows.filter(admitted_at=None, refused_at=None).order_by("created_at", "id")[:MOST])
    lines = [
        (one, bound if isinstance(bound, RefuseForm) and one.pk == who else _refuse_form(one.pk)) for one in waiting
    ]
    gone = bound if isinstance(bound, RefuseForm) and who not in {one.pk for one in waiting} else None
    counts = {
        "admitted": rows.filter(admitted_at__isnull=False).count(),
        "waiting": rows.filter(admitted_at=None, refused_at=None, run=None).count(),
        "unused": rows.filter(run__isnull=False, claimed_at=None).count(),
    }
    checked = rows.filter(admitted_by__isnull=False).order_by().values_list("admitted_by__name")
    context = {
        "checked": checked.annotate(number=Count("pk")).order_by("-number", "admitted_by__name"),
        "round": round, "process": round.process, "lines": lines, "counts": counts, "key": new_key(), "may": may,
        "gone": gone, "who": who, "invited": round.assurance == Level.INVITED,
        "invite": bound if isinstance(bound, InviteForm) else InviteForm(),
        "runs": InvitationRun.objects.filter(tenant_id=round.tenant_id, round=round).order_by("created_at"),
    }  # fmt: skip
    response = page(request, "participation/desk_admissions.html", context, *([bound] if bound is not None else []))
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def admissions(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Show who counts and who waits; draw codes when the round is on invitation."""
    round = _round(request, pk)
    form = InviteForm(request.POST or None)
    acted = act(request, form, lambda: admitting.invite(
        round=round, count=form.cleaned_data["count"] or 0, emails=_emails(form), actor=_may(request, round),
        key=form.act_key,
    ), may=lambda: _may(request, round))  # fmt: skip
    if acted:
        said = ngettext("%(n)s code is gemaakt.", "%(n)s codes zijn gemaakt.", acted.result.size)
        return done(request, _back(round), said % {"n": acted.result.size})
    return _page(request, round, bound=form if request.method == "POST" else None)


def _who(round: Round, who: UUID) -> Admission:
    return found(Admission.objects.filter(tenant_id=round.tenant_id, round=round).select_related("round"), pk=who)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: BrinkRequest, pk: UUID, who: UUID) -> HttpResponse:
    """Let somebody count, after telling what that does."""
    round = _round(request, pk)
    only_who_may(request, ADMISSION_CHECK, round.tenant_id)
    admission = _who(round, who)

    def foresee() -> Foreseen:
        _may(request, round)
        return Foreseen(
            kind="admission.checked",
            title=_("Laat %(name)s meetellen") % {"name": admission.name or _("deze persoon")},
            button=_("Ja, dit klopt"),
            lines=(_("U zegt dat u weet wie dit is."), _("Alles wat deze persoon heeft gegeven, telt vanaf nu mee.")),
            after=_("Dit kunt u niet terugdraaien."),
        )

    def do() -> None:
        actor = _may(request, round)
        officer = Account.objects.get(pk=str(member(request).account_id))
        admitting.check(admission=admission, officer=officer, actor=actor, key=key_of(request))

    return press(request, do, said=_("Deze persoon telt nu mee."), to=_back(round), foresee=foresee)


@require_POST
def refuse(request: BrinkRequest, pk: UUID, who: UUID) -> HttpResponse:
    """Say that somebody does not count, and why."""
    round = _round(request, pk)
    admission, form = _who(round, who), _refuse_form(who, request.POST)
    acted = act(request, form, lambda: admitting.refuse(
        admission=admission, reason=form.cleaned_data["reason"], actor=_may(request, round), key=form.act_key,
    ), may=lambda: _may(request, round))  # fmt: skip
    if acted:
        return done(request, _back(round), _("Bewaard. De persoon leest uw reden."))
    return _page(request, round, bound=form, who=who)


@require_safe
def printed(request: BrinkRequest, pk: UUID, run: UUID) -> HttpResponse:
    """Show the codes of a run to print and cut."""
    round = _round(request, pk)
    only_who_may(request, ADMISSION_CHECK, round.tenant_id)
    drawn = found(InvitationRun.objects.filter(tenant_id=round.tenant_id, round=round), pk=run)
    where = reverse("participation:access", args=[round.process.slug, round.slug])
    slips = [(one, slip(code)) for one, code in admitting.codes_of(drawn)] if drawn.seed else []
    context = {
        "round": round, "process": round.process, "run": drawn, "slips": slips,
        "where": f"{settings.BASE_URL}{where}", "back_url": _back(round), **round.process.tenant.heading(),
    }  # fmt: skip
    response = render(request, "participation/invitations.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def hand_out(request: BrinkRequest, pk: UUID, run: UUID) -> HttpResponse:
    """Say that a list was handed out: from then on nobody can print it again."""
    round = _round(request, pk)
    only_who_may(request, ADMISSION_CHECK, round.tenant_id)
    drawn = found(InvitationRun.objects.filter(tenant_id=round.tenant_id, round=round), pk=run)

    def foresee() -> Foreseen:
        _may(request, round)
        said = ngettext("%(n)s code is uitgedeeld.", "%(n)s codes zijn uitgedeeld.", drawn.size) % {"n": drawn.size}
        return Foreseen(
            kind="invitations.handed_out",
            title=_("Deze uitnodigingen zijn uitgedeeld"),
            button=_("Ja, uitgedeeld"),
            lines=(said, _("De codes blijven werken, maar niemand kan ze meer printen.")),
            after=_("Dit kunt u niet terugdraaien. Raakt een code kwijt, maak dan een nieuwe."),
        )

    return press(
        request,
        lambda: admitting.hand_out(run=drawn, actor=_may(request, round), key=key_of(request)),
        said=_("Bewaard. De codes staan nergens meer."), to=_back(round), foresee=foresee,
    )  # fmt: skip
