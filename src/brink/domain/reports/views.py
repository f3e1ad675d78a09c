"""/melden/: say that something should not stand there; /melding/: read the answer; and where staff answer it."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from brink.domain.contributions.loose_parts import shown_parts
from brink.domain.contributions.models import Contribution
from brink.domain.contributions.receipt import slip
from brink.domain.people import attempts
from brink.domain.people.act_forms import MENDABLE, status_of
from brink.domain.people.desk import act, done, login_first, member, own, own_body, page, page_of, token_of
from brink.domain.people.models import Body
from brink.domain.people.queries import actor_for
from brink.domain.reports import queries
from brink.domain.reports.foreseen import answering
from brink.domain.reports.forms import AnswerForm, HouseRulesForm, ReportCodeForm, ReportForm
from brink.domain.reports.models import Decision, HouseRules, Part, Report
from brink.domain.reports.permissions import HOUSE_RULES_WRITE, REPORT_ANSWER
from brink.domain.reports.services import answer, report, set_house_rules
from brink.foundation import clock
from brink.foundation.crypto import decrypt, encrypt
from brink.foundation.errors import Refusal
from brink.foundation.permissions import can
from brink.foundation.requests import BrinkRequest

KEY = "brink_report"
PER_PAGE = 25


def _keep(request: BrinkRequest, code: str) -> None:
    request.session[KEY] = encrypt(code, at=clock.now())


def _kept(request: BrinkRequest) -> str:
    """Return the code of the report that this browser made or asked for, "" when there is none (any more)."""
    try:
        return decrypt(request.session.get(KEY, ""))
    except ValueError:
        return ""


@require_http_methods(["GET", "HEAD", "POST"])
def make(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Take in a report of words or a photo that anybody can read."""
    found = queries.reported(pk)
    if found is None and request.method == "POST":
        found = Contribution.objects.select_related("process__tenant", "round", "tenant").filter(pk=pk).first()
    if found is None or found.process.room_published_at is None:
        raise Http404
    parts = shown_parts([found]).get(found.pk, {})
    start = {"part": Part.PHOTO if request.GET.get("deel") == "foto" else Part.WORDS}
    form = ReportForm(request.POST or None, photo=Part.PHOTO in parts, initial=start)
    acted = act(request, form, lambda: report(contribution=found, notice=form.notice(), key=form.act_key))
    if acted:
        _keep(request, acted.result.code)
        return redirect("reports:follow")
    readable = queries.reported(pk) is not None
    context = {"form": form, "words": found if readable else None, "process": found.process, **found.tenant.heading()}
    return page(request, "reports/make.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: BrinkRequest) -> HttpResponse:
    """Show the report of this browser with its code and the answer; without one ask for the code."""
    form, status = ReportCodeForm(request.POST or None), 200
    if request.method == "POST":
        status = MENDABLE
        try:
            attempts.check(attempts.source_of(request), "report-code", 30)
            if form.is_valid():
                if queries.under_code(form.cleaned_data["code"]) is not None:
                    _keep(request, form.cleaned_data["code"])
                    return redirect("reports:follow")
                form.add_error("code", _("Deze code kennen wij niet. Kijk de woorden, cijfers en letter na."))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = status_of(refusal)
    code = "" if request.method == "POST" else _kept(request)
    found = queries.under_code(code) if code else None
    if found is None:
        response = render(request, "reports/code.html", {"form": form}, status=status)
    else:
        where = f"{settings.BASE_URL}{reverse('reports:follow')}"
        context = {"report": found, "slip": slip(code), "code": code, "where": where, **found.tenant.heading()}
        response = render(request, "reports/follow.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def forget(request: BrinkRequest) -> HttpResponse:
    """Forget the report on this computer."""
    request.session.pop(KEY, None)
    return done(request, reverse("reports:follow"), _("Deze computer weet uw melding niet meer."))


@require_safe
@login_first
def desk(request: BrinkRequest) -> HttpResponse:
    """List the reports that wait, the first due in front."""
    waiting = page_of(request, queries.waiting(member(request)), PER_PAGE)
    return render(request, "reports/desk.html", {"page": waiting, "today": clock.today()})


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Show a report with all that it is about, and take in what staff decide."""
    rows = Report.objects.select_related("contribution__process", "contribution__source", "tenant", "answered_by")
    found = own(request, rows, pk=pk)
    # What was answered already may come twice: a double click is no other wish.
    choices = Decision.choices if found.answered_at is not None else queries.choices(found)
    form = AnswerForm(request.POST or None, choices=choices)
    acted = act(
        request,
        form,
        lambda: answer(
            report=found, conclusion=form.conclusion(), key=form.act_key,
            actor=actor_for(member(request), REPORT_ANSWER, found.tenant_id),
        ),
        may=lambda: actor_for(member(request), REPORT_ANSWER, found.tenant_id),
        foresee=lambda: answering(found, form.conclusion()),
    )  # fmt: skip
    if acted:
        said = _("De melding is beantwoord. Wie het heeft gemeld, leest uw antwoord.")
        return done(request, reverse("reports:desk"), said)
    context = {
        "report": found,
        "voice": found.contribution,
        "parts": shown_parts([found.contribution]).get(found.contribution.pk, {}),
        "others": Report.objects.filter(
            tenant_id=found.tenant_id, contribution=found.contribution, part=found.part, answered_at=None
        ).exclude(pk=found.pk).count(),
        "form": form,
    }  # fmt: skip
    return page(request, "reports/one.html", context, form)


@require_safe
def house_rules(request: BrinkRequest) -> HttpResponse:
    """Show the house rules: those of the house, or of a body in its own words."""
    found = Body.objects.filter(slug=request.GET.get("overheid", "")[:60]).first()
    own_words = queries.house_rules(found)
    heading = found.heading() if found is not None else {}
    return render(request, "reports/house_rules.html", {"rules": own_words, "body": found, **heading})


@require_http_methods(["GET", "HEAD", "POST"])
@login_first
def desk_house_rules(request: BrinkRequest) -> HttpResponse:
    """Let a body put the house rules in its own words."""
    viewer = member(request)
    body = own_body(request, HOUSE_RULES_WRITE.roles)
    now = queries.house_rules(body)
    form = HouseRulesForm(request.POST or None, initial={"text": now.text if now else ""}, version=token_of(now))
    before = form.row_seen(HouseRules.objects.filter(tenant=body))
    acted = act(
        request,
        form,
        lambda: set_house_rules(
            tenant=body, text=form.cleaned_data["text"], before=before, key=form.act_key,
            seen=form.version_seen(before),
            actor=actor_for(viewer, HOUSE_RULES_WRITE, body.pk),
        ),
    )  # fmt: skip
    if acted:
        there = f"{reverse('reports:house_rules')}?overheid={body.slug}"
        return done(request, there, _("De huisregels zijn aangepast."))
    may = can(viewer, HOUSE_RULES_WRITE, body.pk)
    return page(request, "reports/desk_house_rules.html", {"form": form, "body": body, "may": may}, form)
