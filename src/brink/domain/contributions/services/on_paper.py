"""What is asked of paper before it is taken in: that its code is on a sheet of this round, and whether it is late."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Channel, EndedCode, Landing, TrackingCode
from brink.domain.processes.dates import day_of
from brink.domain.processes.models import PrintedCode, Round
from brink.domain.processes.services.printing import lacks_letter, sheet_of, was_printed
from brink.domain.processes.states import RoundState
from brink.foundation import clock, codes
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import clean


@dataclass(frozen=True, slots=True)
class Late:
    """Says of words on paper that they came after the round was over: on which day, and why they are still taken in."""

    received_on: date
    reason: str


def checked_late(late: Late, channel: str, round: Round, state: RoundState) -> Late:
    """Return why it is late, cleaned; refuse what is not late, and what nobody would answer any more."""
    if state not in (RoundState.OVER, RoundState.CLOSED):
        raise NotNow(_("Deze ronde is niet voorbij. Voer het formulier gewoon in."))
    if channel not in (Channel.PAPER, Channel.POST):
        raise BadInput(_("Alleen papier en post kunnen te laat binnenkomen."), field="channel")
    if late.received_on > clock.today():
        raise BadInput(_("Deze dag moet nog komen. Kies de dag waarop het is binnengekomen."), field="received_on")
    if late.received_on < day_of(round.opens_at):
        raise BadInput(_("De ronde is later begonnen. Kies een latere dag."), field="received_on")
    sent = Landing.objects.filter(tenant_id=round.tenant_id, contribution__round=round, sent_at__isnull=False)
    if sent.exists():
        raise NotNow(_(
            "Het antwoord op deze ronde is al verstuurd. Noteer dat dit formulier na ons antwoord is binnengekomen."
        ))  # fmt: skip
    reason = clean(
        late.reason, limit=200, field="late_reason", empty=_("Schrijf op waarom dit formulier zo laat komt."),
        too_long=_("Maak de reden korter dan 200 tekens."),
    )  # fmt: skip
    return Late(late.received_on, reason)


def printed_sheet(round: Round, code: str) -> tuple[str, PrintedCode | None]:
    """Return the code that stands on a paper form, in its stored form, with its sheet where that is known.

    Refuses one that is wrong, unknown, used, or of a form of another round.
    """
    if not code:
        return "", None
    tenant_id = round.tenant_id
    normal = codes.read(code)
    if normal is None:
        wrong = _("Deze code klopt niet. Kijk of er een teken verkeerd is.")
        no_code = _("Kijk de code op het formulier na: drie woorden, acht cijfers en een letter.")
        raise BadInput(wrong if codes.is_mistyped(code) else no_code, field="printed_code")
    used = {"code_hash__in": codes.hash_code(normal).every}
    if TrackingCode.objects.filter(**used).exists() or EndedCode.objects.filter(**used).exists():
        raise BadInput(_("Deze code is al gebruikt. Is dit formulier al ingevoerd?"), field="printed_code")
    if lacks_letter(tenant_id, normal):
        raise BadInput(_("De letter achter de code ontbreekt. Typ die erbij."), field="printed_code")
    if not was_printed(tenant_id, normal):
        said = _("Deze code staat op geen formulier van ons. Kijk hem na, of laat dit vak leeg.")
        raise BadInput(said, field="printed_code")
    sheet = sheet_of(tenant_id, normal)
    if sheet is not None and sheet.print.round_id != round.pk:
        said = _("Deze code hoort bij een andere vraag: ‘%(title)s’. Voer het formulier daar in.")
        raise BadInput(said % {"title": sheet.print.round.title}, field="printed_code")
    return normal, sheet
