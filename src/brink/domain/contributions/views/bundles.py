"""/balie/bundels/: laying words together, with what Brink suggests, and answering from there."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from brink.domain.contributions.desk_forms import BundleForm
from brink.domain.contributions.models import Bundle, BundleItem, Contribution
from brink.domain.contributions.permissions import BUNDLE_WRITE
from brink.domain.contributions.queries import desk
from brink.domain.contributions.queries.suggesting import suggestions
from brink.domain.contributions.services import bundling
from brink.domain.contributions.views.shell import acting, fresh, member, page_of, process_at, say
from brink.domain.journal.services import Actor
from brink.domain.people.queries import actor_for
from brink.domain.processes.models import Process
from brink.foundation.errors import BadInput, Refusal

PER_PAGE = 25


def _chosen(request: HttpRequest, process: Process) -> list[Contribution]:
    """Return the ticked contributions, as far as they belong to this process."""
    ids = []
    for text in request.POST.getlist("stem")[:500]:
        try:
            ids.append(UUID(text))
        except ValueError as error:
            raise Http404 from error
    return list(Contribution.objects.filter(tenant_id=process.tenant_id, process=process, pk__in=ids))


def _bundle(process: Process, pk: object) -> Bundle:
    try:
        found = Bundle.objects.filter(tenant_id=process.tenant_id, process=process, pk=UUID(str(pk))).first()
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def _lay(request: HttpRequest, process: Process, actor: Actor, voices: Sequence[Contribution]) -> Bundle:
    """Lay ticked words in the chosen bundle, or in a new one with the given name."""
    key, suggested = request.POST.get("key", "")[:80] or None, "voorstel" in request.POST
    target, title = request.POST.get("bundel", ""), request.POST.get("title", "")
    if not voices:
        raise BadInput(_("Kies eerst een of meer bijdragen."))
    if title.strip() or not target:
        return bundling.make(
            process=process, title=title, contributions=voices, actor=actor, suggested=suggested, key=key
        )
    bundle = _bundle(process, target)
    return bundling.add(bundle=bundle, contributions=voices, actor=actor, suggested=suggested, key=key)


@require_http_methods(["GET", "POST"])
def bundles(request: HttpRequest, slug: str) -> HttpResponse:
    """Show suggestions, bundles and loose words; one form lays ticked words in a bundle."""
    process = process_at(request, slug)
    actor = actor_for(
        member(request), BUNDLE_WRITE, process.tenant_id, acting=request.method == "POST"
    )
    refused = ""
    if request.method == "POST":
        try:
            voices = _chosen(request, process)
            bundle = _lay(request, process, actor, voices)
        except Refusal as refusal:
            refused = str(refusal)
        else:
            count = len(voices)
            text = ngettext(
                "%(n)s bijdrage ligt nu in ‘%(title)s’.", "%(n)s bijdragen liggen nu in ‘%(title)s’.", count
            )
            say(request, text % {"n": count, "title": bundle.title})
            # Back to the words that still lie loose, so that whoever works with the keys can go on.
            on = "" if "voorstel" in request.POST else "#los"
            return redirect(f"{reverse('contributions:bundles', args=[slug])}{on}")
    page = page_of(request, desk.loose(process), PER_PAGE)
    context = {
        "process": process,
        "refused": refused,
        "ticked": request.POST.getlist("stem"),
        "title": request.POST.get("title", ""),
        "suggestions": [(one, fresh()) for one in suggestions(process)],
        "lines": desk.bundle_lines(process),
        "page": page,
        "key": fresh(),
    }
    return render(request, "contributions/desk_bundles.html", context, status=400 if refused else 200)


@require_http_methods(["GET", "POST"])
def bundle(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Show one bundle: rename it, take words out, split it, or merge it into another."""
    process = process_at(request, slug)
    found = _bundle(process, pk)
    if found.merged_into_id is not None:
        return redirect("contributions:desk_bundle", slug, found.merged_into_id)
    actor = actor_for(
        member(request), BUNDLE_WRITE, process.tenant_id, acting=request.method == "POST"
    )
    start = {"key": fresh(), "title": found.title, "summary": found.summary}
    form, refused = BundleForm(initial=start), ""
    if request.method == "POST":
        act = request.POST.get("doe", "")
        if act == "naam":
            form = BundleForm(request.POST)
            if acting(form, lambda data: bundling.rename(bundle=found, title=data["title"], summary=data["summary"],
                                                         actor=actor, key=data["key"])):  # fmt: skip
                say(request, _("De naam is aangepast."))
                return redirect("contributions:desk_bundle", slug, found.pk)
        else:
            try:
                kept = _rearrange(request, process, found, actor, act)
            except Refusal as refusal:
                refused = str(refusal)
            else:
                return redirect("contributions:desk_bundle", slug, kept.pk)
    items = BundleItem.objects.filter(tenant_id=found.tenant_id, bundle=found, removed_at=None)
    others = Bundle.objects.filter(tenant_id=found.tenant_id, process=process, merged_into=None).exclude(pk=found.pk)
    context = {
        "process": process,
        "bundle": found,
        "form": form,
        "refused": refused,
        "ticked": request.POST.getlist("stem"),
        "page": page_of(request, items.select_related("contribution__source").order_by("created_at", "id"), PER_PAGE),
        "others": others.order_by("number"),
        "key": fresh(),
    }
    return render(request, "contributions/desk_bundle.html", context, status=400 if refused or form.errors else 200)


def _rearrange(request: HttpRequest, process: Process, bundle: Bundle, actor: Actor, act: str) -> Bundle:
    """Take out, split or merge; return the bundle to show next."""
    key = request.POST.get("key", "")[:80] or None
    if act == "samen":
        into = _bundle(process, request.POST.get("bundel", ""))
        kept = bundling.merge(bundle=bundle, into=into, actor=actor, key=key)
        say(request, _("De bundels zijn samengevoegd."))
        return kept
    voices = _chosen(request, process)
    if act == "splits":
        made = bundling.split(
            bundle=bundle, title=request.POST.get("title", ""), contributions=voices, actor=actor, key=key
        )
        say(request, _("Er is een nieuwe bundel. De rest bleef liggen."))
        return made
    if act == "eruit":
        if not voices:
            raise BadInput(_("Kies eerst een of meer bijdragen."))
        kept = bundling.remove(bundle=bundle, contributions=voices, actor=actor, key=key)
        say(request, _("Deze woorden liggen niet meer in de bundel."))
        return kept
    raise Http404
