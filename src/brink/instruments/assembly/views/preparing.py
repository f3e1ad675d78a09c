"""Desk pages before the draw: the commission, the quotas with live counts and a test, and the letters."""

from collections import Counter
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from brink.domain.participation.round_page import RoundFrame
from brink.domain.people.desk import act, done, found, key_of, page, press, token_of
from brink.domain.people.reaching import phone_of
from brink.foundation import clock
from brink.foundation.pasted_tables import read_pasted
from brink.foundation.requests import BrinkRequest
from brink.instruments.assembly.desk_forms import CommissionForm, PostedForm, TargetsForm, TryForm, WaveForm
from brink.instruments.assembly.models import Commission, Draw, LetterWave, Volunteer
from brink.instruments.assembly.panels import told_of
from brink.instruments.assembly.permissions import ASSEMBLY_WRITE
from brink.instruments.assembly.pools import volunteers_of
from brink.instruments.assembly.queries import TargetLine, commissions_of, figures, lines_of, standing
from brink.instruments.assembly.round_settings import MOST_TARGETS
from brink.instruments.assembly.services import commissioning, freezing
from brink.instruments.assembly.services.commissioning import TargetFacts
from brink.instruments.assembly.services.letters import codes_of, fetch_letters, make_letters, note_post
from brink.instruments.assembly.views.desk import may_as, own_frame, shared, unless_known, who
from brink.methods.files.writing import csv_text
from brink.ui.components import Column, Row, Table

PRINTED = 200
"""So many letters go on one printed page; more go to whoever prints as a file."""
_NAMES = {
    "kenmerk": "category", "category": "category", "groep": "feature", "feature": "feature", "name": "feature",
    "value": "feature", "ten minste": "least", "min": "least", "hooguit": "most", "max": "most", "bron": "source",
    "source": "source",
}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def commission(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """Write down which organs ask for the assembly, and what each promises."""
    frame = own_frame(request, process, round)
    form = CommissionForm(frame.round, request.POST or None, initial={"adopted_on": clock.today()})
    acted = act(
        request, form,
        lambda: commissioning.commission(
            round=frame.round, facts=form.facts, actor=who(request, frame.round, ASSEMBLY_WRITE), key=form.act_key
        ),
        may=may_as(request, frame, ASSEMBLY_WRITE),
    )  # fmt: skip
    if acted:
        return done(request, frame.address("desk_commission"), _("De opdracht staat erbij."))
    rows = [(one, frame.address("desk_commission_drop", pk=one.organ_id)) for one in commissions_of(frame.round)]
    context = {**shared(frame), "form": form, "commissions": rows, "changeable": frame.round.opened_at is None}
    return page(request, "assembly/desk_commission.html", context, form)


@require_http_methods(["POST"])
def drop(request: BrinkRequest, process: str, round: str, pk: UUID) -> HttpResponse:
    """Take an organ off."""
    frame = own_frame(request, process, round)
    one = found(Commission.objects.filter(round=frame.round).select_related("organ"), organ=pk)
    return press(
        request,
        lambda: commissioning.drop_commission(
            round=frame.round, organ=one.organ, actor=who(request, frame.round, ASSEMBLY_WRITE), key=key_of(request)
        ),
        said=_("Dit orgaan staat er niet meer bij."), to=frame.address("desk_commission"),
    )  # fmt: skip


def read_targets(content: str) -> tuple[list[TargetFacts], list[str]]:
    """Return the quotas of a pasted table, or all that is wrong with it."""
    table = read_pasted(
        content, known=tuple(_NAMES), most=MOST_TARGETS,
        too_many=_("Meer dan %(most)s groepen past niet.") % {"most": MOST_TARGETS},
    )  # fmt: skip
    names = {_NAMES.get(name.casefold(), "") for name in table.names}
    faults = list(table.faults)
    if not faults and not {"category", "feature", "least", "most"} <= names:
        faults.append(_("Geef de kolommen kenmerk, groep, ten minste en hooguit."))
    rows = []
    for line, cells in table.rows if not faults else ():
        own = {_NAMES.get(name.casefold(), ""): text.strip() for name, text in cells.items()}
        if not (own["least"].isdecimal() and own["most"].isdecimal() and len(own["least"] + own["most"]) < 8):
            faults.append(_("Regel %(line)s: geef bij ‘ten minste’ en ‘hooguit’ een heel getal.") % {"line": line})
            continue
        rows.append(TargetFacts(
            own["category"], own["feature"], int(own["least"]), int(own["most"]), own.get("source", "")
        ))  # fmt: skip
    return ([] if faults else rows), faults


def written(lines: list[TargetLine]) -> str:
    """Return the quotas as they are typed."""
    rows = [(o.target.category, o.target.feature, o.target.least, o.target.most, o.target.source) for o in lines]
    return csv_text(("kenmerk", "groep", "ten minste", "hooguit", "bron"), rows).lstrip("\ufeff")


@require_http_methods(["GET", "HEAD", "POST"])
def targets(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """Show the quotas with live counts, set them, and try what they would do; a test draws nobody."""
    frame = own_frame(request, process, round)
    lines, sent = lines_of(frame.round), request.POST.get("doe", "")
    form = TargetsForm(
        request.POST if sent == "quota" else None, initial={"content": written(lines)},
        version=token_of(frame.round, "assembly.targets_set"),
    )  # fmt: skip
    trial = TryForm(request.POST if sent == "proef" else None, prefix="proef")
    rows: list[TargetFacts] = []
    if form.is_bound and form.is_valid():
        rows, faults = read_targets(form.cleaned_data["content"])
        for fault in faults:
            form.add_error("content", fault)
    acted = act(
        request, form,
        lambda: commissioning.set_targets(
            round=frame.round, rows=rows, actor=who(request, frame.round, ASSEMBLY_WRITE), key=form.act_key,
            seen=form.version_seen(frame.round),
        ),
        fits=sent == "quota" and not form.errors, may=may_as(request, frame, ASSEMBLY_WRITE, sent == "quota"),
    )  # fmt: skip
    if acted:
        return done(request, frame.address("desk_targets"), _("De quota zijn bewaard."))
    tried = act(
        request, trial,
        lambda: freezing.try_out(
            round=frame.round, actor=who(request, frame.round, ASSEMBLY_WRITE), key=trial.act_key
        ),
        fits=sent == "proef", may=may_as(request, frame, ASSEMBLY_WRITE, sent == "proef"),
    )  # fmt: skip
    if tried:
        return done(request, frame.address("desk_targets"), _("De proef begint binnen een minuut."))
    if sent not in ("quota", "proef"):
        unless_known(request, frame, ASSEMBLY_WRITE)
    now = standing(frame.round)
    context = {
        **shared(frame), "form": form, "trial": trial, "lines": lines, "now": now, "table": _counts(lines),
        **_ways(frame),
        "wrong": commissioning.sums_wrong([one.target for one in lines], now.settings.seats), **_last_test(frame),
    }  # fmt: skip
    return page(request, "assembly/desk_targets.html", context, form, trial)


def _counts(lines: list[TargetLine]) -> Table:
    return Table(
        caption=_("Quota en aanmeldingen"),
        columns=(
            Column(_("Groep")), Column(_("Ten minste"), numeric=True), Column(_("Hooguit"), numeric=True),
            Column(_("Aangemeld"), numeric=True), Column(_("Nog nodig"), numeric=True), Column(_("Bron")),
        ),
        rows=tuple(
            Row(
                f"{one.target.category}: {one.target.feature}",
                (str(one.target.least), str(one.target.most), str(one.have), str(one.short), one.target.source),
            )
            for one in lines
        ),
    )  # fmt: skip


def _ways(frame: RoundFrame) -> dict[str, int]:
    """Return how many came by a letter and how many by the open link: their chances to be asked differ."""
    ways = Counter(one.via for one in volunteers_of(frame.round))
    return {"by_letter": ways[Volunteer.Via.LETTER], "by_link": ways[Volunteer.Via.OPEN]}


def _last_test(frame: RoundFrame) -> dict[str, object]:
    """Return what the last test found, with each quota's price in words."""
    rows = Draw.objects.filter(tenant_id=frame.round.tenant_id, round=frame.round, test=True)
    test = rows.order_by("-number").first()
    if test is None:
        return {"test": None}
    said = {
        "min": _("‘%(group)s’: ten minste één minder geeft de kleinste kans %(price)s erbij."),
        "max": _("‘%(group)s’: hooguit één meer geeft de kleinste kans %(price)s erbij."),
    }
    prices = [
        said[one["side"]] % {"group": one["feature"], "price": f"{one['price'] * 100:.2f}".replace(".", ",") + " %"}
        for one in test.result.get("prices", ())[:6]
    ]
    return {"test": test, "figures": figures(test.result), "prices": prices}


@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """Make a wave of letters with codes, and list those there are."""
    frame = own_frame(request, process, round)
    form = WaveForm(request.POST or None)
    acted = act(
        request, form,
        lambda: make_letters(
            round=frame.round, facts=form.facts, actor=who(request, frame.round, ASSEMBLY_WRITE), key=form.act_key
        ),
        may=may_as(request, frame, ASSEMBLY_WRITE),
    )  # fmt: skip
    if acted:
        said = ngettext("%(n)s code is klaar.", "%(n)s codes zijn klaar.", acted.result.letters)
        return done(request, frame.address("desk_letters"), said % {"n": acted.result.letters})
    rows = LetterWave.objects.filter(tenant_id=frame.round.tenant_id, round=frame.round).order_by("number")
    table = Table(
        caption=_("Brieven"),
        columns=(
            Column(_("Golf")), Column(_("Brieven"), numeric=True), Column(_("Op de post")),
            Column(_("Onbestelbaar terug"), numeric=True),
        ),
        rows=tuple(
            Row(
                f"{one.number}. {one.place}",
                (str(one.letters), f"{one.posted_on:%d-%m-%Y}" if one.posted_on else _("nog niet"), str(one.returned)),
                frame.address("desk_wave", pk=one.pk),
            )
            for one in rows
        ),
    )  # fmt: skip
    context = {**shared(frame), "form": form, "table": table}
    return page(request, "assembly/desk_letters.html", context, form)


def _wave(frame: RoundFrame, pk: UUID) -> LetterWave:
    return found(LetterWave.objects.filter(tenant_id=frame.round.tenant_id, round=frame.round), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def posted(request: BrinkRequest, process: str, round: str, pk: UUID) -> HttpResponse:
    """Show one wave: take the codes, print letters, and write down when it went and what came back."""
    frame = own_frame(request, process, round)
    wave = _wave(frame, pk)
    form = PostedForm(
        request.POST or None, initial={"posted_on": wave.posted_on or clock.today(), "returned": wave.returned},
        version=token_of(wave),
    )  # fmt: skip
    acted = act(
        request, form,
        lambda: note_post(
            wave=wave, posted_on=form.cleaned_data["posted_on"], returned=form.cleaned_data["returned"],
            actor=who(request, frame.round, ASSEMBLY_WRITE), key=form.act_key, seen=form.version_seen(wave),
        ),
        may=may_as(request, frame, ASSEMBLY_WRITE),
    )  # fmt: skip
    if acted:
        return done(request, frame.address("desk_letters"), _("Bewaard."))
    context = {
        **shared(frame), "wave": wave, "form": form, "codes_url": frame.address("desk_codes", pk=wave.pk),
        "print_url": frame.address("desk_print", pk=wave.pk), "most": PRINTED,
        "list_url": frame.address("desk_letters"),
    }  # fmt: skip
    return page(request, "assembly/desk_wave.html", context, form)


def _link(frame: RoundFrame, code: str) -> str:
    return f"{settings.BASE_URL}{frame.address('signup')}?brief={quote(code)}"


@require_http_methods(["POST"])
def codes(request: BrinkRequest, process: str, round: str, pk: UUID) -> HttpResponse:
    """Give the file for whoever prints: number, code, address of the page. That it was taken stands in the journal."""
    frame = own_frame(request, process, round)
    wave = _wave(frame, pk)
    fetch_letters(wave=wave, actor=who(request, frame.round, ASSEMBLY_WRITE), key=key_of(request))
    rows = [(number, code, _link(frame, code)) for number, code in codes_of(wave)]
    response = HttpResponse(csv_text(("nummer", "code", "adres"), rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="brieven-{wave.number}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def printed(request: BrinkRequest, process: str, round: str, pk: UUID) -> HttpResponse:
    """Show letters to print, with QR and code: as many as fit a page, from the number that is asked for."""
    frame = own_frame(request, process, round)
    wave = _wave(frame, pk)
    asked = request.GET.get("vanaf", "")
    first = int(asked) if asked.isdecimal() and len(asked) < 7 else 1
    slips = [(number, code, _link(frame, code)) for number, code in codes_of(wave, first, PRINTED)]
    context = {
        **shared(frame), **told_of(standing(frame.round)), "wave": wave, "slips": slips,
        "phone": phone_of(frame.process.tenant), "body": frame.process.tenant,
        "site": f"{settings.BASE_URL}{frame.address('signup')}",
    }  # fmt: skip
    response = page(request, "assembly/desk_print.html", context)
    response["Cache-Control"] = "private, no-store"
    return response
