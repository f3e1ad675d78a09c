"""Statements coming in, changing and leaving."""

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, Actor, fingerprint, once, record
from brink.domain.processes.models import Round
from brink.domain.processes.rules import RoundState, round_state
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import clean
from brink.instruments.dialogue.models import Statement
from brink.instruments.dialogue.rules import TEXT_LIMIT, Setup, doubtful, one_line

if TYPE_CHECKING:
    from brink.domain.contributions.models import Contribution

KIND = "statement"
TRIES = 5


def sentence(text: str, *, field: str = "text") -> str:
    """Return one sentence, cleaned and on one line; raises BadInput when it is empty or too long."""
    return clean(
        one_line(clean(text, limit=5_000, field=field, too_long=_too_long())),
        limit=TEXT_LIMIT,
        field=field,
        empty=_("Schrijf eerst uw zin op."),
        too_long=_too_long(),
    )


def _too_long() -> str:
    return _("Uw zin is te lang. Maak hem korter dan 140 tekens, of schrijf twee zinnen los van elkaar.")


def next_number(round: Round) -> int:
    highest = Statement.objects.filter(tenant=round.tenant_id, round=round).aggregate(highest=Max("number"))["highest"]
    return int(highest or 0) + 1


def plant_seeds(round: Round, texts: tuple[str, ...]) -> int:
    """Put the first statements in a round, those that are not there yet; returns how many were added.

    Runs inside the transaction of whoever opens or fills the round, and writes no journal entry of its own.
    """
    there = set(Statement.objects.filter(tenant=round.tenant_id, round=round).values_list("text", flat=True))
    new = [text for text in dict.fromkeys(sentence(text, field="seeds") for text in texts) if text not in there]
    now, number = clock.now(), next_number(round)
    Statement.objects.bulk_create(
        Statement(
            tenant_id=round.tenant_id, created_at=now, round=round, number=number + place, text=text, is_seed=True
        )
        for place, text in enumerate(new)
    )
    return len(new)


def _unless_over(round: Round) -> None:
    if round_state(round, clock.now()) in (RoundState.OVER, RoundState.CLOSED):
        raise NotNow(_("Deze dialoog is voorbij. De stellingen veranderen niet meer."))


def add_seed(*, round: Round, text: str, actor: Actor, key: str | None = None) -> Statement:
    """Add a statement of the body itself while the round is not over. Raises BadInput or NotNow."""
    text = sentence(text)
    body = fingerprint({"act": "statement.added", "round": round.pk, "text": text})

    def act() -> Statement:
        _unless_over(round)
        if Statement.objects.filter(tenant=round.tenant_id, round=round, text=text, retired_at=None).exists():
            raise BadInput(_("Deze stelling staat er al."), field="text")
        plant_seeds(round, (text,))
        statement = Statement.objects.get(tenant=round.tenant_id, round=round, text=text, retired_at=None)
        _record("dialogue.statement_added", statement, actor, key, body)
        return statement

    def again(entry: Entry) -> Statement:
        return Statement.objects.get(tenant=round.tenant_id, pk=entry.subject_id)

    return once(tenant_id=round.tenant_id, key=key, body=body, act=act, again=again)


def _record(kind: str, statement: Statement, actor: Actor, key: str | None = None, body: str = "") -> None:
    record(
        tenant_id=statement.tenant_id,
        kind=kind,
        subject="statement",
        subject_id=statement.pk,
        actor=actor,
        data={"round": str(statement.round_id), "number": statement.number, "version": statement.version},
        key=key,
        body=body,
    )


def add_own(
    *, round: Round, text: str, key: str | None, words: Words | None = None, actor: Actor = RESIDENT
) -> Receipt:
    """Take in a resident's own statement: a contribution of its own with its own tracking code.

    `words` carries what else was given (a name, an address for the reply). It waits for a moderator when the round is
    set up so, and also when it seems to hold a telephone number or somebody's name.
    """
    setup = Setup.of(round.settings)
    if not setup.own_statements:
        raise NotNow(_("In deze dialoog kunt u geen eigen zin toevoegen. U kunt wel antwoord geven."))
    text = sentence(text)

    def keep(contribution: "Contribution") -> None:
        Statement.objects.create(
            tenant_id=round.tenant_id,
            created_at=contribution.created_at,
            round=round,
            number=next_number(round),
            text=text,
            contribution=contribution,
        )

    given = words or Words(kind=KIND)
    for attempt in range(TRIES):
        try:
            return give(
                round=round,
                words=Words(
                    kind=KIND,
                    channel=given.channel,
                    text=text,
                    email=given.email,
                    name=given.name,
                    consent_quote=given.consent_quote,
                ),
                actor=actor,
                key=key,
                hold=setup.hold or bool(doubtful(text)),
                detail=keep,
            )
        except IntegrityError:
            # Two people wrote at the same moment and took the same number: the second takes the next one.
            if attempt == TRIES - 1:
                raise
    raise AssertionError("the last try returns or raises")


def reword(*, statement: Statement, text: str, reason: str, actor: Actor) -> Statement:
    """Give a statement another text. Once somebody answered it, that is a new version without answers (N34).

    The old text stays readable with its own answers. Raises BadInput or NotNow.
    """
    text, reason = sentence(text), _reason(reason)
    with transaction.atomic():
        old = Statement.objects.select_for_update(of=("self",)).select_related("round").get(pk=statement.pk)
        _unless_over(old.round)
        if old.retired_at is not None:
            raise NotNow(_("Deze stelling doet niet meer mee. Wijzig de nieuwste tekst."))
        if old.text == text:
            raise BadInput(_("De tekst is niet veranderd."), field="text")
        if not old.view_count:
            old.text = text
            old.save(update_fields=("text",))
            _record("dialogue.statement_reworded", old, actor)
            return old
        contribution, now = old.contribution, clock.now()
        old.contribution, old.retired_at, old.retired_reason = None, now, reason
        old.save(update_fields=("contribution", "retired_at", "retired_reason"))
        new = Statement.objects.create(
            tenant_id=old.tenant_id,
            created_at=now,
            round=old.round,
            number=old.number,
            version=old.version + 1,
            text=text,
            contribution=contribution,
            is_seed=old.is_seed,
        )
        _record("dialogue.statement_reworded", new, actor)
        return new


def retire(*, statement: Statement, reason: str, actor: Actor) -> Statement:
    """Take a statement of the body itself out of the dialogue. A resident's statement is moderated instead."""
    reason = _reason(reason)
    with transaction.atomic():
        row = Statement.objects.select_for_update(of=("self",)).select_related("round").get(pk=statement.pk)
        _unless_over(row.round)
        if row.contribution_id is not None:
            raise BadInput(
                _("Deze zin is van een inwoner. Verberg hem bij de inbreng, met een reden voor de schrijver.")
            )
        if row.retired_at is None:
            row.retired_at, row.retired_reason = clock.now(), reason
            row.save(update_fields=("retired_at", "retired_reason"))
            _record("dialogue.statement_retired", row, actor)
        return row


def _reason(reason: str) -> str:
    return clean(
        reason,
        limit=200,
        field="reason",
        empty=_("Schrijf op waarom. De reden staat straks bij de stelling."),
        too_long=_("Maak de reden korter dan 200 tekens."),
    )
