"""The frame while the groups are at work: it only becomes wider, and whoever of the council speaks is named."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.people.models import Person
from brink.domain.processes.models import Round
from brink.domain.processes.services.preconditions import running
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import clean
from brink.instruments.dialogue_groups.models import FrameLine, FrameRaise, Intervention
from brink.instruments.dialogue_groups.queries import council_waits, may_break_silence
from brink.instruments.dialogue_groups.round_settings import MOST_AMOUNT, LineKind
from brink.ui.figures import euros


@dataclass(frozen=True, slots=True)
class RaiseFacts:
    """A later decision of the council on one line: the new amount in cents, where it stands, and why."""

    ceiling_cents: int
    adopted_on: date
    reference: str
    reason: str


def _checked(line: FrameLine, facts: RaiseFacts) -> tuple[str, str]:
    if line.kind != LineKind.MONEY:
        raise BadInput(_("Bij deze lijn hoort geen bedrag. Hij staat vast."), field="ceiling_cents")
    if facts.ceiling_cents < line.ceiling_cents:
        said = _("Het kader kan niet lager worden. Er is %(held)s toegezegd van %(ceiling)s.")
        words = {"held": euros(line.committed_cents), "ceiling": euros(line.ceiling_cents)}
        raise BadInput(said % words, field="ceiling_cents")
    if not line.ceiling_cents < facts.ceiling_cents <= MOST_AMOUNT:
        said = _("Vul een bedrag in dat hoger is dan %(ceiling)s.")
        raise BadInput(said % {"ceiling": euros(line.ceiling_cents)}, field="ceiling_cents")
    if facts.adopted_on > clock.today():
        raise BadInput(_("Deze dag moet nog komen. Schrijf het op als de raad heeft besloten."), field="adopted_on")
    reference = clean(
        facts.reference, limit=160, field="reference", too_long=_("Maak het kenmerk korter dan 160 tekens."),
        empty=_("Vul in waar het besluit staat, zoals een nummer."),
    )  # fmt: skip
    reason = clean(
        facts.reason, limit=1_000, field="reason", too_long=_("Maak de reden korter dan 1.000 tekens."),
        empty=_("Schrijf op waarom het kader ruimer wordt. Iedereen leest dit."),
    )  # fmt: skip
    return reference, reason


@act("groups.line_raised", FrameLine, on=("line.round", "line"))
def raise_line(
    *, line: FrameLine, facts: RaiseFacts, actor: Actor, key: str | None, seen: int | None = None
) -> Done[FrameLine]:
    """Make an amount of the frame higher by a later decision of the council. Lower is refused, also by the database.

    Raises BadInput at the field to mend.
    """
    running(line.round.process)
    reference, reason = _checked(line, facts)
    FrameRaise.objects.create(
        tenant_id=line.tenant_id, created_at=clock.now(), line=line, before_cents=line.ceiling_cents,
        after_cents=facts.ceiling_cents, adopted_on=facts.adopted_on, reference=reference, reason=reason,
    )  # fmt: skip
    line.ceiling_cents = facts.ceiling_cents
    line.save(update_fields=("ceiling_cents",))
    return Done(line, {"round": str(line.round_id), "line": line.number}, public=True)


def take(line: FrameLine, cents: int) -> bool:
    """Keep an amount of a line apart, if so much is free; a part of the act that checks a proposal."""
    rows = FrameLine.objects.filter(pk=line.pk, ceiling_cents__gte=F("committed_cents") + cents)
    return rows.update(committed_cents=F("committed_cents") + cents) == 1


def give_back(line_id: UUID, cents: int) -> None:
    """Let go of an amount that was kept apart; a part of the act that changes or stops a proposal."""
    if cents:
        FrameLine.objects.filter(pk=line_id).update(committed_cents=F("committed_cents") - cents)


def unless_waiting(round: Round, *, seat: bool) -> None:
    """Refuse somebody with a seat in council or executive as long as the groups are at work."""
    if seat and council_waits(round):
        raise NotNow(
            _(
                "De raad en het bestuur wachten met meepraten tot de groepen klaar zijn. Moet het toch? De griffie zet "
                "het met uw naam en de reden op de pagina."
            )
        )


@act("groups.intervened", Intervention, on=("round.process", "round"))
def note_intervention(
    *, round: Round, person: Person, on: date, said: str, reason: str, actor: Actor, key: str | None
) -> Done[Intervention]:
    """Write down that somebody of council or executive spoke all the same: by name and with a reason, for everybody.

    Raises BadInput at the field to mend.
    """
    running(round.process)
    if round.opened_at is None:
        raise NotNow(_("De groepen zijn nog niet begonnen."))
    if not may_break_silence(round).filter(pk=person.pk).exists():
        raise BadInput(_("Kies iemand uit de raad of het bestuur van uw organisatie."), field="person")
    if on > clock.today():
        raise BadInput(_("Deze dag moet nog komen. Kies de dag waarop het gebeurde."), field="on")
    row = Intervention.objects.create(
        tenant_id=round.tenant_id, created_at=clock.now(), round=round, person=person, on=on,
        said=clean(said, limit=300, field="said", empty=_("Schrijf op wat er is gezegd of gedaan."),
                   too_long=_("Maak dit korter dan 300 tekens.")),
        reason=clean(reason, limit=1_000, field="reason", empty=_("Schrijf op waarom. Iedereen leest dit."),
                     too_long=_("Maak de reden korter dan 1.000 tekens.")),
    )  # fmt: skip
    return Done(row, {"round": str(round.pk)}, public=True)
