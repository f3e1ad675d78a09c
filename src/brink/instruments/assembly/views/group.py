"""The group at the desk: calling who was drawn, asking for others, days with presence and tables, and the allowance."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from brink.domain.journal.ways_back import Foreseen
from brink.domain.participation.round_page import RoundFrame
from brink.domain.people.desk import act, done, found, key_of, new_key, page, press, token_of
from brink.foundation.requests import BrinkRequest
from brink.foundation.spreadsheets import Cell, Sheet, csv
from brink.instruments.assembly.desk_forms import ExpertForm, PresentForm, ReasonForm, SittingForm, TablesForm
from brink.instruments.assembly.models import PanelSeat, Sitting, SittingPresence
from brink.instruments.assembly.panels import told_of
from brink.instruments.assembly.permissions import ASSEMBLY_DRAW, ASSEMBLY_WRITE
from brink.instruments.assembly.queries import seats_of, sittings_of, standing
from brink.instruments.assembly.seating_plan import plan_of
from brink.instruments.assembly.services import seating
from brink.instruments.assembly.services import sittings as days
from brink.instruments.assembly.services.undrawn import letter_to, not_drawn, read_addresses, tell_not_drawn
from brink.instruments.assembly.views.desk import account_of, may_as, own_frame, shared, unless_known, who

State = PanelSeat.State


@require_http_methods(["GET", "HEAD", "POST"])
def panel(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """List who was drawn; ask for others, and confirm that as a second person."""
    frame = own_frame(request, process, round)
    now, sent = standing(frame.round), request.POST.get("doe", "")
    draw = now.draw if now.draw is not None and now.draw.held_at is not None else None
    form = ReasonForm(request.POST if sent == "vraag" else None, prefix="vraag")
    here = frame.address("desk_panel")
    if draw is not None and act(
        request, form, lambda: _ask(request, frame, form), fits=sent == "vraag",
        may=may_as(request, frame, ASSEMBLY_DRAW, sent == "vraag"),
    ):  # fmt: skip
        return done(request, here, _("Gevraagd. Een tweede persoon bevestigt dit."))
    waiting = draw.replacements.filter(held_at=None, failed="").first() if draw is not None else None
    if sent == "bevestig" and waiting is not None:

        def confirm() -> object:
            actor = who(request, frame.round, ASSEMBLY_DRAW)
            by = account_of(request, actor)
            return seating.confirm_replacement(replacement=waiting, by=by, actor=actor, key=key_of(request))

        return press(request, confirm, said=_("Bevestigd. De loting van invallers begint binnen een minuut."), to=here)
    if sent != "vraag" or draw is None:
        unless_known(request, frame, ASSEMBLY_DRAW)
    free = seating.free_seats(draw) if draw is not None else []
    context = {
        **shared(frame), **told_of(now), "draw": draw, "form": form, "waiting": waiting, "free": len(free),
        "seats": [(one, frame.address("desk_seat", pk=one.pk)) for one in seats_of(draw)] if draw is not None else [],
        "failed": draw.replacements.exclude(failed="").order_by("-number").first() if draw is not None else None,
        "undrawn_url": frame.address("desk_undrawn"), "allowance_url": frame.address("desk_allowance"),
        "own_question": waiting is not None and waiting.asked_by_id == request.viewer.account_id, "key": new_key(),
    }  # fmt: skip
    return page(request, "assembly/desk_panel.html", context, form)


def _ask(request: BrinkRequest, frame: RoundFrame, form: ReasonForm) -> object:
    actor = who(request, frame.round, ASSEMBLY_DRAW)
    draw = standing(frame.round).draw
    assert draw is not None
    return seating.ask_replacement(
        draw=draw, reason=form.cleaned_data["reason"], by=account_of(request, actor), actor=actor, key=form.act_key
    )


@require_http_methods(["GET", "HEAD", "POST"])
def seat(request: BrinkRequest, process: str, round: str, pk: UUID) -> HttpResponse:
    """Call one person: who they are and what they need, and how it went."""
    frame = own_frame(request, process, round)
    one = found(
        PanelSeat.objects.filter(draw__round=frame.round).select_related("draw__round", "volunteer__contact"), pk=pk
    )
    outcome = request.POST.get("outcome", "")

    def foresee() -> Foreseen:
        who(request, frame.round, ASSEMBLY_WRITE)
        return Foreseen(
            kind="assembly.called", title=_("Komt de plaats vrij?"), button=_("Ja, de plaats is vrij"),
            lines=(
                _("Nummer %(number)s doet niet mee. De plaats komt vrij.") % {"number": f"{one.number:04d}"},
                _("Wie invalt, wordt geloot: u vraagt dat, en een tweede persoon bevestigt het."),
            ),
            after=_("Dit kunt u niet terugdraaien."), carries={"outcome": outcome},
        )  # fmt: skip

    if request.method == "POST":
        return press(
            request,
            lambda: seating.call(
                seat=one, outcome=outcome, actor=who(request, frame.round, ASSEMBLY_WRITE), key=key_of(request)
            ),
            said=_("Opgeschreven."), to=frame.address("desk_panel"),
            foresee=foresee if outcome in ("no", "left") else None,
        )  # fmt: skip
    contact = getattr(one.volunteer, "contact", None)
    buttons = [name for name, states in seating.FROM.items() if one.state in states]
    context = {
        **shared(frame), "seat": one, "contact": contact, "list_url": frame.address("desk_panel"),
        "buttons": [(name, _label(name)) for name in buttons], "key": new_key(),
    }  # fmt: skip
    response = page(request, "assembly/desk_seat.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def _label(outcome: str) -> str:
    return {
        "missed": _("Geen gehoor"), "yes": _("Doet mee"), "no": _("Doet niet mee"), "left": _("Stopt ermee"),
    }[outcome]  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def undrawn(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """Tell who was not drawn; give the list of whoever gets a letter instead of a mail."""
    frame = own_frame(request, process, round)
    now = standing(frame.round)
    draw = now.draw if now.draw is not None and now.draw.held_at is not None else None
    people = not_drawn(draw) if draw is not None else []
    by_post = [one for one in people if (contact := getattr(one, "contact", None)) is not None and not contact.email]

    def foresee() -> Foreseen:
        who(request, frame.round, ASSEMBLY_WRITE)
        said = ngettext(
            "%(n)s mens krijgt bericht per mail.", "%(n)s mensen krijgen bericht per mail.", len(people) - len(by_post)
        ) % {"n": len(people) - len(by_post)}
        post = ngettext("%(n)s mens krijgt een brief.", "%(n)s mensen krijgen een brief.", len(by_post))
        return Foreseen(
            kind="assembly.undrawn_told", title=_("Iedereen die niet geloot is bericht sturen?"),
            button=_("Ja, stuur het bericht"), lines=(said, post % {"n": len(by_post)}),
            after=_("Wat verstuurd is, kunt u niet terughalen."),
        )  # fmt: skip

    if request.method == "POST" and request.POST.get("doe") == "brieven":
        actor = who(request, frame.round, ASSEMBLY_WRITE)
        read_addresses(round=frame.round, actor=actor, key=key_of(request))
        rows = [(one.contact.name, one.contact.address) for one in by_post]
        return _file("brieven", (_("naam"), _("adres")), rows)
    if request.method == "POST":
        return press(
            request,
            lambda: tell_not_drawn(
                round=frame.round, actor=who(request, frame.round, ASSEMBLY_WRITE), key=key_of(request)
            ),
            said=_("Het bericht gaat binnen een minuut de deur uit."), to=frame.address("desk_undrawn"),
            foresee=foresee,
        )  # fmt: skip
    context = {
        **shared(frame), "draw": draw, "told": now.assembly.told_at if now.assembly else None,
        "people": len(people), "by_post": len(by_post), "letter": letter_to(frame.round), "key": new_key(),
    }  # fmt: skip
    return page(request, "assembly/desk_undrawn.html", context)


def _file(name: str, head: tuple[str, ...], rows: Sequence[Sequence[Cell]]) -> HttpResponse:
    """Return a table that names people: kept nowhere in between."""
    response = HttpResponse(csv(Sheet(name, head, rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["POST"])
def allowance(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """Give the list by which people are paid: how often each was there, and what that comes to."""
    frame = own_frame(request, process, round)
    now = standing(frame.round)
    days.read_allowance(round=frame.round, actor=who(request, frame.round, ASSEMBLY_WRITE), key=key_of(request))
    counts: dict[object, int] = {}
    for pk in SittingPresence.objects.filter(sitting__round=frame.round).values_list("seat_id", flat=True):
        counts[pk] = counts.get(pk, 0) + 1
    rows: list[tuple[Cell, ...]] = []
    for one in seats_of(now.draw) if now.draw is not None else []:
        contact, times = getattr(one.volunteer, "contact", None), counts.get(one.pk, 0)
        if times:
            cents = times * now.settings.fee_cents
            rows.append((one.number, contact.name if contact else "", times, f"{cents // 100},{cents % 100:02d}"))
    return _file("vergoedingen", (_("nummer"), _("naam"), _("zittingen"), _("bedrag in euro")), rows)


@require_http_methods(["GET", "HEAD", "POST"])
def sittings(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """List the days of the group, and add one from the events of the question."""
    frame = own_frame(request, process, round)
    form = SittingForm(frame.round, request.POST or None)
    acted = act(
        request, form,
        lambda: days.add_sitting(
            round=frame.round, event=form.cleaned_data["event"], key=form.act_key,
            actor=who(request, frame.round, ASSEMBLY_WRITE),
        ),
        may=may_as(request, frame, ASSEMBLY_WRITE),
    )  # fmt: skip
    if acted:
        return done(request, frame.address("desk_sittings"), _("De zitting staat erbij."))
    rows = [(one, frame.address("desk_sitting", pk=one.pk)) for one in sittings_of(frame.round)]
    context = {**shared(frame), "form": form, "sittings": rows, "events_url": shared(frame)["process_url"]}
    return page(request, "assembly/desk_sittings.html", context, form)


def _sitting(frame: RoundFrame, pk: UUID) -> Sitting:
    rows = Sitting.objects.filter(tenant_id=frame.round.tenant_id, round=frame.round)
    return found(rows.select_related("event", "round"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def sitting(request: BrinkRequest, process: str, round: str, pk: UUID) -> HttpResponse:
    """Show one day: who was there, and who spoke."""
    frame = own_frame(request, process, round)
    one, now, sent = _sitting(frame, pk), standing(frame.round), request.POST.get("doe", "")
    seats = [row for row in (seats_of(now.draw) if now.draw is not None else []) if row.state != State.DECLINED]
    here = [str(pk) for pk in one.presences.values_list("seat_id", flat=True)]
    version = token_of(one, "sitting.present")
    present = PresentForm(
        seats, request.POST if sent == "wie" else None, initial={"seats": here}, prefix="wie", version=version
    )
    expert = ExpertForm(request.POST if sent == "spreker" else None, prefix="spreker")
    back = frame.address("desk_sitting", pk=one.pk)
    if act(
        request, present,
        lambda: days.note_present(
            sitting=one, seats=[UUID(text) for text in present.cleaned_data["seats"]],
            actor=who(request, frame.round, ASSEMBLY_WRITE),
            key=present.act_key, seen=present.version_seen(one),
        ),
        fits=sent == "wie", may=may_as(request, frame, ASSEMBLY_WRITE, sent == "wie"),
    ):  # fmt: skip
        return done(request, back, _("Bewaard."))
    if act(
        request, expert,
        lambda: days.add_expert(
            sitting=one, facts=expert.facts, actor=who(request, frame.round, ASSEMBLY_WRITE), key=expert.act_key
        ),
        fits=sent == "spreker", may=may_as(request, frame, ASSEMBLY_WRITE, sent == "spreker"),
    ):  # fmt: skip
        return done(request, back, _("De deskundige staat erbij."))
    if sent not in ("wie", "spreker"):
        unless_known(request, frame, ASSEMBLY_WRITE)
    rows = [(who_, frame.address("desk_expert_drop", pk=one.pk, expert=who_.pk)) for who_ in one.experts.all()]
    context = {
        **shared(frame), "sitting": one, "present": present, "expert": expert, "experts": rows,
        "seats": len(seats), "here": len(here), "tables_url": frame.address("desk_tables", pk=one.pk),
        "list_url": frame.address("desk_sittings"), "key": new_key(),
    }  # fmt: skip
    return page(request, "assembly/desk_sitting.html", context, present, expert)


@require_http_methods(["POST"])
def drop_expert(request: BrinkRequest, process: str, round: str, pk: UUID, expert: UUID) -> HttpResponse:
    """Take an expert off a day."""
    frame = own_frame(request, process, round)
    one = _sitting(frame, pk)
    return press(
        request,
        lambda: days.drop_expert(
            sitting=one, expert=expert, actor=who(request, frame.round, ASSEMBLY_WRITE), key=key_of(request)
        ),
        said=_("Deze deskundige staat er niet meer bij."), to=frame.address("desk_sitting", pk=one.pk),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD"])
def tables(request: BrinkRequest, process: str, round: str, pk: UUID) -> HttpResponse:
    """Show who sits at which table in each part of the day; the same question gives the same plan."""
    frame = own_frame(request, process, round)
    one, now = _sitting(frame, pk), standing(frame.round)
    seats = [row for row in (seats_of(now.draw) if now.draw is not None else []) if row.state == State.CONFIRMED]
    form = TablesForm(request.GET if "tafels" in request.GET else None)
    plan = None
    if form.is_bound and form.is_valid():
        plan, wrong = plan_of(seats, form.cleaned_data["tafels"], form.cleaned_data["rondes"], seed=one.number)
        if wrong:
            form.add_error("tafels", wrong)
    context = {
        **shared(frame), "sitting": one, "form": form, "plan": plan, "people": len(seats),
        "list_url": frame.address("desk_sitting", pk=one.pk),
    }  # fmt: skip
    return page(request, "assembly/desk_tables.html", context)
