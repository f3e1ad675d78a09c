"""Giving: the one path by which words come in, whatever the channel."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

from django.conf import settings
from django.db.models import F
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brink.domain.contributions.models import (
    Admission,
    Broker,
    Channel,
    Contribution,
    ExactPoint,
    Giver,
    Holder,
    LateLetter,
    Moderation,
    Publicity,
    Source,
    TrackingCode,
)
from brink.domain.contributions.services import deadlines
from brink.domain.contributions.services.admitting import Proof, admission_for, proved
from brink.domain.contributions.services.locating import located, point_apart
from brink.domain.contributions.services.on_paper import Late, checked_late, printed_sheet
from brink.domain.journal.acts import Done, act
from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor
from brink.domain.people.models import Account
from brink.domain.places.coordinates import Coordinates
from brink.domain.places.models import Area
from brink.domain.processes.models import Process, Round, Theme
from brink.domain.processes.services.printing import came_back
from brink.domain.processes.states import RoundState, round_state
from brink.foundation import clock, codes
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import Limit, clean_all

if TYPE_CHECKING:
    from uuid import UUID

TEXT_LIMIT = 5_000
SPOKEN = frozenset({Channel.PHONE, Channel.PAPER, Channel.TABLE, Channel.VISIT, Channel.EMAIL, Channel.POST})


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody brings. Only `kind` and `channel` are always there; an instrument says what else it needs.

    `verbatim` defaults to `text`. `summary` and `note_taker` belong to channels where somebody else wrote it down.
    `name`, `email`, `phone` and `address` go to the encrypted table of givers and nowhere else. `language` defaults to
    that of the page on which somebody wrote themself, and to Dutch where a colleague wrote it down. A `point`, also one
    that is typed in `place`, is for the desk: no other field keeps it.
    """

    kind: str
    channel: str = Channel.WEB
    text: str = ""
    title: str = ""
    verbatim: str = ""
    summary: str = ""
    note_taker: str = ""
    heard_on: date | None = None
    read_back: bool = False
    language: str = ""
    publicity: str = Publicity.PSEUDONYM
    public_name: str = ""
    place: str = ""
    point: Coordinates | None = None
    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    consent_quote: bool = False
    broker_name: str = ""
    broker_email: str = ""
    consent_broker: bool = False
    wordless: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """The proof of receipt. `code` is shown now and never again; `repeated` says this act had been done before."""

    contribution: Contribution
    code: str
    broker_code: str = ""
    repeated: bool = False


def spoken(channel: str) -> str:
    """Return the language of whoever gives words by this channel: on the site that of the page, else Dutch."""
    here = (get_language() or "nl").split("-")[0] if channel == Channel.WEB else "nl"
    return here if here in dict(settings.LANGUAGES) else "nl"


TEXTS = ("text", "title", "verbatim", "summary", "note_taker", "public_name", "place", "broker_name")


def _cleaned(words: Words) -> Words:
    """Return `words` cleaned and within limits, or raise one plain sentence."""
    if words.wordless and not any(getattr(words, field) for field in TEXTS):
        return words
    long, name = _("Uw tekst is te lang. Maak hem korter dan 5.000 tekens."), _("Maak de naam korter.")
    limits = {
        "text": Limit(TEXT_LIMIT, long, empty="" if words.wordless else _("Schrijf eerst op wat u wilt zeggen.")),
        "title": Limit(120, _("Maak de titel korter dan 120 tekens.")),
        "verbatim": Limit(TEXT_LIMIT, long),
        "summary": Limit(TEXT_LIMIT, long),
        "note_taker": Limit(120, _("Maak deze naam korter.")),
        "public_name": Limit(80, name),
        "place": Limit(160, _("Maak de plek korter dan 160 tekens.")),
        "broker_name": Limit(80, name),
    }
    texts: dict[str, Any] = {**clean_all({field: getattr(words, field) for field in limits}, limits)}
    return replace(words, **{**texts, "verbatim": texts["verbatim"] or texts["text"]})


def check_words(
    words: Words, round: Round, process: Process, now: datetime, late: Late | None = None
) -> Late | None:
    """Refuse words that do not fit the moment, the channel or each other."""
    if process.withdrawn_at is not None:
        raise NotNow(_("Deze vraag is gestopt. Uw woorden zijn niet verstuurd; bewaar ze of bel ons."))
    if process.answered_at is not None:
        raise NotNow(_("Deze vraag is al afgerond. Uw woorden zijn niet verstuurd; bewaar ze of bel ons."))
    state = round_state(round, now)
    if late is not None:
        late = checked_late(late, words.channel, round, state)
    elif words.channel in SPOKEN:
        # Paper typed in after the last day still counts, as long as the tally is not frozen and it was said in time.
        in_time = words.heard_on is None or clock.start_of_day(words.heard_on) < round.closes_at
        # A pause stops nobody from writing down what was said before it.
        if state not in (RoundState.OPEN, RoundState.PAUSED, RoundState.OVER) or not in_time:
            raise NotNow(_("Deze ronde is niet open op die dag. Kies een andere ronde of een andere datum."))
    elif state is RoundState.PAUSED:
        raise NotNow(_("Meedoen kan even niet. Uw woorden zijn niet verstuurd; bewaar ze. Op de pagina staat waarom."))
    elif state is not RoundState.OPEN:
        if words.wordless:
            raise NotNow(_("Meedoen kan nu niet. Uw antwoord is niet geteld."))
        raise NotNow(_("Deze ronde is niet open. Uw woorden zijn niet verstuurd; bewaar ze of bel ons."))
    if words.channel not in Channel.values:
        raise BadInput(_("Kies hoe de woorden binnenkwamen."), field="channel")
    if words.publicity == Publicity.NAMED and not words.public_name:
        raise BadInput(_("Vul de naam in die bij de woorden mag staan, of kies 'zonder naam'."), field="public_name")
    if (words.broker_name or words.broker_email) and not words.consent_broker:
        raise BadInput(_("Vraag eerst of de ander het goed vindt dat u dit doorgeeft."), field="consent_broker")
    return late


def source_of(contribution: Contribution, words: Words, entered_by: "UUID | None" = None) -> Source:
    """Make the row that says how words came in, without writing it."""
    return Source(
        tenant_id=contribution.tenant_id,
        created_at=contribution.created_at,
        contribution=contribution,
        verbatim=words.verbatim,
        summary=words.summary,
        note_taker=words.note_taker,
        read_back=words.read_back,
        consent_publish=words.publicity != Publicity.CLOSED,
        consent_quote=words.consent_quote,
        consent_broker=words.consent_broker,
        heard_on=words.heard_on,
        entered_by_id=entered_by,
    )


def _keep(contribution: Contribution, words: Words, entered_by: "UUID | None") -> None:
    """Store the words as spoken, and who spoke them, each in a table of its own."""
    tenant, now = contribution.tenant_id, contribution.created_at
    source_of(contribution, words, entered_by).save(force_insert=True)
    if words.name or words.email or words.phone or words.address:
        Giver.objects.create(
            tenant_id=tenant,
            created_at=now,
            contribution=contribution,
            name=words.name,
            email=words.email,
            phone=words.phone,
            address=words.address,
        )
    if words.point is not None:
        ExactPoint.objects.create(tenant_id=tenant, created_at=now, contribution=contribution, point=str(words.point))
    if words.broker_name or words.broker_email:
        Broker.objects.create(
            tenant_id=tenant,
            created_at=now,
            contribution=contribution,
            public_name=words.broker_name,
            email=words.broker_email,
        )


def _issue(contribution: Contribution, holder: Holder, key: str | None, printed: str = "") -> str:
    """Make a code for one holder (or take the one printed on the form), store its hash, and return it to show once."""
    code, row = code_of(contribution, holder, key, printed)
    row.save(force_insert=True)
    return code


def code_of(
    contribution: Contribution, holder: Holder, key: str | None, printed: str = ""
) -> tuple[str, TrackingCode]:
    """Make a code for one holder, and the row with its hash without writing it."""
    seed = _seed(contribution, holder, key) if key else None
    code, stored = (printed, codes.hash_code(printed)) if printed else codes.issued(seed)
    row = TrackingCode(
        tenant_id=contribution.tenant_id,
        created_at=contribution.created_at,
        contribution=contribution,
        code_hash=stored,
        holder=holder,
    )
    return code, row


def _seed(contribution: Contribution, holder: Holder, key: str | None) -> str:
    return f"{contribution.tenant_id} {key} {holder}"


def _issued(contribution: Contribution, holder: Holder, key: str | None) -> str:
    """Return the code that was issued before for a form with this key; "" when a new one took its place since."""
    stored = contribution.codes.values_list("code_hash", flat=True).get(holder=holder)
    return codes.given_for(_seed(contribution, holder, key), stored) or ""


def contribution_of(words: Words, round: Round, process: Process, now: datetime, due: date) -> Contribution:
    """Make the row of words that came in, without writing it."""
    return Contribution(
        tenant_id=round.tenant_id,
        created_at=now,
        process=process,
        round=round,
        kind=words.kind,
        channel=words.channel,
        title=words.title,
        text=words.text,
        language=words.language or spoken(words.channel),
        publicity=words.publicity,
        public_name=words.public_name if words.publicity == Publicity.NAMED else "",
        place=words.place,
        reply_due_on=due,
    )


def _store(
    words: Words,
    round: Round,
    process: Process,
    now: datetime,
    area: Area | None,
    theme: Theme | None,
    parent: Contribution | None,
    hold_for_moderation: bool,
    admission: Admission | None,
    late: Late | None,
) -> Contribution:
    """Write the row that counts, and the counters beside it; what is held till its giver counts is in no counter.

    What is late counts among the voices of the question.
    """
    held = admission is not None and admission.admitted_at is None
    due = deadlines.promised(process) or deadlines.first_reply_due(round.tenant_id)
    contribution = contribution_of(words, round, process, now, due)
    contribution.parent, contribution.area, contribution.theme = parent, area, theme
    contribution.moderation = Moderation.WAITING if hold_for_moderation else Moderation.SHOWN
    contribution.admission, contribution.held_at = admission, now if held else None
    contribution.save(force_insert=True)
    if late is not None:
        LateLetter.objects.create(
            tenant_id=round.tenant_id, created_at=now, contribution=contribution, received_on=late.received_on,
            reason=late.reason,
        )  # fmt: skip
    if held and late is not None:
        return contribution
    if held:
        if not Round.objects.filter(pk=round.pk, closed_at=None).update(contribution_count=F("contribution_count")):
            raise NotNow(_("Deze ronde is net gesloten. Wat u heeft gegeven, telt niet mee; bewaar het of bel ons."))
        return contribution
    Process.objects.filter(pk=round.process_id).update(contribution_count=F("contribution_count") + 1)
    if late is not None:
        Round.objects.filter(pk=round.pk).update(contribution_count=F("contribution_count") + 1)
        return contribution
    # This update waits for whoever is closing the round, and then finds it closed: nothing slips in after the tally.
    if not Round.objects.filter(pk=round.pk, closed_at=None).update(contribution_count=F("contribution_count") + 1):
        if words.wordless:
            raise NotNow(_("Deze ronde is net gesloten. Uw antwoord is niet geteld."))
        raise NotNow(_("Deze ronde is net gesloten. Uw woorden zijn niet verstuurd; bewaar ze of bel ons."))
    if parent is not None:
        Contribution.objects.filter(pk=parent.pk).update(reply_count=F("reply_count") + 1)
    return contribution


class Detail(Protocol):
    """What an instrument keeps beside a contribution: a frozen dataclass, so that two forms can be compared."""

    def write(self, contribution: Contribution) -> None:
        """Write the instrument's own row, in the transaction of giving."""


def receipt_again(contribution: Contribution) -> Receipt:
    """Return the receipt of a contribution once more, by the key of the act that took it in.

    Only for whoever proved to be its giver (the same form, the same device); raises LookupError without such a key.
    """
    taken = {"kind": "contribution.received", "subject_id": contribution.pk}
    entry = Entry.objects.filter(tenant_id=contribution.tenant_id, **taken).exclude(key=None).first()
    if entry is None:
        raise LookupError("this contribution was not taken in under a key")
    code = _issued(contribution, Holder.GIVER, entry.key)
    return Receipt(contribution, code, repeated=True)


def _on_paper(contribution: Contribution, printed: str) -> str:
    """Return the code that stood on the paper, while it is the code of these words."""
    code = codes.read(printed)
    stored = codes.hash_code(code).every if code else ()
    return code if code and contribution.codes.filter(code_hash__in=stored).exists() else ""


def _again(entry: Entry, asked: Mapping[str, Any]) -> Receipt:
    """Return the receipt of the first time: the code on the paper, or the one that follows from the key."""
    contribution = Contribution.everything.get(tenant_id=entry.tenant_id, pk=entry.subject_id)
    brokered = TrackingCode.objects.filter(contribution=contribution, holder=Holder.BROKER).exists()
    return Receipt(
        contribution,
        _on_paper(contribution, asked["printed_code"]) or _issued(contribution, Holder.GIVER, entry.key),
        _issued(contribution, Holder.BROKER, entry.key) if brokered else "",
        repeated=True,
    )


def data_of(words: Words, round: Round) -> dict[str, str]:
    """Return what the journal says of words that came in."""
    return {"process": str(round.process_id), "round": str(round.pk), "channel": words.channel}


def received(arguments: Mapping[str, Any]) -> str:
    """Return under which name a contribution is counted: each kind has limits of its own."""
    return f"contribution.received {arguments['words'].kind}"


@act("contribution.received", Contribution, on="round", lock=False, again=_again, limited=received, adds=True)
def give(
    *,
    round: Round,
    words: Words,
    actor: Actor,
    key: str | None,
    area: Area | None = None,
    theme: Theme | None = None,
    parent: Contribution | None = None,
    hold_for_moderation: bool = False,
    entered_by: Account | None = None,
    detail: Detail | None = None,
    printed_code: str = "",
    late: Late | None = None,
    token: str | None = None,
    proof: Proof | None = None,
) -> Done[Receipt]:
    """Take in one contribution and return its receipt.

    `key` is the idempotency key of the form: the same key with the same words gives the same receipt and counts once.
    `hold_for_moderation` puts it in the queue. `detail` is the instrument's own row, written in the same transaction.
    `printed_code` is the code on a paper form, which then stays the code. `late`: it came after the round, and is
    counted apart. In a round that does not count everybody `token` is that of a device that was let in, or `proof`
    what the giver showed to whoever enters it. Raises BadInput or NotNow with one sentence; nothing is stored then.
    """
    words, now = _cleaned(words), clock.now()
    place, point = point_apart(words.place, words.point)
    words = replace(words, place=place, point=point)
    # As the question is now, read once: whether it still runs, and by when the giver hears.
    process = Process.objects.select_related("tenant").get(pk=round.process_id)
    late = check_words(words, round, process, now, late)
    area = located(words.point, area, process)
    printed, sheet = printed_sheet(round, printed_code)
    way_in = proved(round, proof) if entered_by is not None else admission_for(round, token)
    contribution = _store(words, round, process, now, area, theme, parent, hold_for_moderation, way_in, late)
    _keep(contribution, words, entered_by.pk if entered_by else None)
    code = _issue(contribution, Holder.GIVER, key, printed)
    broker_code = ""
    if words.broker_name or words.broker_email:
        broker_code = _issue(contribution, Holder.BROKER, key)
    if detail is not None:
        detail.write(contribution)
    if sheet is not None:
        came_back(sheet=sheet, late=late is not None)
    # Who only answered gives nothing to read: a public entry would tell the moment of each of them and no more.
    public = not words.wordless and contribution.held_at is None
    return Done(Receipt(contribution, code, broker_code), data_of(words, round), public=public, row=contribution)
