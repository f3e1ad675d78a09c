"""Signing up for the draw: by letter or by the open link, on the web, by phone or on paper. One person counts once."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution, Publicity
from brink.domain.contributions.services.giving import Receipt, Words, give, receipt_again
from brink.domain.journal.acts import Done, act
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.people.models import Account
from brink.domain.people.reaching import phone_of
from brink.domain.processes.instrument import Erasure
from brink.domain.processes.models import Round
from brink.domain.processes.states import RoundState, round_state
from brink.foundation import clock, codes
from brink.foundation.crypto import KeyedHash, hash_purpose, keyed_hash
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.locks import hold_shared
from brink.foundation.text import Limit, clean_all, email_address
from brink.instruments.assembly.models import Draw, LetterCode, Target, Volunteer, VolunteerContact
from brink.instruments.assembly.person_key import home, person
from brink.instruments.assembly.round_settings import SIGNUP, Settings

_PERSON = hash_purpose("assembly person")
_HOME = hash_purpose("assembly home", "two sign-ups of one address on both sides of a rotation are not seen as one")
_ACT = hash_purpose("assembly act of person")
_LETTER = hash_purpose("assembly letter")


@dataclass(frozen=True, slots=True)
class SignUpFacts:
    """What somebody fills in. `features` by category of the quotas; `code` is that of the letter, or empty."""

    name: str
    address: str
    features: Mapping[str, str]
    email: str = ""
    phone: str = ""
    needs: str = ""
    code: str = ""


def person_key(round_id: UUID, said: SignUpFacts) -> KeyedHash:
    """Return what is stored of a person: it means nothing in another round."""
    return keyed_hash(_PERSON, f"{round_id} {person(said.name, said.address)}")


def home_key(round_id: UUID, address: str) -> KeyedHash:
    """Return what is stored of an address."""
    return keyed_hash(_HOME, f"{round_id} {home(address)}")


def letter_hash(code: str) -> KeyedHash:
    """Return the hash under which the code of a letter is stored."""
    return keyed_hash(_LETTER, code)


def signup_open(round: Round) -> bool:
    """Tell whether somebody can sign up now. One query."""
    return not _shut(round)


def _shut(round: Round) -> str:
    """Return why nobody can sign up now; "" when they can."""
    state, last = round_state(round, clock.now()), last_day(round)
    if state in (RoundState.OVER, RoundState.CLOSED) or clock.today() > last or _frozen(round):
        said = _("Aanmelden kon tot en met %(day)s. U kunt het beraad hier wel volgen.")
        return said % {"day": date_format(last, "j F Y")}
    return "" if state is RoundState.OPEN else _("Aanmelden kan nu niet. Kijk op de pagina wanneer het kan.")


def _frozen(round: Round) -> bool:
    return Draw.objects.filter(tenant_id=round.tenant_id, round=round, test=False, withdrawn_at=None).exists()


def last_day(round: Round) -> date:
    """Return the last day on which somebody can sign up."""
    setup = Settings.of(round.settings)
    own = setup.last_signup_day
    if own is None and setup.signup_days:
        own = round.opens_at.astimezone(clock.AMSTERDAM).date() + timedelta(days=setup.signup_days)
    return min(own, round.last_day) if own is not None else round.last_day


def _cleaned(said: SignUpFacts, round: Round) -> SignUpFacts:
    """Return it cleaned, or raise one sentence at the field that must be mended. One query."""
    texts = clean_all(
        {name: getattr(said, name) for name in ("name", "address", "email", "phone", "needs")},
        {
            "name": Limit(120, _("Maak de naam korter dan 120 tekens."), empty=_("Vul uw naam in.")),
            "address": Limit(120, _("Maak dit korter dan 120 tekens."), empty=_("Vul uw postcode en huisnummer in.")),
            "email": Limit(254, _("Dit e-mailadres is te lang. Het mag hooguit 254 tekens hebben.")),
            "phone": Limit(40, _("Maak het nummer korter dan 40 tekens.")),
            "needs": Limit(500, _("Maak dit korter dan 500 tekens.")),
        },
    )
    if texts["email"]:
        wrong = _("Dit is geen e-mailadres. Schrijf het zoals naam@voorbeeld.nl.")
        texts["email"] = email_address(texts["email"], wrong=wrong)
    known: dict[str, set[str]] = {}
    for category, feature in Target.objects.filter(tenant_id=round.tenant_id, round=round).values_list(
        "category", "feature"
    ):
        known.setdefault(category, set()).add(feature)
    for category, features in known.items():
        if said.features.get(category) not in features:
            raise BadInput(_("Kies bij ‘%(what)s’ wat bij u past.") % {"what": category}, field=category)
    own = {category: said.features[category] for category in sorted(known)}
    return SignUpFacts(**texts, features=own, code=said.code)


def unknown_code(round: Round) -> str:
    """Say that a code is not known or was used, and whom to call."""
    phone = phone_of(round.tenant)
    said = _("Deze code kennen wij niet, of iemand heeft zich er al mee aangemeld.")
    ask = _("Bel %(phone)s, dan kijken wij mee.") if phone else _("Vraag het ons, dan kijken wij mee.")
    ask = ask % {"phone": phone} if phone else ask
    return f"{said} {ask}"


def letter_of(round: Round, typed: str) -> LetterCode | None:
    """Return the letter of a typed code that nobody used yet; None without a code. Raises BadInput."""
    if not typed.strip():
        if Settings.of(round.settings).letters_only:
            raise BadInput(_("Typ de code uit uw brief. Zonder brief kunt u zich hier niet aanmelden."), field="code")
        return None
    code = codes.read(typed)
    stored = letter_hash(code).every if code else ()
    rows = LetterCode.objects.filter(tenant_id=round.tenant_id, wave__round=round, code_hash__in=stored)
    found = rows.select_for_update(of=("self",)).first()
    if found is None or Volunteer.objects.filter(tenant_id=round.tenant_id, letter=found).exists():
        raise BadInput(unknown_code(round), field="code")
    return found


def _take(round: Round, said: SignUpFacts, actor: Actor, words: Words, **more: Any) -> Receipt:
    """Make a voice of a sign-up, inside an act. Raises BadInput or NotNow for whoever is in already or withdrew."""
    said = _cleaned(said, round)
    key = person_key(round.pk, said)
    if Volunteer.objects.filter(tenant_id=round.tenant_id, round=round, person_key__in=key.every).exists():
        raise NotNow(_("U staat al op de lijst. U telt één keer; er verandert niets."))
    letter = letter_of(round, said.code)
    receipt = give(
        round=round, words=words, actor=actor, key=keyed_hash(_ACT, f"{round.pk} {person(said.name, said.address)}"),
        **more,
    )  # fmt: skip
    if receipt.repeated:
        raise NotNow(_("U heeft zich afgemeld. Wilt u toch meedoen? Bel ons, dan zetten wij u op de lijst."))
    volunteer = Volunteer.objects.create(
        tenant_id=round.tenant_id, created_at=clock.now(), round=round, contribution=receipt.contribution,
        via=Volunteer.Via.OPEN if letter is None else Volunteer.Via.LETTER, letter=letter, features=dict(said.features),
        salt=secrets.token_hex(16), person_key=key, home_key=home_key(round.pk, said.address),
    )  # fmt: skip
    VolunteerContact.objects.create(
        tenant_id=round.tenant_id, created_at=clock.now(), volunteer=volunteer, name=said.name, email=said.email,
        phone=said.phone, address=said.address, needs=said.needs,
    )  # fmt: skip
    return receipt


def _receipt_of(entry: Entry, _arguments: Mapping[str, Any]) -> Receipt:
    return receipt_again(Contribution.everything.get(tenant_id=entry.tenant_id, pk=entry.subject_id))


@act(
    "assembly.signed_up", Contribution, on="round", lock=False, again=_receipt_of,
    before=lambda arguments: hold_shared(arguments["round"].pk),
)  # fmt: skip
def sign_up(*, round: Round, said: SignUpFacts, actor: Actor = RESIDENT, key: str | None) -> Done[Receipt]:
    """Sign up by oneself. Raises BadInput at a field, or NotNow."""
    if shut := _shut(round):
        raise NotNow(shut)
    words = Words(kind=SIGNUP, wordless=True, publicity=Publicity.CLOSED)
    receipt = _take(round, said, actor, words)
    return Done(receipt, {"round": str(round.pk)}, row=receipt.contribution)


@dataclass(frozen=True, slots=True)
class Told:
    """A sign-up that the desk writes down: by which channel, on which day, by whom, and the code on the sheet."""

    channel: str
    heard_on: date
    officer: Account
    printed_code: str = ""
    proof: Any = None


def _told_again(entry: Entry, arguments: Mapping[str, Any]) -> Receipt:
    """Return the receipt of the first time: the code on the sheet stays the code."""
    printed = codes.read(arguments["told"].printed_code)
    if not printed:
        return _receipt_of(entry, arguments)
    row = Contribution.everything.get(tenant_id=entry.tenant_id, pk=entry.subject_id)
    return Receipt(row, printed, repeated=True)


@act(
    "assembly.written_down", Contribution, on="round", lock=False, again=_told_again,
    before=lambda arguments: hold_shared(arguments["round"].pk),
)  # fmt: skip
def write_down(*, round: Round, said: SignUpFacts, told: Told, actor: Actor, key: str | None) -> Done[Receipt]:
    """Write down who signs up by phone or on paper. Raises BadInput or NotNow."""
    state = round_state(round, clock.now())
    if told.heard_on > clock.today():
        raise BadInput(_("Deze dag moet nog komen. Kies de dag waarop de aanmelding binnenkwam."), field="heard_on")
    late = told.heard_on > last_day(round) or state not in (RoundState.OPEN, RoundState.PAUSED, RoundState.OVER)
    if late or _frozen(round):
        raise NotNow(_shut(round) or _("De lijst ligt vast. Er komt niemand meer bij."))
    words = Words(kind=SIGNUP, channel=told.channel, wordless=True, publicity=Publicity.CLOSED, heard_on=told.heard_on)
    receipt = _take(
        round, said, actor, words, entered_by=told.officer, printed_code=told.printed_code, proof=told.proof
    )
    return Done(receipt, {"round": str(round.pk)}, row=receipt.contribution)


EMPTY: dict[str, Any] = {"features": {}, "salt": "", "person_key": "", "home_key": ""}
"""What tells who a volunteer is, emptied; the row stays, so that a letter is known to be used."""


def erase(contribution_ids: Sequence[UUID]) -> Erasure:
    """Empty who these people are: they are in no pool that is frozen after this, and drawn they are called no more."""
    rows = Volunteer.objects.filter(contribution_id__in=contribution_ids)
    VolunteerContact.objects.filter(volunteer__in=rows).delete()
    return Erasure(rows=rows.update(**EMPTY), fields=("name", "address", "email", "phone", "needs", "features"))


def correct(contribution: Contribution, said: SignUpFacts) -> None:
    """Put this in the place of what was typed wrongly from a sheet, inside the act that corrects."""
    volunteer = Volunteer.objects.select_for_update().select_related("round").get(contribution=contribution)
    said = _cleaned(said, volunteer.round)
    key = person_key(volunteer.round_id, said)
    others = Volunteer.objects.filter(tenant_id=volunteer.tenant_id, round=volunteer.round_id).exclude(pk=volunteer.pk)
    if others.filter(person_key__in=key.every).exists():
        raise BadInput(_("Deze persoon staat al op de lijst. Kies dan: telt niet mee."), field="name")
    if _frozen(volunteer.round):
        raise NotNow(_("De lijst ligt vast. Verbeteren kan niet meer."))
    volunteer.features, volunteer.person_key = dict(said.features), key
    volunteer.home_key = home_key(volunteer.round_id, said.address)
    volunteer.save(update_fields=("features", "person_key", "home_key"))
    VolunteerContact.objects.filter(volunteer=volunteer).update(
        name=said.name, email=said.email, phone=said.phone, address=said.address, needs=said.needs
    )
