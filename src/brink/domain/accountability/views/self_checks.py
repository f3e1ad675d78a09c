"""The guiding questions that a question serves, and how it kept to the rules of thumb: public page and desk."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from brink.domain.accountability import queries, services
from brink.domain.accountability.forms import SelfCheckForm, ServingForm
from brink.domain.accountability.models import SelfCheck, ServedQuestions
from brink.domain.accountability.permissions import SELF_CHECK_WRITE
from brink.domain.accountability.rule_answers import sees
from brink.domain.accountability.views.internal_rooms import public_process
from brink.domain.framework.models import RuleOfThumb
from brink.domain.people.desk import BrinkRequest, act, done, page, token_of
from brink.domain.people.queries import actor_for, allowed
from brink.domain.processes.models import Process
from brink.domain.processes.views.access import own_process
from brink.foundation.permissions import can


@require_safe
def show(request: BrinkRequest, slug: str) -> HttpResponse:
    """Show how a question kept to each rule of thumb, with the versions before."""
    process = public_process(request, slug)
    versions, rules = list(queries.checks(request.viewer, process)), queries.rules_of(process)
    if not versions:
        raise Http404
    context = {
        "process": process, "check": versions[0], "told": queries.told_of(versions[0], rules),
        "serves": queries.served(process),
        "earlier": [(one, queries.told_of(one, rules)) for one in versions[1:]], **process.tenant.heading(),
    }  # fmt: skip
    return render(request, "accountability/self_check.html", context)


def _start(process: Process, rules: list[RuleOfThumb], before: SelfCheck | None) -> dict[str, Any]:
    """Return what the form is filled with: the answers before, else what Brink sees."""
    if before is not None:
        told = {one["number"]: one for one in before.answers}
        kept = {number: one["kept"] for number, one in told.items()}
    else:
        seen = queries.seen_of(process)
        told, kept = {}, {one.number: sees(one.check_key, seen) for one in rules}
    words = {True: "ja", False: "nee", None: ""}
    start = {f"kept_{one.number}": words[kept.get(one.number)] for one in rules}
    return start | {f"because_{number}": one["because"] for number, one in told.items()}


@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: BrinkRequest, slug: str) -> HttpResponse:
    """Answer each rule of thumb; what Brink sees is filled in already."""
    process = own_process(request, slug)
    rules, before = queries.rules_of(process), queries.check_in_force(process)
    form = SelfCheckForm(
        request.POST or None, rules=rules, again=before is not None, initial=_start(process, rules, before)
    )
    acted = act(request, form, lambda: services.fill_self_check(
        process=process, answers=form.answers(), reason=form.cleaned_data.get("reason", ""), key=form.act_key,
        actor=actor_for(request.viewer, SELF_CHECK_WRITE, process.tenant_id),
    ), may=lambda: actor_for(request.viewer, SELF_CHECK_WRITE, process.tenant_id))  # fmt: skip
    if acted:
        return done(request, request.path, _("Opgeslagen. Iedereen leest de antwoorden bij de vraag."))
    context = {
        "process": process, "check": before, "form": form, "rules": rules,
        "drawn": can(request.viewer, SELF_CHECK_WRITE, process.tenant_id) or form.is_bound,
        **allowed(request.viewer, process.tenant_id, write=SELF_CHECK_WRITE),
    }  # fmt: skip
    return page(request, "accountability/desk_check.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def serving(request: BrinkRequest, slug: str) -> HttpResponse:
    """Name which guiding questions of its kader a question serves."""
    process = own_process(request, slug)
    row = ServedQuestions.objects.filter(process=process).first()
    form = ServingForm(
        request.POST or None, questions=process.framework.questions,
        initial={"numbers": [str(one) for one in row.numbers] if row else []},
        version=token_of(process, "process.serves"),
    )  # fmt: skip
    acted = act(request, form, lambda: services.serve(
        process=process, numbers=form.cleaned_data["numbers"], key=form.act_key, seen=form.version_seen(process),
        actor=actor_for(request.viewer, SELF_CHECK_WRITE, process.tenant_id),
    ), may=lambda: actor_for(request.viewer, SELF_CHECK_WRITE, process.tenant_id))  # fmt: skip
    if acted:
        return done(request, request.path, _("Opgeslagen. Iedereen leest dit bij de vraag."))
    context = {
        "process": process, "form": form,
        "drawn": can(request.viewer, SELF_CHECK_WRITE, process.tenant_id) or form.is_bound,
        **allowed(request.viewer, process.tenant_id, write=SELF_CHECK_WRITE),
    }  # fmt: skip
    return page(request, "accountability/serving.html", context, form)
