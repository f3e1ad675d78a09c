"""Admitting: in a round that does not count everybody, who counts, from when, and how that is proved.

- confirmed: leaves a mail address; counts once the link in the mail was pressed, in time.
- invited: types the code of an invitation; each code counts once.
- checked: says who they are; counts once somebody of staff ticked that.

Every road by which anything comes into a round is asked: the web with the token of the device (`admission_for`), the
desk with what the giver showed (`proved`), many at once never (`not_in_bulk`). What is given before somebody counts is
held (`Contribution.held_at`): `Contribution.objects` does not know it, so no count, list or export does.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core import signing
from django.db.models import F, Q
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Admission, Contribution, InvitationRun
from brink.domain.contributions.services.retention import erase_contact
from brink.domain.journal.acts import Done, act, exempt
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.processes.models import Process, Round
from brink.domain.processes.states import RoundState, round_state
from brink.foundation import clock, codes
from brink.foundation.crypto import KeyedHash, hash_purpose, keyed_hash
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import clean, email_address

if TYPE_CHECKING:
    from uuid import UUID

    from brink.domain.people.models import Account

Level = Round.Assurance
_DEVICE = hash_purpose("admission of device")
_MAIL = hash_purpose("admission of mail")
SALT = "brink admission"
LASTS = timedelta(days=7)
KEPT = timedelta(days=30)
MOST = 1_000


@dataclass(frozen=True, slots=True)
class Proof:
    """What somebody shows to take part: a mail address, the code of an invitation, or who they are."""

    text: str = ""
    reach: str = ""


def _closed_road(level: str) -> str:
    """Say how somebody takes part in a round of this level; the same sentence on every road."""
    return {
        Level.CONFIRMED: _("Deze ronde telt wie een mailadres bevestigt. Geef eerst uw mailadres op."),
        Level.INVITED: _("Deze ronde is op uitnodiging. Vul eerst de code van uw uitnodiging in."),
        Level.CHECKED: _("Deze ronde telt wie is gecontroleerd. Zeg eerst wie u bent."),
    }[Level(level)]


def not_in_bulk(round: Round) -> None:
    """Refuse what nobody can prove one by one: imports and words that are moved into a round of such a level."""
    if round.assurance != Level.OPEN:
        said = _("De ronde ‘%(title)s’ is %(level)s. Daar telt alleen wie zelf meedoet. Kies een ronde voor iedereen.")
        raise NotNow(said % {"title": round.title, "level": round.get_assurance_display()}, field="round")


def _device(round: Round, token: str) -> KeyedHash:
    return keyed_hash(_DEVICE, f"{round.pk} {token}")


def admission_of(round: Round, token: str | None) -> Admission | None:
    """Return the way in of the holder of a device's token, or None. No query for a round that is open to everybody."""
    if round.assurance == Level.OPEN or not token:
        return None
    rows = Admission.objects.filter(tenant_id=round.tenant_id, round=round, participant__in=_device(round, token).every)
    return rows.first()


def proved(round: Round, proof: Proof | None) -> Admission | None:
    """Take in what a giver showed to the desk, inside the act of giving; None when the round is open to everybody.

    Raises BadInput at `proof` when it shows nothing, or is used up.
    """
    if round.assurance == Level.OPEN:
        return None
    return _ask(round, proof or Proof(), token=None, field="proof")


def admission_for(round: Round, token: str | None) -> Admission | None:
    """Return the way in under which something may be given in this round now; None when it is open to everybody.

    Raises NotNow when there is none: nothing comes into such a round without.
    """
    if round.assurance == Level.OPEN:
        return None
    found = admission_of(round, token)
    if found is None:
        raise NotNow(_closed_road(round.assurance))
    if found.refused_at is not None:
        raise NotNow(_("U telt in deze ronde niet mee. De reden: %(reason)s") % {"reason": found.refused_reason})
    if found.admitted_at is None and found.expires_at <= clock.now():
        raise NotNow(_("U heeft uw mailadres niet op tijd bevestigd. Geef het opnieuw op."))
    return found


def admitted(round: Round, token: str | None) -> None:
    """Refuse a signal that cannot be held, such as support, of whoever does not count yet."""
    found = admission_for(round, token)
    if found is not None and found.admitted_at is None:
        raise NotNow(
            _("Druk eerst op de link in de mail. Daarna telt dit mee.") if round.assurance == Level.CONFIRMED
            else _("Wij controleren nog wie u bent. Daarna telt dit mee.")
        )  # fmt: skip


def _ask(round: Round, proof: Proof, *, token: str | None, field: str) -> Admission:
    """Take in a proof, inside the transaction of an act. `token` ties it to a device."""
    now = clock.now()
    common: dict[str, Any] = {
        "tenant_id": round.tenant_id, "created_at": now, "round": round,
        "participant": _device(round, token) if token else None,
        "expires_at": min(now + LASTS, round.closes_at),
    }  # fmt: skip
    if round.assurance == Level.INVITED:
        return _claim(round, proof.text, common["participant"], field)
    if token is not None:
        # Whoever corrects a slip in an address starts anew with this device; what was held goes along.
        before = Admission.objects.filter(
            tenant_id=round.tenant_id, round=round, participant__in=_device(round, token).every
        ).first()
        if before is not None and before.admitted_at is not None:
            return before
    else:
        before = None
    if round.assurance == Level.CONFIRMED:
        if not proof.text.strip():
            raise BadInput(_("Vul het mailadres in waarmee wordt bevestigd. Anders telt dit niet mee."), field=field)
        email = email_address(proof.text, wrong=_no_address(), field=field)
        values = {"email": email, "email_hash": _mail(round, email), "mailed_at": None}
    else:
        name = clean(
            proof.text, limit=120, field=field, empty=_("Schrijf op wie dit is. Een medewerker controleert het."),
            too_long=_("Maak de naam korter dan 120 tekens."),
        )  # fmt: skip
        reach = clean(proof.reach, limit=200, field="reach", too_long=_("Maak dit korter dan 200 tekens."))
        values = {"name": name, "reach": reach}
        common["expires_at"] = round.closes_at + KEPT
    if before is not None:
        for name, value in {**common, **values, "refused_at": None, "refused_reason": ""}.items():
            setattr(before, name, value)
        before.save()
        return before
    return Admission.objects.create(**{**common, **values})


def _no_address(typed: str = "") -> str:
    said = _("Dit is geen e-mailadres: ‘%(typed)s’. Schrijf het zoals naam@voorbeeld.nl.")
    plain = _("Dit is geen e-mailadres. Schrijf het zoals naam@voorbeeld.nl.")
    return said % {"typed": typed[:60]} if typed else plain


def _mail(round: Round, email: str) -> KeyedHash:
    return keyed_hash(_MAIL, f"{round.pk} {email.strip().lower()}")


def _claim(round: Round, typed: str, participant: str | None, field: str) -> Admission:
    """Use the code of an invitation, once."""
    code = codes.read(typed)
    rows = Admission.objects.select_for_update().filter(tenant_id=round.tenant_id, round=round)
    found = rows.filter(code_hash__in=codes.hash_code(code).every).first() if code else None
    if found is None:
        raise BadInput(
            _("Deze code hoort niet bij deze ronde. Kijk op uw uitnodiging: drie woorden, acht cijfers en een letter."),
            field=field,
        )
    if found.claimed_at is not None:
        if participant is not None and found.participant == participant:
            return found
        raise BadInput(_("Deze code is al gebruikt. Elke uitnodiging telt één keer. Klopt dat niet? Bel ons."),
                       field=field)  # fmt: skip
    found.claimed_at = found.admitted_at = clock.now()
    found.participant = participant
    found.save(update_fields=("claimed_at", "admitted_at", "participant"))
    return found


def _asked(_entry: Entry, arguments: Mapping[str, Any]) -> Admission:
    found = admission_of(arguments["round"], arguments["token"])
    if found is None:
        raise NotNow(_("Dit bestaat niet meer. Ververs de pagina."))
    return found


@act("round.joined", Round, on="round", lock=False, again=_asked)
def join(*, round: Round, token: str, proof: Proof, actor: Actor = RESIDENT, key: str | None = None) -> Done[Admission]:
    """Take part with a device: prove it, or ask to be checked. Not public, and it tells nothing of who.

    Raises BadInput at the field `proof`, NotNow when the round is not open.
    """
    if round.assurance == Level.OPEN:
        raise NotNow(_("Deze ronde is open voor iedereen. U kunt gewoon meedoen."))
    if round_state(round, clock.now()) is not RoundState.OPEN:
        raise NotNow(_("Deze ronde is niet open. Meedoen kan nu niet."))
    return Done(_ask(round, proof, token=token, field="proof"), row=round)


def link_token(admission: Admission) -> str:
    """Return what stands in the link of a mail: signed, kept nowhere."""
    return signing.dumps(str(admission.pk), salt=SALT)


def by_link(token: str) -> Admission | None:
    """Return the way in that a link is about, or None for what is no link of ours."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Admission.objects.filter(pk=pk).select_related("round__process__tenant").first()


@act("admission.confirmed", Admission, on=("admission.round", "admission"), again=lambda _e, asked: asked["admission"])
def confirm(*, admission: Admission, actor: Actor = RESIDENT, key: str | None = None) -> Done[Admission]:
    """Press the link of a mail: from now on what this person gave counts. Pressing again changes nothing."""
    round = admission.round
    if admission.admitted_at is not None:
        return Done(admission)
    if round.closed_at is not None or admission.expires_at <= clock.now():
        raise NotNow(_("Deze link is verlopen. Wat u heeft gegeven, telt niet mee. Loopt de ronde nog? Geef uw "
                       "mailadres opnieuw."))  # fmt: skip
    same = Admission.objects.filter(
        tenant_id=admission.tenant_id, round=round, admitted_at__isnull=False,
        email_hash__in=_mail(round, admission.email).every,
    )
    if same.exists():
        raise NotNow(_("Met dit mailadres doet al iemand mee. Elk adres telt één keer."))
    _admit(admission, None)
    return Done(admission)


@act("admission.checked", Admission, on=("admission.round", "admission"), again=lambda _e, asked: asked["admission"])
def check(*, admission: Admission, officer: "Account", actor: Actor, key: str | None = None) -> Done[Admission]:
    """Tick that staff know who this is: from now on what this person gave counts."""
    if admission.round.assurance != Level.CHECKED:
        raise NotNow(_("In deze ronde wordt niemand gecontroleerd."))
    if admission.admitted_at is not None:
        raise NotNow(_("Deze persoon telt al mee."))
    if admission.round.closed_at is not None:
        raise NotNow(_("Deze ronde is al geteld. Er komt niets meer bij."))
    _admit(admission, officer)
    return Done(admission)


@act("admission.refused", Admission, on=("admission.round", "admission"), again=lambda _e, asked: asked["admission"])
def refuse(*, admission: Admission, reason: str, actor: Actor, key: str | None = None) -> Done[Admission]:
    """Say that somebody does not count, and why; the person reads it. What they gave stays held."""
    reason = clean(
        reason, limit=200, field="reason", empty=_("Schrijf op waarom deze persoon niet meetelt."),
        too_long=_("Maak de reden korter dan 200 tekens."),
    )  # fmt: skip
    if admission.admitted_at is not None:
        raise NotNow(_("Deze persoon telt al mee."))
    admission.refused_at, admission.refused_reason = clock.now(), reason
    admission.save(update_fields=("refused_at", "refused_reason"))
    return Done(admission)


def _admit(admission: Admission, officer: "Account | None") -> None:
    """Let somebody count, with all that they gave before. The round is held: it cannot close meanwhile."""
    now = clock.now()
    admission.admitted_at, admission.admitted_by = now, officer
    admission.refused_at, admission.refused_reason = None, ""
    admission.save(update_fields=("admitted_at", "admitted_by", "refused_at", "refused_reason"))
    held = Contribution.everything.filter(admission=admission, held_at__isnull=False, withdrawn_at=None)
    count = held.update(held_at=None)
    if count:
        counted = F("contribution_count") + count
        Process.objects.filter(pk=admission.round.process_id).update(contribution_count=counted)
        Round.objects.filter(pk=admission.round_id).update(contribution_count=counted)


def _drawn(entry: Entry, _arguments: Mapping[str, Any]) -> InvitationRun:
    return InvitationRun.objects.get(tenant_id=entry.tenant_id, pk=entry.data["run"])


@act("round.invited", Round, on="round", again=_drawn)
def invite(
    *, round: Round, count: int, emails: Sequence[str] = (), actor: Actor, key: str | None = None
) -> Done[InvitationRun]:
    """Draw codes for a round: as many as asked to print, or one for each mail address. Each counts once."""
    if round.assurance != Level.INVITED:
        raise NotNow(_("Deze ronde is niet op uitnodiging. Codes zijn niet nodig."))
    if round.closed_at is not None:
        raise NotNow(_("Deze ronde is gesloten. Nieuwe uitnodigingen kunnen niet meer."))
    wanted = [email_address(one, wrong=_no_address(one), field="emails") for one in emails if one.strip()]
    wanted = list(dict.fromkeys(wanted))
    size = len(wanted) or count
    if not 1 <= size <= MOST:
        raise BadInput(_("Maak 1 tot en met 1.000 uitnodigingen tegelijk."), field="count")
    now = clock.now()
    run = InvitationRun.objects.create(
        tenant_id=round.tenant_id, created_at=now, round=round, seed=secrets.token_hex(16), size=size
    )
    last = Admission.objects.filter(tenant_id=round.tenant_id, round=round).count()
    Admission.objects.bulk_create(
        Admission(
            tenant_id=round.tenant_id, created_at=now, round=round, run=run, number=last + place + 1,
            code_hash=codes.hash_code(invitation_code(run, place)), email=wanted[place] if wanted else "",
            expires_at=round.closes_at,
        )
        for place in range(size)
    )  # fmt: skip
    return Done(run, {"run": str(run.pk), "size": size}, row=round)


def invitation_code(run: InvitationRun, place: int, stored: str = "") -> str:
    """Return one code of a run, while it was not handed out: it follows from the run and is kept nowhere.

    With the hash under which it is stored it is the code that was drawn, also when keys were rotated since.
    """
    if not run.seed:
        raise NotNow(_("Deze codes zijn uitgedeeld. Ze zijn nergens meer terug te vinden."))
    return codes.given_or_new(f"{run.tenant_id} invitation {run.seed} {place}", stored)


def codes_of(run: InvitationRun) -> list[tuple[Admission, str]]:
    """Return the invitations of a run with their codes, in order. One query."""
    rows = list(run.invitations.order_by("number"))
    return [(one, invitation_code(run, place, one.code_hash or "")) for place, one in enumerate(rows)]


@act("invitations.handed_out", InvitationRun, on="run", again=lambda _entry, asked: asked["run"])
def hand_out(*, run: InvitationRun, actor: Actor, key: str | None = None) -> Done[InvitationRun]:
    """Say that a list of codes was handed out: nobody can print it again, and addresses that were mailed go."""
    if run.handed_out_at is not None:
        raise NotNow(_("Deze codes zijn al uitgedeeld."))
    if run.invitations.exclude(email="").filter(mailed_at=None).exists():
        raise NotNow(_("Nog niet alle uitnodigingen zijn gemaild. Wacht een kwartier en probeer het opnieuw."))
    run.handed_out_at, run.seed = clock.now(), ""
    run.save(update_fields=("handed_out_at", "seed"))
    run.invitations.update(email="")
    return Done(run, {"size": run.size})


def erase_admissions() -> int:
    """Erase who asked to take part in rounds that ended thirty days ago, and their tie with a device. By the clock.

    And how to reach the givers of what was held till the end: it counts nowhere, so nobody is owed an answer.
    """
    over = clock.now() - KEPT
    ended = Round.objects.filter(Q(closed_at__lt=over) | Q(closed_at=None, closes_at__lt=over))
    held = Contribution.everything.filter(held_at__isnull=False, round__in=ended, giver__isnull=False)
    left: dict[UUID, list[UUID]] = {}
    for pk, tenant_id in held.order_by().values_list("pk", "tenant_id"):
        left.setdefault(tenant_id, []).append(pk)
    for tenant_id, ids in left.items():
        erase_contact(tenant_id, ids)
    rows = Admission.objects.filter(round__in=ended)
    rows = rows.exclude(participant=None, email="", name="", reach="")
    with exempt("admissions"):
        return rows.update(participant=None, email="", name="", reach="")


def state_of(admission: Admission, now: datetime) -> str:
    """Return where a way in stands: admitted, refused, expired or waiting."""
    if admission.admitted_at is not None:
        return "admitted"
    if admission.refused_at is not None:
        return "refused"
    return "expired" if admission.expires_at <= now else "waiting"

