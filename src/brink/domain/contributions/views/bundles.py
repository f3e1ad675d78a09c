"""/balie/bundels/: laying words together, with what Brink suggests, and answering from there."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from brink.domain.contributions.desk_forms import BundleForm, LayForm
from brink.domain.contributions.models import Bundle, BundleItem, Contribution
from brink.domain.contributions.permissions import BUNDLE_WRITE
from brink.domain.contributions.queries import desk
from brink.domain.contributions.queries.suggesting import suggestions
from brink.domain.contributions.services import bundling
from brink.domain.contributions.services.sorting import notes_about
from brink.domain.contributions.worktable_forms import StaffNoteForm
from brink.domain.journal.services import Actor
from brink.domain.people.desk import act, done, found, member, new_key, own, page, page_of, ticked_keys, token_of
from brink.domain.people.queries import actor_for
from brink.domain.processes.models import Process
from brink.foundation import spreadsheets
from brink.foundation.errors import BadInput
from brink.foundation.requests import BrinkRequest

PER_PAGE = 25


def _process(request: BrinkRequest, slug: str) -> Process:
    return own(request, Process.objects.select_related("tenant"), slug=slug)


def _actor(request: BrinkRequest, process: Process) -> Actor:
    """Return who lays words together; raises NotAllowed for who may not."""
    return actor_for(member(request), BUNDLE_WRITE, process.tenant_id)


def _chosen(request: BrinkRequest, process: Process) -> list[Contribution]:
    """Return the ticked contributions, as far as they belong to this process."""
    ids = ticked_keys(request.POST.getlist("stem"), 500)
    return list(Contribution.objects.filter(tenant_id=process.tenant_id, process=process, pk__in=ids))


def _bundle(process: Process, pk: object) -> Bundle:
    return found(Bundle.objects.filter(tenant_id=process.tenant_id, process=process), pk=pk)


def _lay(request: BrinkRequest, process: Process, form: LayForm, voices: Sequence[Contribution]) -> Bundle:
    """Lay ticked words in the chosen bundle, or in a new one with the given name."""
    actor, key = _actor(request, process), form.act_key
    suggested, target, title = "voorstel" in form.data, request.POST.get("bundel", ""), form.cleaned_data["title"]
    if not voices:
        raise BadInput(_("Kies eerst een of meer bijdragen."))
    if title.strip() or not target:
        return bundling.make(
            process=process, title=title, contributions=voices, actor=actor, suggested=suggested, key=key
        )
    bundle = _bundle(process, target)
    return bundling.add(bundle=bundle, contributions=voices, actor=actor, suggested=suggested, key=key)


@require_http_methods(["GET", "HEAD", "POST"])
def bundles(request: BrinkRequest, slug: str) -> HttpResponse:
    """Show suggestions, bundles and loose words; one form lays ticked words in a bundle."""
    process, form = _process(request, slug), LayForm(request.POST or None)
    if kind := spreadsheets.asked(request):
        return spreadsheets.file(desk.bundles_sheet(process), kind)
    voices = _chosen(request, process)
    acted = act(request, form, lambda: _lay(request, process, form, voices))
    if acted:
        count = len(voices)
        text = ngettext("%(n)s bijdrage ligt nu in ‘%(title)s’.", "%(n)s bijdragen liggen nu in ‘%(title)s’.", count)
        # Back to the words that still lie loose, so that whoever works with the keys can go on.
        on = "" if "voorstel" in request.POST else "#los"
        to = f"{reverse('contributions:bundles', args=[slug])}{on}"
        return done(request, to, text % {"n": count, "title": acted.result.title})
    context = {
        "process": process,
        "form": form,
        "ticked": request.POST.getlist("stem"),
        "suggestions": [(one, new_key()) for one in suggestions(process)],
        "lines": desk.bundle_lines(process),
        "page": page_of(request, desk.loose(process), PER_PAGE),
        "key": new_key(),
    }
    return page(request, "contributions/desk_bundles.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def bundle(request: BrinkRequest, slug: str, pk: UUID) -> HttpResponse:
    """Show one bundle: rename it, take words out, split it, or merge it into another."""
    process = _process(request, slug)
    bundle = _bundle(process, pk)
    asked = request.POST.get("doe", "")
    if bundle.merged_into_id is not None and not asked:
        return redirect("contributions:desk_bundle", slug, bundle.merged_into_id)
    start = {"title": bundle.title, "summary": bundle.summary}
    form = BundleForm(
        request.POST if asked == "naam" else None, initial=start, version=token_of(bundle, "bundle.renamed")
    )
    part = LayForm(request.POST if request.method == "POST" and asked != "naam" else None)
    renamed = form.is_bound and act(request, form, lambda: _rename(request, process, bundle, form))
    moved = part.is_bound and act(request, part, lambda: _rearrange(request, process, bundle, part, asked))
    if renamed or moved:
        after, said = moved.result if moved else (bundle, _("De naam is aangepast."))
        return done(request, reverse("contributions:desk_bundle", args=[slug, after.pk]), said)
    items = BundleItem.objects.filter(tenant_id=bundle.tenant_id, bundle=bundle, removed_at=None)
    others = Bundle.objects.filter(tenant_id=bundle.tenant_id, process=process, merged_into=None).exclude(pk=bundle.pk)
    context = {
        "process": process,
        "bundle": bundle,
        "form": form,
        "part": part,
        "ticked": request.POST.getlist("stem"),
        "page": page_of(request, items.select_related("contribution__source").order_by("created_at", "id"), PER_PAGE),
        "others": others.order_by("number"),
        "notes": notes_about(process=process, bundle=bundle),
        "note_form": StaffNoteForm(auto_id="id_notitie_%s"),
        "note_url": reverse("contributions:notes", args=["bundel", bundle.pk]),
        "key": new_key(),
    }
    return page(request, "contributions/desk_bundle.html", context, form, part)


def _rename(request: BrinkRequest, process: Process, bundle: Bundle, form: BundleForm) -> Bundle:
    data, seen = form.cleaned_data, form.version_seen(bundle)
    return bundling.rename(
        bundle=bundle, title=data["title"], summary=data["summary"], actor=_actor(request, process),
        key=form.act_key, seen=seen,
    )  # fmt: skip


def _rearrange(
    request: BrinkRequest, process: Process, bundle: Bundle, form: LayForm, asked: str
) -> tuple[Bundle, str]:
    """Take out, split or merge; return the bundle to show next, and what to say there."""
    actor, key = _actor(request, process), form.act_key
    if asked == "samen":
        into = _bundle(process, request.POST.get("bundel", ""))
        kept = bundling.merge(bundle=bundle, into=into, actor=actor, key=key)
        return kept, _("De bundels zijn samengevoegd.")
    voices = _chosen(request, process)
    if asked == "splits":
        title = form.cleaned_data["title"]
        made = bundling.split(bundle=bundle, title=title, contributions=voices, actor=actor, key=key)
        return made, _("Er is een nieuwe bundel. De rest bleef liggen.")
    if asked == "eruit":
        if not voices:
            raise BadInput(_("Kies eerst een of meer bijdragen."))
        kept = bundling.remove(bundle=bundle, contributions=voices, actor=actor, key=key)
        return kept, _("Deze woorden liggen niet meer in de bundel.")
    raise Http404
