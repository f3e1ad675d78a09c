"""Supporting a petition: once a person, counted in the transaction that takes it in.

With `mail` in the rules a declaration waits until the link in a mail is pressed: till then it counts nowhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core import signing
from django.db.models import F
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Channel, Contribution, Giver, Publicity
from brink.domain.contributions.services.giving import Receipt, Words, give, receipt_again
from brink.domain.journal.acts import Done, act
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, SYSTEM, Actor
from brink.domain.processes.instrument import Erasure
from brink.domain.processes.models import Round
from brink.domain.processes.states import RoundState, round_state
from brink.foundation import clock
from brink.foundation.crypto import KeyedHash, hash_purpose, keyed_hash
from brink.foundation.disclosure import follow
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import clean, email_address
from brink.instruments.petition.models import Collection, Proposal, Support
from brink.instruments.petition.person_key import YEARS_LONGEST, age_on, mailbox, near, person, read_day
from brink.instruments.petition.round_settings import SUPPORT, Settings

_PERSON = hash_purpose("petition person")
_NEAR = hash_purpose(
    "petition near", "a hint for whoever looks: of two declarations on both sides of a rotation it is not given"
)
_MAILBOX = hash_purpose("petition mailbox")
_ACT = hash_purpose("petition act of person")
SALT = "brink petition"
LASTS = timedelta(days=7)
ELSEWHERE = "elders"
State = Support.State
COUNTS = (State.COUNTED, State.INVALID)
"""States in which a person is known to have supported: the same person is not taken in again."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """What somebody fills in. `born` is as it was written; `place` a name from the list, or ELSEWHERE."""

    name: str
    place: str
    born: str
    email: str = ""
    follow: bool = False


def person_key(round_id: UUID, said: Declaration) -> KeyedHash:
    """Return what is stored of a person: it means nothing in another petition."""
    return keyed_hash(_PERSON, f"{round_id} {person(said.name, said.born)}")


def near_key(round_id: UUID, said: Declaration) -> KeyedHash:
    """Return what two declarations have in common that are worth a look."""
    return keyed_hash(_NEAR, f"{round_id} {near(said.name, said.place, said.born)}")


def mailbox_key(round_id: UUID, email: str) -> KeyedHash:
    """Return what is stored of a mailbox."""
    return keyed_hash(_MAILBOX, f"{round_id} {mailbox(email)}")


def checked(said: Declaration, round: Round, *, mail: bool) -> Declaration:
    """Return a declaration cleaned; raises BadInput at the field to mend, in the words of the rules."""
    rules, today = Settings.of(round.settings), clock.today()
    name = clean(
        said.name, limit=120, field="name", empty=_("Vul uw naam in."),
        too_long=_("Maak de naam korter dan 120 tekens."),
    )  # fmt: skip
    place = clean(said.place, limit=120, field="place", empty=_("Kies waar u woont."), too_long=_("Kies uit de lijst."))
    if place == ELSEWHERE:
        raise BadInput(
            _("Dit recht is voor inwoners. Uw gemeente of provincie heeft misschien ook zo'n recht."), field="place"
        )
    day = read_day(said.born)
    if day is None or day > today or today.year - day.year > YEARS_LONGEST:
        raise BadInput(_("Deze datum bestaat niet. Schrijf bijvoorbeeld 7 3 1961."), field="born")
    if age_on(day, today) < rules.min_age:
        young = _("U kunt steunen vanaf %(age)s jaar. Vertel uw idee wel: dat kan op elke leeftijd.")
        raise BadInput(young % {"age": rules.min_age}, field="born")
    if mail and not said.email.strip():
        raise BadInput(_("Vul uw e-mailadres in. Zonder e-mail steunt u op papier."), field="email")
    wrong = _("Dit is geen e-mailadres. Schrijf het zoals naam@voorbeeld.nl.")
    email = email_address(said.email, wrong=wrong, field="email") if said.email.strip() else ""
    if said.follow and not email:
        raise BadInput(_("Vul uw e-mailadres in, dan mailen wij u wat er is besloten."), field="email")
    return Declaration(name, place, day.isoformat(), email, said.follow)


def last_day_words(round: Round) -> str:
    """Say until when supporting was possible."""
    day = date_format(round.last_day, "j F Y")
    return _("Steunen kon tot en met %(day)s. Volg hier wat er nu gebeurt.") % {"day": day}


def _open(round: Round) -> None:
    if not round.prompt and Proposal.objects.filter(
        tenant_id=round.tenant_id, round=round, contribution__withdrawn_at__isnull=False
    ).exists():
        raise NotNow(_("De indiener heeft dit voorstel ingetrokken. Steunen kan niet meer."))
    state = round_state(round, clock.now())
    if state in (RoundState.OVER, RoundState.CLOSED):
        raise NotNow(last_day_words(round))
    if state is not RoundState.OPEN:
        raise NotNow(_("Steunen kan nu niet. Kijk op de pagina wanneer het kan."))


def row_of(round: Round, said: Declaration, **more: Any) -> Support:
    """Return an unsaved row with the keys of what somebody filled in."""
    return Support(
        tenant_id=round.tenant_id, created_at=clock.now(), round=round, name=said.name, place=said.place,
        born=said.born, email=said.email, follow=said.follow, person_key=person_key(round.pk, said),
        near_key=near_key(round.pk, said), mailbox_key=mailbox_key(round.pk, said.email) if said.email else "",
        expires_at=clock.now() + LASTS, **more,
    )  # fmt: skip


def said_in(row: Support) -> Declaration:
    """Return what somebody filled in, of a row that still holds it."""
    return Declaration(row.name, row.place, row.born, row.email, row.follow)


def _same(row: Support, rows: Any) -> Any:
    said = said_in(row)
    return rows.filter(person_key__in=person_key(row.round_id, said).every, state__in=COUNTS)


def doubles(round: Round, said: Declaration) -> Any:
    """Return the declarations of the same person that count, or were looked at and do not."""
    rows = Support.objects.filter(tenant_id=round.tenant_id, round=round, state__in=COUNTS)
    return rows.filter(person_key__in=person_key(round.pk, said).every)


def move_count(round: Round, change: int) -> None:
    """Move the count by what was taken in or went, inside an act. The one that reaches the threshold says so, once."""
    rows = Collection.objects.filter(tenant_id=round.tenant_id, round=round)
    moved = {"confirmed_count": F("confirmed_count") + change}
    if not rows.update(**moved):
        Collection.objects.get_or_create(
            round=round, defaults={"tenant_id": round.tenant_id, "created_at": clock.now()}
        )
        rows.update(**moved)
    fresh = rows.get()
    told = follow(fresh.confirmed_count, fresh.told_count)
    if told != fresh.told_count:
        rows.update(told_count=told)
    threshold = Settings.of(round.settings).threshold
    if change > 0 and fresh.reached_at is None and fresh.confirmed_count >= threshold:
        first = rows.filter(reached_at=None, confirmed_count__gte=threshold).update(reached_at=clock.now())
        if first:
            fresh.round = round
            say_reached(collection=fresh, actor=SYSTEM, key=f"petition {round.pk} reached")


@act("petition.reached", Collection, on="collection", lock=False)
def say_reached(*, collection: Collection, actor: Actor, key: str | None) -> Done[Collection]:
    """Write down that there is enough support: a part of the act that brought it there."""
    data = {"round": str(collection.round_id), "process": str(collection.round.process_id)}
    return Done(collection, data, public=True)


def recount(round: Round) -> int:
    """Return what the count must be: the declarations that count."""
    rows = Support.objects.filter(tenant_id=round.tenant_id, round=round, state=State.COUNTED)
    return rows.filter(contribution__withdrawn_at=None).count()


def take_in(row: Support, *, actor: Actor, words: Words | None = None, **more: Any) -> Receipt:
    """Make a voice of a declaration and count it, inside an act. Raises NotNow for whoever counts or withdrew."""
    round, said = row.round, said_in(row)
    if _same(row, Support.objects.filter(tenant_id=row.tenant_id, round=round)).exists():
        raise NotNow(_("U steunde dit al. U telt één keer; er verandert niets."))
    receipt = give(
        round=round, words=words or Words(kind=SUPPORT, wordless=True, publicity=Publicity.CLOSED), actor=actor,
        key=keyed_hash(_ACT, f"{round.pk} {person(said.name, said.born)}"), **more,
    )  # fmt: skip
    if receipt.repeated:
        raise NotNow(_("U heeft uw steun ingetrokken. Daarom telt dit niet meer mee. Klopt dat niet? Bel ons."))
    row.contribution, row.state, row.expires_at = receipt.contribution, State.COUNTED, None
    if row.follow and row.email:
        Giver.objects.create(
            tenant_id=row.tenant_id, created_at=clock.now(), contribution=receipt.contribution, email=row.email
        )
    row.email = ""
    row.save()
    move_count(round, 1)
    return receipt


def _receipt_of(entry: Entry, _arguments: Mapping[str, Any]) -> Receipt:
    return receipt_again(Contribution.everything.get(tenant_id=entry.tenant_id, pk=entry.subject_id))


@act("petition.supported", Contribution, on="round", lock=False, again=_receipt_of)
def support(*, round: Round, said: Declaration, actor: Actor = RESIDENT, key: str | None) -> Done[Receipt]:
    """Support at once, where the rules ask for no mail. Raises BadInput at a field, or NotNow."""
    _open(round)
    if Settings.of(round.settings).mail:
        raise NotNow(_("Druk op de link in de mail die u krijgt. Dan telt uw steun."))
    receipt = take_in(row_of(round, checked(said, round, mail=False)), actor=actor)
    return Done(receipt, {"round": str(round.pk)}, row=receipt.contribution)


@act("petition.declared", Support, on="round", lock=False)
def declare(*, round: Round, said: Declaration, actor: Actor = RESIDENT, key: str | None) -> Done[Support]:
    """Take in a declaration that waits for the link in a mail. Whoever counts already hears that in the mail alone."""
    _open(round)
    row = row_of(round, checked(said, round, mail=True))
    row.save()
    return Done(row, {"round": str(round.pk)})


def link_token(row: Support) -> str:
    """Return what stands in the link of a mail: signed, kept nowhere."""
    return signing.dumps(str(row.pk), salt=SALT)


def by_link(token: str) -> Support | None:
    """Return the declaration that a link is about, or None for what is no link of ours."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Support.objects.filter(pk=pk).select_related("round__process__tenant").first()


@act("petition.confirmed", Contribution, on="support", again=_receipt_of)
def confirm(*, support: Support, actor: Actor = RESIDENT, key: str | None) -> Done[Receipt]:
    """Press the link of a mail: from now on it counts. Pressing again gives the same receipt."""
    if support.state != State.PENDING:
        if support.state != State.COUNTED or support.contribution is None:
            raise NotNow(_("Deze steun telt niet meer mee."))
        return Done(receipt_again(support.contribution), row=support.contribution)
    round = support.round
    _open(round)
    if support.expires_at is None or support.expires_at <= clock.now():
        raise NotNow(_("Deze link werkt niet meer. Vul het formulier opnieuw in, dan krijgt u een nieuwe."))
    used = Support.objects.filter(
        tenant_id=round.tenant_id, round=round, state__in=COUNTS,
        mailbox_key__in=mailbox_key(round.pk, support.email).every,
    ).count()  # fmt: skip
    most = Settings.of(round.settings).per_mailbox
    if used >= most:
        said = _("Met dit adres is al voor %(most)s mensen bevestigd. Gebruik het papieren formulier.")
        raise NotNow(said % {"most": most})
    receipt = take_in(support, actor=actor)
    return Done(receipt, {"round": str(round.pk)}, row=receipt.contribution)


def erase(contribution_ids: Sequence[UUID]) -> Erasure:
    """Empty who these people are. Before closing they count no more; the list that was frozen keeps its number."""
    rows = Support.objects.filter(contribution_id__in=contribution_ids).exclude(state=State.WITHDRAWN)
    found = list(rows.select_related("round"))
    for row in found:
        counted = row.state == State.COUNTED
        Support.objects.filter(pk=row.pk).update(
            state=State.WITHDRAWN, name="", place="", born="", email="", person_key="", near_key="", mailbox_key="",
            invalid_reason="", registered="",
        )  # fmt: skip
        if counted and row.round.closed_at is None:
            move_count(row.round, -1)
    return Erasure(rows=len(found), fields=("name", "place", "born"))


PAPER = Words(kind=SUPPORT, channel=Channel.PAPER, wordless=True, publicity=Publicity.CLOSED)
