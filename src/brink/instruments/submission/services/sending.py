"""Sending a submission in: on the site by whoever makes it, or taken in at the desk from a letter or from speech."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import F
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Channel, Contribution, Publicity
from brink.domain.contributions.services.admitting import Proof
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.contributions.services.on_paper import Late
from brink.domain.contributions.services.transcribing import Consent, note_down
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.people.models import Account
from brink.domain.processes.models import Round
from brink.domain.processes.states import RoundState, round_state
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import clean, email_address
from brink.instruments.submission.models import Authorisation, NumberRow, Signatory, Spoken, Submission
from brink.instruments.submission.queries import adopted, term_of
from brink.instruments.submission.round_settings import (
    ADDRESS,
    MOST_SIGNATORIES,
    NAME,
    SUBMISSION,
    TEXT,
    Settings,
)
from brink.instruments.submission.term import Timing, timing

BY_POST = frozenset({Channel.POST, Channel.PAPER})
ORAL = frozenset({Channel.VISIT, Channel.PHONE})


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who signs: both are needed."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Filing:
    """What a submission holds. The first signer is who sends it in; `represented` is for whom, with who may show it."""

    text: str
    signers: Sequence[Signer]
    email: str = ""
    phone: str = ""
    authorisation: str = Authorisation.OWN.value
    represented: str = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a submission came to the desk: by which way, on which day, and what was seen or heard."""

    channel: str
    received_on: date
    posted_on: date | None = None
    spoken: str = ""
    unsigned_reason: str = ""
    late_reason: str = ""


@dataclass(frozen=True, slots=True)
class SubmissionDetail:
    """The own rows of a submission: data, so that a form that comes back with another name is another form."""

    round: Round
    received_on: date
    timing: str
    filing: Filing
    posted_on: date | None = None
    spoken: str = ""
    unsigned_reason: str = ""

    def write(self, contribution: Contribution) -> None:
        """Give it the next number and write who signed, in the transaction of giving."""
        tenant, at = contribution.tenant_id, contribution.created_at
        year = self.received_on.year
        row = Submission.objects.create(
            tenant_id=tenant, created_at=at, contribution=contribution, round=self.round, year=year,
            number=_next_number(contribution, year), received_on=self.received_on, posted_on=self.posted_on,
            timing=self.timing, authorisation=self.filing.authorisation,
            spoken=self.spoken,
        )  # fmt: skip
        Signatory.objects.bulk_create(
            Signatory(
                tenant_id=tenant, created_at=at, submission=row, place=place, name=one.name, address=one.address,
                represented="" if place else self.filing.represented,
                unsigned_reason="" if place else self.unsigned_reason,
            )
            for place, one in enumerate(self.filing.signers)
        )  # fmt: skip


def _next_number(contribution: Contribution, year: int) -> int:
    """Return the next number of a body in a year. Its row is held till the end of the act, so none is skipped."""
    rows = NumberRow.objects.filter(tenant_id=contribution.tenant_id, year=year)
    if not rows.update(last=F("last") + 1):
        NumberRow.objects.get_or_create(
            tenant_id=contribution.tenant_id, year=year, defaults={"created_at": contribution.created_at}
        )
        rows.update(last=F("last") + 1)
    return rows.values_list("last", flat=True).get()


def _signer(one: Signer, place: int) -> Signer:
    field = ("name", "address") if place == 0 else ("others", "others")
    no_name = _("Een zienswijze kan niet zonder naam en adres. Vul uw naam in.")
    no_address = _("Een zienswijze kan niet zonder naam en adres. Vul uw adres in, met de plaats.")
    if place:
        no_name = no_address = _("Schrijf van elke ondertekenaar de naam en het adres, met een komma ertussen.")
    return Signer(
        clean(one.name, limit=NAME, field=field[0], empty=no_name, too_long=_("Maak de naam korter dan 120 tekens.")),
        clean(
            one.address, limit=ADDRESS, field=field[1], empty=no_address,
            too_long=_("Maak het adres korter dan 200 tekens."),
        ),
    )  # fmt: skip


def checked(filing: Filing) -> Filing:
    """Return a submission cleaned, or raise one sentence at the field that must be mended."""
    if not filing.signers:
        raise BadInput(_("Een zienswijze kan niet zonder naam en adres. Vul uw naam in."), field="name")
    if len(filing.signers) > MOST_SIGNATORIES:
        raise BadInput(
            _("Er passen hooguit %(most)s ondertekenaars bij. Stuur een lijst per post met het nummer dat u krijgt.")
            % {"most": MOST_SIGNATORIES}, field="others",
        )  # fmt: skip
    text = clean(
        filing.text, limit=TEXT, field="text", empty=_("Schrijf op wat u van het ontwerp vindt, en waarom."),
        too_long=_("Uw tekst is te lang. Maak hem korter dan 5.000 tekens, of stuur hem per post."),
    )  # fmt: skip
    if filing.authorisation not in Authorisation.values:
        raise BadInput(_("Kies voor wie u dit instuurt."), field="authorisation")
    own = filing.authorisation == Authorisation.OWN
    if own and filing.represented.strip():
        raise BadInput(_("Stuur een machtiging mee, of dien in op uw eigen naam."), field="authorisation")
    represented = "" if own else clean(
        filing.represented, limit=ADDRESS, field="represented",
        empty=_("Vul in namens wie u dit instuurt: de naam en het adres."),
        too_long=_("Maak dit korter dan 200 tekens."),
    )  # fmt: skip
    wrong = _("Dit is geen e-mailadres. Schrijf het zoals naam@voorbeeld.nl.")
    email = email_address(filing.email, wrong=wrong, field="email") if filing.email.strip() else ""
    return replace(
        filing, text=text, represented=represented, email=email, phone=filing.phone.strip()[:40],
        signers=tuple(_signer(one, place) for place, one in enumerate(filing.signers)),
    )  # fmt: skip


def _words(filing: Filing, channel: str, heard_on: date | None = None) -> Words:
    """Return the words for the one path by which words come in: never on the site as they are."""
    first = filing.signers[0]
    return Words(
        kind=SUBMISSION, channel=channel, text=filing.text, verbatim=filing.text, publicity=Publicity.CLOSED,
        name=first.name, address=first.address, email=filing.email, phone=filing.phone, heard_on=heard_on,
    )  # fmt: skip


def after_term(round: Round) -> str:
    """Say what somebody can still do after the last day: nobody is sent away without a way on."""
    day, post = date_format(round.last_day, "l j F Y"), Settings.of(round.settings).post
    said = _("De termijn liep tot en met %(day)s. U kunt nog per brief insturen; wij beoordelen of het meetelt.") % {
        "day": day
    }
    return f"{said} {_('Het adres:')} {post}" if post else said


def submit(*, round: Round, filing: Filing, key: str | None, token: str | None = None) -> Receipt:
    """Take in what somebody sends on the site. Raises BadInput at a field, or NotNow; nothing is stored then."""
    if not Settings.of(round.settings).electronic:
        raise NotNow(_("Voor dit ontwerp kan een zienswijze niet via deze website. Stuur een brief of kom langs."))
    if round_state(round, clock.now()) in (RoundState.OVER, RoundState.CLOSED):
        raise NotNow(after_term(round))
    filing, today = checked(filing), clock.today()
    detail = SubmissionDetail(round, today, timing(term_of(round), today), filing)
    return give(
        round=round, words=_words(filing, Channel.WEB), actor=RESIDENT, key=key, detail=detail, token=token
    )  # fmt: skip


def _checked_arrival(arrival: Arrival, round: Round) -> Arrival:
    """Refuse days that cannot be, and a report that nobody agreed to."""
    term = term_of(round)
    if adopted(round) is not None:
        raise NotNow(_("De nota is al vastgesteld. Behandel deze brief als een brief over het besluit."))
    if arrival.received_on > clock.today():
        raise BadInput(_("Deze dag moet nog komen. Kies de dag van ontvangst."), field="received_on")
    if arrival.posted_on is not None and arrival.channel not in BY_POST:
        raise BadInput(_("Alleen een brief heeft een poststempel. Laat dit vak leeg."), field="posted_on")
    if arrival.posted_on is not None and arrival.posted_on > arrival.received_on:
        raise BadInput(_("De brief is gepost voor hij binnenkwam. Kijk beide dagen na."), field="posted_on")
    if arrival.channel in ORAL and arrival.spoken not in (Spoken.SIGNED, Spoken.UNSIGNED):
        raise BadInput(_("Lees het verslag voor. Kies of de spreker het ondertekent."), field="spoken")
    if arrival.channel not in ORAL and arrival.spoken:
        raise BadInput(_("Een verslag ondertekenen hoort bij spreken. Laat dit vak leeg."), field="spoken")
    unsigned = clean(
        arrival.unsigned_reason, limit=400, field="unsigned_reason",
        empty=_("Schrijf op waarom de spreker niet ondertekent.") if arrival.spoken == Spoken.UNSIGNED else "",
        too_long=_("Maak dit korter dan 400 tekens."),
    )  # fmt: skip
    late_only = arrival.channel not in BY_POST and arrival.received_on > term.last
    if late_only and round_state(round, clock.now()) in (RoundState.OVER, RoundState.CLOSED):
        said = _("De termijn liep tot en met %(day)s. Vraag om een brief. Die nemen wij nog in.")
        raise NotNow(said % {"day": date_format(term.last, "l j F Y")})
    return replace(arrival, unsigned_reason=unsigned)


def _late(arrival: Arrival, round: Round, told: str) -> Late | None:
    """Return that it came after the round, where it did: a letter that comes in while people may speak is not late."""
    state = round_state(round, clock.now())
    closed = state is RoundState.CLOSED
    if not closed and not (state is RoundState.OVER and arrival.received_on > term_of(round).last):
        return None
    return Late(arrival.received_on, arrival.late_reason or told)


def take_in(
    *, round: Round, filing: Filing, arrival: Arrival, officer: Account, actor: Actor, key: str | None,
    printed_code: str = "", proof: Proof | None = None,
) -> Receipt:  # fmt: skip
    """Take in at the desk what came by letter, by mail or by word of mouth. What is too late is taken in and told so.

    Raises BadInput at a field, or NotNow; nothing is stored then.
    """
    if arrival.channel not in (*BY_POST, *ORAL, Channel.EMAIL):
        raise BadInput(_("Kies hoe de zienswijze binnenkwam."), field="channel")
    filing, arrival = checked(filing), _checked_arrival(arrival, round)
    stands = timing(
        term_of(round), arrival.received_on, by_post=arrival.channel in BY_POST, posted_on=arrival.posted_on
    )
    detail = SubmissionDetail(
        round, arrival.received_on, stands, filing, arrival.posted_on, arrival.spoken, arrival.unsigned_reason
    )
    late = _late(arrival, round, str(Timing(stands).label))
    heard_on = None if late is not None else min(arrival.received_on, round.last_day)
    return note_down(
        round=round, words=_words(filing, arrival.channel, heard_on), consent=Consent(), officer=officer, actor=actor,
        key=key, late=late, detail=detail, printed_code=printed_code, proof=proof,
    )  # fmt: skip
