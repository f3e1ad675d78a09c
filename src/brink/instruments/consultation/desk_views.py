"""Pages for staff: bring a text in, look its pieces over, say why they differ, publish, and put remarks at pieces."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.permissions import CONTRIBUTION_ENTER
from brink.domain.journal.ways_back import Foreseen
from brink.domain.participation.counting import readable
from brink.domain.participation.round_page import RoundFrame, frame_of
from brink.domain.people.desk import BrinkRequest, act, done, key_of, own, page, press, token_of
from brink.domain.people.queries import actor_for, allowed
from brink.domain.processes.models import Boundary, Round
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.domain.processes.queries.readiness_findings import room_in_force
from brink.foundation.errors import BadInput
from brink.instruments.consultation import foreseen, queries
from brink.instruments.consultation.changes import head_line
from brink.instruments.consultation.forms import DroppedForm, ImportForm, PassageForm, PlaceForm, PublishForm
from brink.instruments.consultation.lineage import Turn
from brink.instruments.consultation.models import Origin, Passage, Remark, TextVersion
from brink.instruments.consultation.queries import BADGES, badge
from brink.instruments.consultation.round_settings import KEY, REMARK
from brink.instruments.consultation.services import remarks, versions

TURNS: dict[Turn, str | Promise] = {
    Turn.SAME: gettext_lazy("gelijk gebleven"), Turn.EDITED: gettext_lazy("veranderd"),
    Turn.MOVED: gettext_lazy("staat ergens anders"), Turn.SPLIT: gettext_lazy("gesplitst"),
    Turn.MERGED: gettext_lazy("samengevoegd"), Turn.NEW: gettext_lazy("nieuw"),
    Turn.DROPPED: gettext_lazy("vervallen"),
}  # fmt: skip


def _frame(request: BrinkRequest, process: str, round: str) -> RoundFrame:
    """Return a round of one's own body with what its pages stand on, or answer that there is no such page."""
    rows = Round.objects.filter(instrument=KEY).select_related("process__tenant")
    return frame_of(own(request, rows, process__slug=process, slug=round))


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One piece of a draft, as the desk looks it over."""

    passage: Passage
    url: str
    badge: str
    turn: str
    comes_from: str


def _draft_lines(frame: RoundFrame, draft: TextVersion) -> tuple[list[DraftLine], list[tuple[Origin, str, str]], str]:
    """Return the pieces of a draft with where they come from, those that went, and how many are different."""
    new = queries.passages_of(draft)
    last = [one for one in queries.published(frame.round) if one.number < draft.number]
    old = queries.passages_of(last[-1]) if last else []
    origins = queries.origins_of(draft) if last else []
    found = queries.turns_between(old, new, origins)
    names = {one.section_id: str(one) for one in old}
    sources: dict[object, list[str]] = {}
    for one in origins:
        if one.passage_id is not None:
            sources.setdefault(one.passage_id, []).append(names.get(one.old_id, ""))
    lines = [
        DraftLine(
            one, frame.address("desk_section", pk=one.pk), str(BADGES[badge(one)]), str(TURNS[turn]) if last else "",
            ", ".join(sources.get(one.pk, ())),
        )
        for one, turn in zip(new, found.new, strict=True)
    ]  # fmt: skip
    gone = [
        (one, names.get(one.old_id, ""), frame.address("desk_dropped", pk=one.pk))
        for one in origins if one.passage_id is None
    ]  # fmt: skip
    return lines, gone, head_line(len(new), found.new, len(gone)) if last else ""


@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """Show the versions and the draft of a text; bring a new one in."""
    frame = _frame(request, process, round)
    known = queries.published(frame.round)
    title = known[-1].title if known else ""
    draft = queries.draft_of(frame.round)
    start, read = {"title": title}, token_of(draft)
    form = ImportForm(request.POST or None, request.FILES or None, initial=start, version=read)
    before = form.row_seen(TextVersion.objects.filter(tenant_id=frame.round.tenant_id, round=frame.round))
    acted = act(request, form, lambda: versions.take_in(
        round=frame.round, source=form.cleaned_data["source"], before=before, seen=form.version_seen(before),
        key=form.act_key,
        actor=actor_for(request.viewer, PROCESS_WRITE, frame.round.tenant_id),
    ))  # fmt: skip
    if acted:
        return done(request, frame.address("desk"), _("De tekst staat klaar. Kijk de stukken na."))
    lines, gone, head = _draft_lines(frame, draft) if draft is not None else ([], [], "")
    context = {
        "round": frame.round, "process": frame.process, "form": form, "versions": known, "draft": draft,
        "lines": lines, "gone": gone, "head": head, "first": not known,
        "missing": versions.publication_findings(draft) if draft is not None else [],
        "publish_url": frame.address("desk_publish"), "drop_url": frame.address("desk_drop"),
        "start_url": frame.address() if known else "", "remarks_url": frame.address("desk_remarks"),
        "back_url": reverse("processes:desk", args=[frame.process.slug]), "version_token": token_of(draft),
        **allowed(request.viewer, frame.round.tenant_id, write=PROCESS_WRITE),
    }  # fmt: skip
    return page(request, "consultation/desk.html", context, form)


def _voices(passage: Passage, before: Sequence[Passage]) -> list[Contribution]:
    """Return the remarks that may have led to what a piece says now: on the pieces that it comes from, or on all."""
    rows = readable(passage.version.round, REMARK).select_related("remark").order_by("-created_at", "-id")
    sources = list(passage.origins.values_list("old", flat=True))
    return list((rows.filter(remark__section__in=sources) if sources else rows)[:100])


@require_http_methods(["GET", "HEAD", "POST"])
def passage(request: BrinkRequest, process: str, round: str, pk: UUID) -> HttpResponse:
    """Write one piece of a draft: its words, what is fixed, where it comes from and why it is different."""
    frame = _frame(request, process, round)
    rows = Passage.objects.filter(version__round=frame.round, version__published_at=None)
    one = own(request, rows.select_related("version__round__process", "boundary"), pk=pk)
    known = queries.published(frame.round)
    before = queries.passages_of(known[-1]) if known else []
    room = room_in_force(frame.process)
    credited = list(one.credits.values_list("contribution", flat=True))
    start = {
        **{name: getattr(one, name) for name in ("number", "heading", "body", "summary", "boundary", "reason")},
        "comes_from": [str(pk) for pk in one.origins.values_list("old", flat=True)],
        "credits": [str(pk) for pk in credited],
    }  # fmt: skip
    form = PassageForm(
        request.POST or None, initial=start, version=token_of(one), before=before, voices=_voices(one, before),
        boundaries=Boundary.objects.filter(tenant=frame.round.tenant_id, room=room).order_by("number"),
    )  # fmt: skip
    acted = act(request, form, lambda: versions.write_passage(
        passage=one, facts=form.facts(), key=form.act_key, seen=form.version_seen(one),
        actor=actor_for(request.viewer, PROCESS_WRITE, frame.round.tenant_id),
    ))  # fmt: skip
    if acted:
        return done(request, frame.address("desk"), _("Opgeslagen."))
    context = {"round": frame.round, "process": frame.process, "passage": one, "form": form,
               "back_url": frame.address("desk")}  # fmt: skip
    return page(request, "consultation/desk_section.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def dropped(request: BrinkRequest, process: str, round: str, pk: UUID) -> HttpResponse:
    """Say why a piece of the version before is not in the draft."""
    frame = _frame(request, process, round)
    rows = Origin.objects.filter(version__round=frame.round, version__published_at=None, passage=None)
    one = own(request, rows.select_related("version__round__process"), pk=pk)
    last = queries.published(frame.round)[-1]
    was = next((row for row in queries.passages_of(last) if row.section_id == one.old_id), None)
    form = DroppedForm(request.POST or None, initial={"reason": one.reason}, version=token_of(one))
    acted = act(request, form, lambda: versions.tell_dropped(
        origin=one, reason=form.cleaned_data["reason"], key=form.act_key, seen=form.version_seen(one),
        actor=actor_for(request.viewer, PROCESS_WRITE, frame.round.tenant_id),
    ))  # fmt: skip
    if acted:
        return done(request, frame.address("desk"), _("Opgeslagen."))
    context = {"round": frame.round, "process": frame.process, "was": was, "form": form,
               "back_url": frame.address("desk")}  # fmt: skip
    return page(request, "consultation/desk_dropped.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """Publish the draft for good, once nothing is missing."""
    frame = _frame(request, process, round)
    rows = TextVersion.objects.filter(round=frame.round).select_related("round__process")
    # Of a double click the second finds it published: the version that the form was drawn from.
    seen = request.POST.get("version", "").partition(":")[0]
    draft = own(request, rows, pk=seen) if seen else own(request, rows, published_at=None)
    first = draft.number == 1
    lines, gone, head = _draft_lines(frame, draft)
    form = PublishForm(request.POST or None, first=first, version=token_of(draft))
    acted = act(request, form, lambda: versions.publish(
        version=draft, reason=form.cleaned_data.get("reason", ""), looked=bool(form.cleaned_data.get("looked")),
        key=form.act_key, seen=form.version_seen(draft),
        actor=actor_for(request.viewer, PROCESS_WRITE, frame.round.tenant_id),
    ), foresee=lambda: foreseen.publishing(
        draft, head=head, remarks=readable(frame.round, REMARK).count()
    ))  # fmt: skip
    if acted:
        return done(request, frame.address("desk"), _("De tekst is gepubliceerd. Deze versie verandert niet meer."))
    context = {
        "round": frame.round, "process": frame.process, "form": form, "draft": draft, "head": head,
        "missing": versions.publication_findings(draft), "lines": lines, "gone": gone,
        "back_url": frame.address("desk"),
    }  # fmt: skip
    return page(request, "consultation/desk_publish.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """Throw the draft away."""
    frame = _frame(request, process, round)
    draft = queries.draft_of(frame.round)
    acting = request.method == "POST"

    def told(found: TextVersion) -> Foreseen:
        # Nobody reads what would happen of what they may not do.
        actor_for(request.viewer, PROCESS_WRITE, frame.round.tenant_id, acting=acting)
        return foreseen.dropping(found)

    return press(
        request,
        lambda: versions.drop_draft(
            round=frame.round, actor=actor_for(request.viewer, PROCESS_WRITE, frame.round.tenant_id),
            key=key_of(request),
        ),
        said=_("Het concept is weg."), to=frame.address("desk"),
        foresee=None if draft is None else lambda: told(draft),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD"])
def remark_list(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """List the remarks that stand at no piece yet: those by phone, by letter and in the box for all at once."""
    frame = _frame(request, process, round)
    lines = [(one, frame.address("desk_place", pk=one.pk)) for one in queries.unplaced(frame.round)[:200]]
    context = {
        "round": frame.round, "process": frame.process, "lines": lines, "back_url": frame.address("desk"),
        "note_url": reverse("contributions:desk"),
        **allowed(request.viewer, frame.round.tenant_id, write=CONTRIBUTION_ENTER),
    }  # fmt: skip
    return page(request, "consultation/desk_remarks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def place(request: BrinkRequest, process: str, round: str, pk: UUID) -> HttpResponse:
    """Put one remark at the piece that it is about."""
    frame = _frame(request, process, round)
    rows = Contribution.objects.filter(round=frame.round, kind=REMARK).select_related("round__process")
    voice = own(request, rows, pk=pk)
    known = queries.published(frame.round)
    passages = queries.passages_of(known[-1]) if known else []
    remark = Remark.objects.filter(tenant=voice.tenant_id, contribution=voice).first()
    start = {"section": str(remark.section_id or "")} if remark is not None else {}
    form = PlaceForm(passages, request.POST or None, initial=start, version=token_of(voice))

    def chosen() -> Passage:
        found = next((one for one in passages if str(one.section_id) == form.cleaned_data["section"]), None)
        if found is None:
            raise BadInput(_("Kies een stuk."), field="section")
        return found

    acted = act(request, form, lambda: remarks.place(
        contribution=voice, passage=chosen(), key=form.act_key, seen=form.version_seen(voice),
        actor=actor_for(request.viewer, CONTRIBUTION_ENTER, frame.round.tenant_id),
    ), may=lambda: actor_for(request.viewer, CONTRIBUTION_ENTER, frame.round.tenant_id))  # fmt: skip
    if acted:
        told = _("Opgeslagen. Wie dit heeft gezegd, leest het met de code.")
        return done(request, frame.address("desk_remarks"), told)
    context = {"round": frame.round, "process": frame.process, "voice": voice, "form": form,
               "back_url": frame.address("desk_remarks")}  # fmt: skip
    return page(request, "consultation/desk_place.html", context, form)
