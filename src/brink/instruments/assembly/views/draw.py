"""The draw at the desk: freeze, wait for the record, write down what chance said, each for oneself; or take it back."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from brink.domain.journal.ways_back import Foreseen
from brink.domain.participation.round_page import RoundFrame
from brink.domain.people.desk import act, done, page, token_of
from brink.foundation import clock
from brink.foundation.errors import NotNow
from brink.foundation.requests import BrinkRequest
from brink.instruments.assembly.desk_forms import ChanceForm, FreezeForm, ReasonForm
from brink.instruments.assembly.models import Draw
from brink.instruments.assembly.panels import told_of
from brink.instruments.assembly.permissions import ASSEMBLY_DRAW
from brink.instruments.assembly.pools import volunteers_of
from brink.instruments.assembly.queries import standing
from brink.instruments.assembly.services.drawing import hear_chance
from brink.instruments.assembly.services.freezing import freeze_pool, thaw_pool
from brink.instruments.assembly.services.signing_up import signup_open
from brink.instruments.assembly.views.desk import account_of, may_as, own_frame, shared, unless_known, who


def _fields(request: BrinkRequest, frame: RoundFrame, draw: Draw | None, sent: str) -> tuple[
    FreezeForm, ReasonForm, ChanceForm
]:  # fmt: skip
    """Return the three forms of the page, the sent one bound."""
    now = standing(frame.round)
    data = {name: request.POST if sent == name else None for name in ("vast", "terug", "toeval")}
    moment = clock.now().astimezone(clock.AMSTERDAM)
    return (
        FreezeForm(data["vast"], initial={"source": now.settings.source, "pick": now.settings.pick}, prefix="vast"),
        ReasonForm(data["terug"], prefix="terug", version=token_of(draw) if draw is not None else ""),
        ChanceForm(data["toeval"], initial={"day": moment.date(), "hour": moment.time()}, prefix="toeval"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def draw(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """Do the step of the draw that comes now."""
    frame = own_frame(request, process, round)
    now, sent = standing(frame.round), request.POST.get("doe", "")
    about = now.draw or (_last(frame) if sent in ("terug", "toeval") else None)
    freeze, back, chance = _fields(request, frame, about, sent)
    here = frame.address("desk_draw")
    if act(
        request, freeze,
        lambda: freeze_pool(
            round=frame.round, facts=freeze.facts, actor=who(request, frame.round, ASSEMBLY_DRAW), key=freeze.act_key
        ),
        fits=sent == "vast", foresee=lambda: _freezing(frame, freeze),
        may=may_as(request, frame, ASSEMBLY_DRAW, sent == "vast"),
    ):  # fmt: skip
        return done(request, here, _("De lijst ligt vast. Wij maken nu het dossier; dat duurt enkele minuten."))
    if sent in ("terug", "toeval") and about is None:
        who(request, frame.round, ASSEMBLY_DRAW)
        raise NotNow(_("De lijst ligt niet vast."))
    if about is not None and (answer := _later(request, frame, about, back, chance, sent)) is not None:
        return answer
    if sent not in ("vast", "terug", "toeval"):
        unless_known(request, frame, ASSEMBLY_DRAW)
    mine = _mine(request, now.draw)
    context = {
        **shared(frame), **told_of(now), "freeze": freeze, "back": back, "chance": chance, "draw": now.draw,
        "heard": now.draw.heard.count() if now.draw is not None else 0, "mine": mine,
        "signup_open": signup_open(frame.round), "people": len(volunteers_of(frame.round)),
    }  # fmt: skip
    return page(request, "assembly/desk_draw.html", context, freeze, back, chance)


def _last(frame: RoundFrame) -> Draw | None:
    """Return the last list there was, for a form that comes twice: a double click finds its first answer."""
    rows = Draw.objects.filter(tenant_id=frame.round.tenant_id, round=frame.round, test=False)
    return rows.order_by("-number").first()


def _mine(request: BrinkRequest, draw: Draw | None) -> str:
    """Return what this person wrote down of chance; nobody reads what the other wrote before they are the same."""
    if draw is None:
        return ""
    return draw.heard.filter(by=request.viewer.account_id).values_list("words", flat=True).first() or ""


def _later(
    request: BrinkRequest, frame: RoundFrame, draw: Draw, back: ReasonForm, chance: ChanceForm, sent: str
) -> HttpResponse | None:
    """Take back what is frozen, or write down what chance said."""
    here = frame.address("desk_draw")
    if act(
        request, back,
        lambda: thaw_pool(
            draw=draw, reason=back.cleaned_data["reason"], actor=who(request, frame.round, ASSEMBLY_DRAW),
            key=back.act_key, seen=back.version_seen(draw),
        ),
        fits=sent == "terug", foresee=lambda: _thawing(back),
        may=may_as(request, frame, ASSEMBLY_DRAW, sent == "terug"),
    ):  # fmt: skip
        return done(request, here, _("De lijst is ingetrokken. Iedereen leest waarom."))
    acted = act(
        request, chance, lambda: _hear(request, frame, draw, chance), fits=sent == "toeval",
        foresee=lambda: _hearing(draw, chance), may=may_as(request, frame, ASSEMBLY_DRAW, sent == "toeval"),
    )  # fmt: skip
    if acted:
        if acted.result.held_at is not None:
            return done(request, frame.address("draw"), _("Er is geloot."))
        return done(request, here, _("Bewaard. Nu schrijft een tweede persoon hetzelfde op."))
    return None


def _hear(request: BrinkRequest, frame: RoundFrame, draw: Draw, form: ChanceForm) -> Draw:
    actor = who(request, frame.round, ASSEMBLY_DRAW)
    return hear_chance(
        draw=draw, words=form.cleaned_data["words"], heard_at=form.heard_at, by=account_of(request, actor),
        actor=actor, key=form.act_key,
    )  # fmt: skip


def _freezing(frame: RoundFrame, form: FreezeForm) -> Foreseen:
    people = len(volunteers_of(frame.round))
    said = ngettext("%(n)s mens doet mee.", "%(n)s mensen doen mee.", people) % {"n": people}
    return Foreseen(
        kind="assembly.pool_frozen", title=_("De lijst vastleggen?"), button=_("Ja, leg vast"),
        lines=(
            said, _("Niemand kan zich nog aanmelden, en de quota veranderen niet meer."),
            _("Dit komt van tevoren op de site: het toeval komt uit %(source)s.")
            % {"source": form.cleaned_data["source"]},
        ),
        after=_("Intrekken kan met een reden, zolang er niets getrokken is."),
    )  # fmt: skip


def _thawing(form: ReasonForm) -> Foreseen:
    return Foreseen(
        kind="assembly.pool_thawed", title=_("De lijst intrekken?"), button=_("Ja, trek in"),
        lines=(
            _("Het controlegetal dat op de site stond, geldt niet meer."),
            _("Iedereen leest waarom: %(reason)s") % {"reason": form.cleaned_data["reason"]},
        ),
        after=_("Daarna kunt u de lijst opnieuw vastleggen. Het oude getal blijft in het journaal staan."),
    )  # fmt: skip


def _hearing(draw: Draw, form: ChanceForm) -> Foreseen:
    second = draw.heard.exists()
    lines = [
        _("U schrijft op: %(words)s") % {"words": " / ".join(form.cleaned_data["words"].split("\n"))},
        _("Schreef de ander precies hetzelfde? Dan is er geloot, en ziet iedereen de nummers.")
        if second
        else _("Er gebeurt nog niets. Pas als een tweede persoon hetzelfde opschrijft, is er geloot."),
    ]
    after = (
        _("Een loting wordt één keer gehouden. Daarna kan het niet meer anders.")
        if second
        else _("Zolang de ander nog niets opschreef, kunt u dit verbeteren.")
    )
    return Foreseen(
        kind="assembly.chance_heard", title=_("Klopt dit precies?"), button=_("Ja, dit is er getrokken"),
        lines=tuple(lines), after=after,
    )  # fmt: skip
