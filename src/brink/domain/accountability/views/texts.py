"""Notice and motivation, and the participation decision: their public pages, paper, file, and desk."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from brink.domain.accountability import queries, services
from brink.domain.accountability.blocks import SEGMENTS
from brink.domain.accountability.forms import ChoiceForm, TextForm
from brink.domain.accountability.making import Made, choice_words, parts_of
from brink.domain.accountability.models import ParticipationChoice, PublicText
from brink.domain.accountability.permissions import PARTICIPATION_CHOOSE, TEXT_PUBLISH
from brink.domain.accountability.views.internal_rooms import public_process
from brink.domain.journal.ways_back import Foreseen, Reading
from brink.domain.people.desk import BrinkRequest, act, done, page, token_of
from brink.domain.people.queries import actor_for, allowed
from brink.domain.processes.models import Process
from brink.domain.processes.views.access import checklist_rows, own_process
from brink.foundation import text_documents
from brink.foundation.permissions import can


def _version(request: BrinkRequest, slug: str, legal_text: str) -> dict[str, Any]:
    """Return the version that was asked for, else the newest, with the others; or answer that there is none."""
    process = public_process(request, slug)
    versions = list(queries.texts(request.viewer, process, SEGMENTS[legal_text]).select_related("decision"))
    asked = request.GET.get("versie", "")[:4]
    text = next((one for one in versions if not asked or str(one.version) == asked), None)
    if text is None:
        raise Http404
    return {
        "process": process, "text": text, "parts": parts_of(text.parts), "segment": legal_text,
        "title": text.get_kind_display().capitalize(),
        "newest": versions[0], "others": [one for one in versions if one is not text],
        **process.tenant.heading(),
    }  # fmt: skip


@require_safe
def show(request: BrinkRequest, slug: str, legal_text: str) -> HttpResponse:
    """Show a notice or a motivation as it was made, with the versions before."""
    return render(request, "accountability/text.html", _version(request, slug, legal_text))


@require_safe
def paper(request: BrinkRequest, slug: str, legal_text: str) -> HttpResponse:
    """Show a version to print."""
    context = _version(request, slug, legal_text)
    context["back_url"] = reverse("accountability:text", args=[slug, legal_text])
    return render(request, "accountability/text_paper.html", context)


@require_safe
def document(request: BrinkRequest, slug: str, legal_text: str) -> HttpResponse:
    """Give a version as a file for a word processor."""
    shown = _version(request, slug, legal_text)
    text: PublicText = shown["text"]
    parts = [(one.heading, one.lines()) for one in shown["parts"]]
    content = text_documents.odt(f"{shown['title']}: {shown['process'].title}", parts)
    response = HttpResponse(content, content_type=text_documents.KIND)
    response["Content-Disposition"] = f'attachment; filename="{legal_text}-{shown["process"].slug}-{text.version}.odt"'
    return response


def _foreseen(process: Process, text: Made) -> Foreseen:
    """Say what putting a text on the site does, with all that people will read."""
    parts = tuple((one.heading, "\n".join(one.lines())) for one in text.parts)
    return Foreseen(
        kind="public_text.published",
        title=_("Zet deze tekst op de site"),
        button=_("Ja, zet op de site"),
        lines=(
            _("Iedereen leest deze tekst bij de vraag."),
            _("Deze versie verandert daarna niet meer. Verandert er iets, dan maakt u een nieuwe versie."),
        ),
        after=_("Klopt er iets niet? Verbeter het waar het staat, en maak een nieuwe versie met een reden."),
        readings=(Reading(process.title, parts),),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: BrinkRequest, slug: str, legal_text: str) -> HttpResponse:
    """Show what a text still lacks and who can mend it, or the text itself, to put it on the site."""
    process = own_process(request, slug)
    versions = list(queries.texts(request.viewer, process, SEGMENTS[legal_text]))
    text = services.made(process, SEGMENTS[legal_text])
    form = TextForm(request.POST or None, again=bool(versions))
    acted = act(
        request, form,
        lambda: services.publish_text(
            process=process, kind=SEGMENTS[legal_text], reason=form.cleaned_data.get("reason", ""), key=form.act_key,
            actor=actor_for(request.viewer, TEXT_PUBLISH, process.tenant_id),
        ),
        may=lambda: actor_for(request.viewer, TEXT_PUBLISH, process.tenant_id),
        foresee=partial(_foreseen, process, text),
    )  # fmt: skip
    if acted:
        return done(request, reverse("accountability:text", args=[slug, legal_text]), _("De tekst staat op de site."))
    context = {
        "process": process, "segment": legal_text, "title": PublicText.Kind(SEGMENTS[legal_text]).label, "text": text,
        "holes": checklist_rows(process, list(text.holes)), "versions": versions, "form": form,
        "drawn": can(request.viewer, TEXT_PUBLISH, process.tenant_id) or form.is_bound,
        **allowed(request.viewer, process.tenant_id, write=TEXT_PUBLISH),
    }  # fmt: skip
    return page(request, "accountability/desk_text.html", context, form)


@require_safe
def choice(request: BrinkRequest, slug: str) -> HttpResponse:
    """Show whether residents take part, how far or on which exception not, and why."""
    process = public_process(request, slug)
    versions = [(one, choice_words(one)) for one in queries.choices(request.viewer, process)]
    if not versions:
        raise Http404
    context = {"process": process, "now": versions[0], "earlier": versions[1:], **process.tenant.heading()}
    return render(request, "accountability/choice.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def desk_choice(request: BrinkRequest, slug: str) -> HttpResponse:
    """Choose the level or the exception, with the reason."""
    process = own_process(request, slug)
    versions = list(queries.choices(request.viewer, process))
    now = versions[0] if versions else None
    initial = {name: getattr(now, name) for name in ("level", "exception", "reason")} if now else {}
    form = ChoiceForm(request.POST or None, initial=initial, version=token_of(now))
    before = form.row_seen(ParticipationChoice.objects.filter(tenant_id=process.tenant_id, process=process))
    acted = act(request, form, lambda: services.choose_participation(
        process=process, **{name: form.cleaned_data[name] for name in ("level", "exception", "reason")},
        actor=actor_for(request.viewer, PARTICIPATION_CHOOSE, process.tenant_id), key=form.act_key,
        before=before, seen=form.version_seen(before),
    ), may=lambda: actor_for(request.viewer, PARTICIPATION_CHOOSE, process.tenant_id))  # fmt: skip
    if acted:
        return done(request, request.path, _("Opgeslagen. %(said)s") % {"said": choice_words(acted.result)})
    context = {
        "process": process, "now": now, "said": choice_words(now) if now else "", "form": form,
        "drawn": can(request.viewer, PARTICIPATION_CHOOSE, process.tenant_id) or form.is_bound,
        **allowed(request.viewer, process.tenant_id, write=PARTICIPATION_CHOOSE),
    }  # fmt: skip
    return page(request, "accountability/desk_choice.html", context, form)

