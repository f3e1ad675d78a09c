"""Statements coming in, changing and leaving."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.contributions.services.moderating import note_other_words
from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import RESIDENT, Actor, record
from brink.domain.participation.line_signs import note_line
from brink.domain.processes.models import Round
from brink.domain.processes.states import RoundState, round_state
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import clean
from brink.instruments.dialogue.models import Statement
from brink.instruments.dialogue.round_settings import STATEMENT, TEXT_LIMIT, Settings
from brink.instruments.dialogue.statement_text import doubtful, one_line


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
    """Return the number of the next sentence. Whoever writes one holds the row of its round first, so it is free."""
    highest = Statement.objects.filter(tenant=round.tenant_id, round=round).aggregate(highest=Max("number"))["highest"]
    return int(highest or 0) + 1


def plant_seeds(round: Round, texts: Sequence[str]) -> list[Statement]:
    """Put statements of the body in a round, those that are not there yet; returns what was added.

    Runs inside the act of whoever opens the round or adds one.
    """
    existing = set(Statement.objects.filter(tenant=round.tenant_id, round=round).values_list("text", flat=True))
    added = [text for text in dict.fromkeys(sentence(text, field="seeds") for text in texts) if text not in existing]
    now, number = clock.now(), next_number(round)
    return Statement.objects.bulk_create(
        Statement(
            tenant_id=round.tenant_id, created_at=now, round=round, number=number + place, text=text, is_seed=True
        )
        for place, text in enumerate(added)
    )


def _unless_over(round: Round) -> None:
    if round_state(round, clock.now()) in (RoundState.OVER, RoundState.CLOSED):
        raise NotNow(_("Deze dialoog is voorbij. De zinnen veranderen niet meer."))


def _unless_retired(statement: Statement) -> None:
    _unless_over(statement.round)
    if statement.retired_at is not None:
        raise NotNow(_("Deze zin doet niet meer mee. Wijzig de nieuwste tekst."))


def _done(statement: Statement) -> Done[Statement]:
    data = {"round": str(statement.round_id), "number": statement.number, "version": statement.version}
    return Done(statement, data, public=True)


@act("dialogue.statement_added", Statement, on="round")
def add_seed(*, round: Round, text: str, actor: Actor, key: str | None = None) -> Done[Statement]:
    """Add a statement of the body itself while the round is not over. Raises BadInput or NotNow."""
    _unless_over(round)
    added = plant_seeds(round, (sentence(text),))
    if not added:
        raise BadInput(_("Deze zin staat er al."), field="text")
    return _done(added[0])


@dataclass(frozen=True, slots=True)
class OwnStatement:
    """The sentence of a resident, beside the contribution that it is."""

    round_id: UUID
    text: str

    def write(self, contribution: Contribution) -> None:
        """Write the statement, in the transaction of giving, which holds the row of the round."""
        round = contribution.round
        assert round is not None
        Statement.objects.create(
            tenant_id=contribution.tenant_id,
            created_at=contribution.created_at,
            round=round,
            number=next_number(round),
            text=self.text,
            contribution=contribution,
        )
        note_line(round=round, what="contribution.received statement", subject=round.pk, act=contribution.pk)


def add_own(
    *, round: Round, text: str, key: str | None, words: Words | None = None, actor: Actor = RESIDENT,
    token: str | None = None,
) -> Receipt:
    """Take in a resident's own statement: a contribution of its own with its own tracking code.

    `words` carries what else was given (a name, an address for the reply). It waits for a moderator when the round is
    set up so, and also when it seems to hold a telephone number or somebody's name.
    """
    setup = Settings.of(round.settings)
    if not setup.own_statements:
        raise NotNow(_("In deze dialoog kunt u geen eigen zin toevoegen. U kunt wel antwoord geven."))
    text, given = sentence(text), words or Words(kind=STATEMENT)
    return give(
        round=round,
        words=Words(
            kind=STATEMENT,
            channel=given.channel,
            text=text,
            email=given.email,
            name=given.name,
            consent_quote=given.consent_quote,
        ),
        actor=actor,
        key=key,
        hold_for_moderation=setup.hold_for_moderation or bool(doubtful(text)),
        detail=OwnStatement(round.pk, text),
        token=token,
    )


@act("dialogue.statement_reworded", Statement, on=("statement.round", "statement.contribution", "statement"))
def reword(
    *, statement: Statement, text: str, reason: str, actor: Actor, key: str | None = None, seen: int | None = None
) -> Done[Statement]:
    """Give a statement another text. Once somebody answered it, that is a new version without answers (N34).

    The old text stays readable with its own answers. Raises BadInput or NotNow.
    """
    text, reason = sentence(text), _reason(reason)
    _unless_retired(statement)
    if statement.text == text:
        raise BadInput(_("De tekst is niet veranderd."), field="text")
    contribution = statement.contribution
    if contribution is not None:
        revision = note_other_words(contribution=contribution, text=text, reason=reason, actor=actor)
        record(
            tenant_id=contribution.tenant_id, kind="contribution.revised", subject="contribution",
            subject_id=contribution.pk, actor=actor, data={"revision": str(revision.pk)}, public=True,
        )  # fmt: skip
    return _done(_other_text(statement, text, reason))


def _other_text(statement: Statement, text: str, reason: str) -> Statement:
    """Write another text, in a new version when somebody answered this one; returns what is asked from now on."""
    if not statement.view_count:
        statement.text = text
        statement.save(update_fields=("text",))
        return statement
    contribution, now = statement.contribution, clock.now()
    statement.contribution, statement.retired_at, statement.retired_reason = None, now, reason
    statement.save(update_fields=("contribution", "retired_at", "retired_reason"))
    return Statement.objects.create(
        tenant_id=statement.tenant_id,
        created_at=now,
        round=statement.round,
        number=statement.number,
        version=statement.version + 1,
        text=text,
        contribution=contribution,
        is_seed=statement.is_seed,
    )


def revised(contribution: Contribution, text: str, *, reason: str, by: Actor) -> str:
    """Let a sentence of a resident read otherwise, and nobody any longer what stood there, in whatever version.

    Inside the act that changes the words. The answers stay with the version that they were given to, without its words.
    Raises BadInput, and NotNow once the dialogue is over: its sentences do not change then, hiding can be done.
    """
    rows = Statement.objects.select_for_update(of=("self",)).select_related("round")
    statement = rows.filter(tenant_id=contribution.tenant_id, contribution=contribution).order_by().first()
    if statement is None:
        return text
    text = sentence(text)
    if round_state(statement.round, clock.now()) in (RoundState.OVER, RoundState.CLOSED):
        raise NotNow(_("Deze dialoog is voorbij. De zinnen veranderen niet meer. Verbergen kan nog, met een reden."))
    if statement.text != text:
        now = _other_text(statement, text, reason)
        versions = Statement.objects.filter(tenant_id=now.tenant_id, round=now.round_id, number=now.number)
        versions.exclude(pk=now.pk).update(text="")
        done = _done(now)
        record(
            tenant_id=now.tenant_id, kind="dialogue.statement_reworded", subject="statement", subject_id=now.pk,
            actor=by, data=done.data, public=True,
        )  # fmt: skip
    return text


@act("dialogue.statement_retired", Statement, on=("statement.round", "statement"))
def retire(
    *, statement: Statement, reason: str, actor: Actor, key: str | None = None, seen: int | None = None
) -> Done[Statement]:
    """Take a statement of the body itself out of the dialogue. A resident's statement is moderated instead."""
    reason = _reason(reason)
    _unless_retired(statement)
    if statement.contribution_id is not None:
        raise BadInput(_("Deze zin is van een inwoner. Verberg hem bij de inbreng, met een reden voor de schrijver."))
    statement.retired_at, statement.retired_reason = clock.now(), reason
    statement.save(update_fields=("retired_at", "retired_reason"))
    return _done(statement)


def _reason(reason: str) -> str:
    return clean(
        reason,
        limit=200,
        field="reason",
        empty=_("Schrijf op waarom. De reden staat straks bij de zin."),
        too_long=_("Maak de reden korter dan 200 tekens."),
    )
