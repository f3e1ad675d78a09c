"""Calling who was drawn, and drawing somebody for whoever does not come: with a reason and a second person."""

import json
from collections.abc import Sequence

from django.db.models import Max
from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act, exempt
from brink.domain.journal.services import SYSTEM, Actor
from brink.domain.people.models import Account
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow, Refusal
from brink.foundation.text import clean
from brink.instruments.assembly.models import Draw, PanelSeat, RecordFile, Replacement
from brink.instruments.assembly.services.drawing import contents, seat_people, split
from brink.methods.files.draw_checking import DrawPool, follow_draw
from brink.methods.files.draw_replayed import pool_of
from brink.methods.files.draw_written import Written, replacement
from brink.methods.sortition import NoReplacement

State = PanelSeat.State
CALLED = {"missed": State.DRAWN, "yes": State.CONFIRMED, "no": State.DECLINED, "left": State.LEFT}
"""What a call can bring: nobody answered, yes, no, or stopped after a yes."""
FROM = {"missed": (State.DRAWN,), "yes": (State.DRAWN,), "no": (State.DRAWN,), "left": (State.CONFIRMED,)}


@act("assembly.called", PanelSeat, on=("seat.draw", "seat"))
def call(*, seat: PanelSeat, outcome: str, actor: Actor, key: str | None, seen: int | None = None) -> Done[PanelSeat]:
    """Write down how a call went. Why somebody does not come is asked nowhere and stands nowhere."""
    if outcome not in CALLED:
        raise BadInput(_("Kies hoe het gesprek ging."), field="outcome")
    if seat.state not in FROM[outcome]:
        raise NotNow(_("Van dit nummer is al iets anders opgeschreven. Ververs de pagina."))
    if outcome != "left":
        seat.tries, seat.called_at = seat.tries + 1, clock.now()
    seat.state = CALLED[outcome]
    seat.save(update_fields=("tries", "called_at", "state"))
    return Done(seat, {"draw": str(seat.draw_id)}, public=False)


def free_seats(draw: Draw) -> list[PanelSeat]:
    """Return the seats that came free and for which nobody was asked yet. One query."""
    rows = PanelSeat.objects.filter(tenant_id=draw.tenant_id, draw=draw, replaced_in=None)
    return list(rows.filter(state__in=(State.DECLINED, State.LEFT)).order_by("number"))


@act("assembly.replacement_asked", Replacement, on=("draw.round", "draw"))
def ask_replacement(*, draw: Draw, reason: str, by: Account, actor: Actor, key: str | None) -> Done[Replacement]:
    """Ask to draw people for all seats that came free. Raises BadInput or NotNow."""
    if draw.held_at is None:
        raise NotNow(_("Er is nog niet geloot."))
    if draw.round.closed_at is not None:
        raise NotNow(_("Deze ronde is gesloten. Er valt niemand meer in."))
    rows = Replacement.objects.filter(tenant_id=draw.tenant_id, draw=draw)
    if rows.filter(held_at=None, failed="").exists():
        raise NotNow(_("Er wacht al een vraag om invallers. Laat een tweede persoon die eerst bevestigen."))
    seats = free_seats(draw)
    if not seats:
        raise NotNow(_("Er is geen plaats vrij. Schrijf eerst bij iemand op dat die niet meedoet."))
    reason = clean(
        reason, limit=500, field="reason", too_long=_("Maak de reden korter dan 500 tekens."),
        empty=_("Schrijf op waarom. Dit staat in het openbare dossier; noem geen namen."),
    )  # fmt: skip
    reason = " ".join(reason.split())
    number = int(rows.aggregate(highest=Max("number"))["highest"] or 0) + 1
    made = Replacement.objects.create(
        tenant_id=draw.tenant_id, created_at=clock.now(), draw=draw, number=number, reason=reason, asked_by=by
    )
    PanelSeat.objects.filter(pk__in=[one.pk for one in seats]).update(replaced_in=made)
    return Done(made, {"round": str(draw.round_id), "seats": len(seats)}, public=False)


@act("assembly.replacement_confirmed", Replacement, on=("replacement.draw", "replacement"))
def confirm_replacement(*, replacement: Replacement, by: Account, actor: Actor, key: str | None) -> Done[Replacement]:
    """Confirm it as a second person; the clock then draws by the rule of the record. Raises NotNow."""
    if replacement.confirmed_at is not None or replacement.failed:
        raise NotNow(_("Dit is al bevestigd."))
    if replacement.asked_by_id == by.pk:
        raise NotNow(_("U heeft dit zelf gevraagd. Een ander moet het bevestigen."))
    replacement.confirmed_by, replacement.confirmed_at = by, clock.now()
    replacement.save(update_fields=("confirmed_by", "confirmed_at"))
    return Done(replacement, {"draw": str(replacement.draw_id)}, public=False)


def replace_waiting() -> int:
    """Draw for every replacement that was confirmed; returns how many were done. Run by the clock."""
    rows = Replacement.objects.filter(held_at=None, failed="", confirmed_at__isnull=False)
    waiting = list(rows.select_related("draw__round", "asked_by", "confirmed_by").order_by("draw_id", "number"))
    return sum(step_in(one) for one in waiting)


def _name(account: Account) -> str:
    return account.name or account.email.partition("@")[0]


def step_in(asked: Replacement) -> bool:
    """Let the method work on one replacement, outside any transaction, and write down what came of it."""
    draw = asked.draw
    everything = contents(draw)
    commitment, files, later = split(everything)
    read = DrawPool.read(files)
    rule, panels = json.loads(files["rule.json"]), json.loads(files["panels.json"])["panels"]
    held = follow_draw(read, panels, rule, commitment, later)
    gone = sorted(place for place in (one.number - 1 for one in asked.vacated.all()) if place in held.panel)
    assert asked.confirmed_by is not None
    by, second = _name(asked.asked_by), _name(asked.confirmed_by)
    if by.casefold() == second.casefold():
        second = f"{second} (2)"
    try:
        made = replacement(pool_of(read), held, gone, (), {"reason": asked.reason, "by": by, "second": second})
    except NoReplacement as problem:
        return _impossible(asked, problem)
    try:
        write_replacement(
            replacement=asked, written=_as_data(made), before=len(later), actor=SYSTEM,
            key=f"assembly replacement {asked.pk}",
        )  # fmt: skip
    except Refusal:
        return False
    return True


def _as_data(made: Written) -> dict[str, object]:
    return {"content": made.content.decode(), "added": list(made.added)}


def _impossible(asked: Replacement, problem: NoReplacement) -> bool:
    """Say by which smallest change somebody could step in, and let the seats be free again."""
    said = [_("Niemand kan invallen binnen de quota.")]
    for one in problem.changes or ():
        words = _("Van ‘%(group)s’ gaat het van %(now)s naar %(must)s.")
        said.append(words % {"group": one.feature, "now": one.now, "must": one.must})
    with exempt("nobody steps in"):
        PanelSeat.objects.filter(replaced_in=asked).update(replaced_in=None)
        Replacement.objects.filter(pk=asked.pk, held_at=None).update(failed=" ".join(said))
    return True


@act("assembly.replaced", Replacement, on=("replacement.draw", "replacement"))
def write_replacement(
    *, replacement: Replacement, written: dict[str, object], before: int, actor: Actor, key: str | None
) -> Done[Replacement]:
    """Add the file to the record and seat who steps in. Raises NotNow when another file came first."""
    draw = replacement.draw
    count = RecordFile.objects.filter(tenant_id=draw.tenant_id, draw=draw, name__startswith="replacement-").count()
    if replacement.held_at is not None or count != before - 1:
        raise NotNow(_("Intussen is er al iemand ingevallen. De loting begint opnieuw."))
    now = clock.now()
    RecordFile.objects.create(
        tenant_id=draw.tenant_id, created_at=now, draw=draw, name=f"replacement-{count + 1}.json",
        content=str(written["content"]),
    )  # fmt: skip
    added: Sequence[int] = written["added"]  # type: ignore[assignment]
    seat_people(draw, added, origin=replacement.number)
    replacement.held_at = now
    replacement.save(update_fields=("held_at",))
    return Done(replacement, {"round": str(draw.round_id), "seats": len(added)}, public=True)
