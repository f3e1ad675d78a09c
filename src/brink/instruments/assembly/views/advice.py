"""The advice at the desk: recommendations with votes, offering it, and for each organ the reply and what came of it."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from brink.domain.journal.services import Actor
from brink.domain.journal.ways_back import Foreseen
from brink.domain.people.desk import act, done, found, page, token_of
from brink.domain.people.queries import actor_for, allowed
from brink.foundation import clock
from brink.foundation.requests import BrinkRequest
from brink.instruments.assembly.desk_forms import AdviceForm, FollowUpForm, OfferForm, ReplyForm
from brink.instruments.assembly.models import Commission, OrganReply, Recommendation
from brink.instruments.assembly.panels import told_of
from brink.instruments.assembly.permissions import ASSEMBLY_REPLY, ASSEMBLY_WRITE
from brink.instruments.assembly.queries import points_of, standing
from brink.instruments.assembly.services import advising
from brink.instruments.assembly.views.desk import may_as, own_frame, shared, unless_known, who


@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """List the recommendations with the replies; add one, and offer the advice once."""
    frame = own_frame(request, process, round)
    now, sent, here = standing(frame.round), request.POST.get("doe", ""), frame.address("desk_advice")
    form = AdviceForm(request.POST if sent == "punt" else None, prefix="punt")
    offer = OfferForm(request.POST if sent == "bied" else None, prefix="bied", initial={"offered_on": clock.today()})
    if act(
        request, form,
        lambda: advising.add_advice(
            round=frame.round, facts=form.facts, actor=who(request, frame.round, ASSEMBLY_WRITE), key=form.act_key
        ),
        fits=sent == "punt", may=may_as(request, frame, ASSEMBLY_WRITE, sent == "punt"),
    ):  # fmt: skip
        return done(request, here, _("De aanbeveling staat erbij."))
    points = points_of(frame.round, request.viewer)

    def foresee() -> Foreseen:
        said = ngettext("%(n)s aanbeveling komt op de site.", "%(n)s aanbevelingen komen op de site.", len(points))
        owed = ngettext(
            "Vanaf nu wacht er van %(n)s opdrachtgever een antwoord op elk punt.",
            "Vanaf nu wacht er van %(n)s opdrachtgevers een antwoord op elk punt.", len(now.commissions),
        )  # fmt: skip
        return Foreseen(
            kind="assembly.offered", title=_("Het advies aanbieden?"), button=_("Ja, bied aan"),
            lines=(said % {"n": len(points)}, owed % {"n": len(now.commissions)}),
            after=_("Aan de aanbevelingen en de stemmen verandert daarna niets meer."),
        )  # fmt: skip

    if act(
        request, offer,
        lambda: advising.offer(
            round=frame.round, offered_on=offer.cleaned_data["offered_on"], key=offer.act_key,
            actor=who(request, frame.round, ASSEMBLY_WRITE),
        ),
        fits=sent == "bied", foresee=foresee, may=may_as(request, frame, ASSEMBLY_WRITE, sent == "bied"),
    ):  # fmt: skip
        return done(request, here, _("Het advies is aangeboden."))
    if sent not in ("punt", "bied"):
        unless_known(request, frame, ASSEMBLY_WRITE)
    rows = [
        (
            point, frame.address("desk_recommendation", pk=point.advice.pk),
            [
                (cell, frame.address("desk_reply", pk=point.advice.pk, commission=cell.commission.pk))
                for cell in point.cells
            ],
        )
        for point in points
    ]  # fmt: skip
    context = {
        **shared(frame), **told_of(now), "form": form, "offer": offer, "points": rows,
        **allowed(request.viewer, frame.round.tenant_id, write=ASSEMBLY_WRITE),
    }  # fmt: skip
    return page(request, "assembly/desk_advice.html", context, form, offer)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: BrinkRequest, process: str, round: str, pk: UUID) -> HttpResponse:
    """Write a recommendation otherwise, or its votes."""
    frame = own_frame(request, process, round)
    one = found(
        Recommendation.objects.filter(tenant_id=frame.round.tenant_id, round=frame.round).select_related(
            "round__process"
        ),
        pk=pk,
    )
    names = ("text", "why", "votes_for", "votes_against", "votes_blank", "minority", "unanimous")
    form = AdviceForm(request.POST or None, initial={name: getattr(one, name) for name in names}, version=token_of(one))
    if act(
        request, form,
        lambda: advising.change_advice(
            recommendation=one, facts=form.facts, actor=who(request, frame.round, ASSEMBLY_WRITE), key=form.act_key,
            seen=form.version_seen(one),
        ),
        may=may_as(request, frame, ASSEMBLY_WRITE),
    ):  # fmt: skip
        return done(request, frame.address("desk_advice"), _("Bewaard."))
    context = {**shared(frame), "advice": one, "form": form, "list_url": frame.address("desk_advice")}
    return page(request, "assembly/desk_recommendation.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: BrinkRequest, process: str, round: str, pk: UUID, commission: UUID) -> HttpResponse:
    """Write down what one organ says of one recommendation, and later how it goes with that."""
    frame = own_frame(request, process, round)
    rows = Recommendation.objects.filter(tenant_id=frame.round.tenant_id, round=frame.round)
    one = found(rows.select_related("round__process"), pk=pk)
    organ = found(Commission.objects.filter(round=frame.round).select_related("organ"), pk=commission)
    given = OrganReply.objects.filter(recommendation=one, commission=organ).select_related("commission__organ").first()
    sent, here = request.POST.get("doe", ""), frame.address("desk_advice")
    start = {n: getattr(given, n) for n in ("choice", "reason", "carrier", "ready_by")} if given is not None else {}
    form = ReplyForm(
        request.POST if sent == "antwoord" else None, prefix="antwoord", initial=start, version=token_of(one)
    )
    line = FollowUpForm(request.POST if sent == "verder" else None, prefix="verder")

    def actor() -> Actor:
        return actor_for(request.viewer, ASSEMBLY_REPLY, frame.round.tenant_id, organ=organ.organ)

    if act(
        request, form,
        lambda: advising.reply(
            recommendation=one, commission=organ, facts=form.facts, actor=actor(), key=form.act_key,
            seen=form.version_seen(one),
        ),
        fits=sent == "antwoord", may=actor if sent == "antwoord" else None,
    ):  # fmt: skip
        return done(request, here, _("Het antwoord staat op de site."))
    if given is not None and act(
        request, line,
        lambda: advising.follow_up(
            reply=given, text=line.cleaned_data["text"], done=line.cleaned_data["done"], actor=actor(),
            key=line.act_key,
        ),
        fits=sent == "verder", may=actor if sent == "verder" else None,
    ):  # fmt: skip
        return done(request, here, _("De regel staat erbij."))
    if sent != "antwoord" and (sent != "verder" or given is None):
        unless_known(request, frame, ASSEMBLY_REPLY)
    context = {
        **shared(frame), "advice": one, "commission": organ, "given": given, "form": form, "line": line,
        "list_url": here, **allowed(request.viewer, frame.round.tenant_id, organ=organ.organ, reply=ASSEMBLY_REPLY),
    }  # fmt: skip
    return page(request, "assembly/desk_reply.html", context, form, line)
