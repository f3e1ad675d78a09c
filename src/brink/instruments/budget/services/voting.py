"""Ballots of residents: on the web, on paper and by phone. Each counts once, and can be changed until closing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Channel, Contribution, Publicity
from brink.domain.contributions.services.admitting import Proof
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal.services import Actor
from brink.domain.participation.paper_entry import Sheet
from brink.domain.participation.sessions import SessionSheet, hold_open, signalling
from brink.domain.people.models import Account
from brink.domain.processes.instrument import Erasure
from brink.domain.processes.models import Round
from brink.foundation.errors import NotNow
from brink.instruments.budget.ballot_marks import check
from brink.instruments.budget.models import Ballot
from brink.instruments.budget.queries import costs_on_list, rule_in_force
from brink.instruments.budget.round_settings import BALLOT, KEY

Marks = Mapping[int, int]


def checked(round: Round, marks: Marks) -> dict[str, int]:
    """Return marks as they are stored, or raise one sentence: not ready yet, not on the list, or against the rule.

    Two queries.
    """
    rule = rule_in_force(round)
    if rule is None:
        raise NotNow(_("Stemmen kan nu niet. De plannen staan nog niet vast."))
    check(rule, marks, costs_on_list(round))
    return {str(number): mark for number, mark in sorted(marks.items())}


def cast(*, round: Round, token: str, marks: Marks) -> Receipt:
    """Count the ballot of one device; the same device again writes over it and gets the same receipt.

    Raises BadInput, and NotNow outside the days of the round and for whoever withdrew; nothing is stored then.
    """
    with signalling(round, Ballot, kind=BALLOT, token=token) as ballot:
        ballot.session.choices = checked(round, marks)
        ballot.session.save(update_fields=("choices",))
    return ballot.receipt


@dataclass(frozen=True, slots=True)
class Told:
    """A ballot that somebody else writes down: by which channel, on which day, by whom, and what its giver showed."""

    channel: str
    heard_on: date
    officer: Account
    actor: Actor
    key: str | None
    code: str = ""
    proof: Proof | None = None


def write_down(*, round: Round, marks: Marks, told: Told) -> Receipt:
    """Count a ballot that came on paper or by phone: without a device, with its own code. A key acts once."""
    values = (("choices", checked(round, marks)),)
    words = Words(kind=BALLOT, channel=told.channel, wordless=True, publicity=Publicity.CLOSED, heard_on=told.heard_on)
    with hold_open(round):
        return give(
            round=round, words=words, actor=told.actor, key=told.key, entered_by=told.officer,
            printed_code=told.code, proof=told.proof, detail=SessionSheet(round.pk, KEY, values),
        )  # fmt: skip


def write_down_sheet(round: Round, marks: Marks, sheet: Sheet) -> Receipt:
    """Count a sheet of paper."""
    told = Told(Channel.PAPER, sheet.filled_on, sheet.officer, sheet.actor, sheet.key, sheet.code, sheet.proof)
    return write_down(round=round, marks=marks, told=told)


def correct(contribution: Contribution, marks: Marks) -> None:
    """Put these marks in the place of what was typed wrongly from a sheet; a part of the act that corrects."""
    assert contribution.round is not None
    ballot = Ballot.objects.select_for_update().get(tenant=contribution.tenant_id, contribution=contribution)
    ballot.choices = checked(contribution.round, marks)
    ballot.save(update_fields=("choices",))


def erase(contribution_ids: Sequence[UUID]) -> Erasure:
    """Empty the choices and the device of these ballots: what was counted at closing stands without them."""
    rows = Ballot.objects.filter(contribution_id__in=list(contribution_ids))
    return Erasure(rows=rows.update(participant=None, choices={}), fields=("participant", "choices"))
