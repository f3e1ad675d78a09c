"""What people do here: ask and say; and what the desk writes down of what became of a question."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.gatherings.models import Gathering
from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.processes.instrument import Erasure
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import clean
from brink.instruments.meetings.models import Handling, Spoken, Stance
from brink.instruments.meetings.round_settings import QUESTION, SAID, Settings


@dataclass(frozen=True, slots=True)
class SpokenDetail:
    """The own row: data, so that a form that comes back with another meeting is another form."""

    gathering_id: UUID | None = None
    stance: str = ""

    def write(self, contribution: Contribution) -> None:
        """Write the row, in the transaction of giving."""
        Spoken.objects.create(
            tenant_id=contribution.tenant_id, created_at=contribution.created_at, contribution=contribution,
            gathering_id=self.gathering_id, stance=self.stance,
        )  # fmt: skip


def give_words(
    *, round: Round, words: Words, key: str | None, gathering: Gathering | None = None, stance: str = "",
    token: str | None = None, actor: Actor = RESIDENT,
) -> Receipt:  # fmt: skip
    """Take in a question for a meeting, or what somebody says there. Raises BadInput or NotNow."""
    if words.kind not in (QUESTION, SAID):
        raise BadInput(_("Kies of u iets vraagt of iets zegt."), field="what")
    if gathering is not None and gathering.event.round_id != round.pk:
        raise BadInput(_("Kies een bijeenkomst van deze ronde."), field="gathering")
    if stance not in ("", *Stance.values):
        raise BadInput(_("Kies of u voor of tegen bent, of geen van beide."), field="stance")
    detail = SpokenDetail(gathering.pk if gathering is not None else None, stance if words.kind == SAID else "")
    return give(
        round=round, words=words, actor=actor, key=key, hold_for_moderation=Settings.of(round.settings).before,
        detail=detail, token=token,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What the desk writes of a question: what was done with it, in words, and at which meeting it was asked."""

    handling: str
    text: str
    gathering: Gathering | None = None


@act("meeting.handled", Contribution, on="contribution", part=True)
def tell_handling(
    *, contribution: Contribution, told: Told, actor: Actor, key: str | None, seen: int | None = None
) -> Done[Contribution]:
    """Write down what became of a question at the meeting. Its giver reads it at once; the answer follows later.

    Raises BadInput, or NotNow for what is no question or was withdrawn.
    """
    if contribution.withdrawn_at is not None:
        raise NotNow(_("Wie dit heeft gevraagd, heeft de vraag ingetrokken."))
    if contribution.kind != QUESTION:
        raise NotNow(_("Alleen een vraag krijgt hier een antwoord."))
    if told.handling not in Handling.values:
        raise BadInput(_("Kies wat er met de vraag is gedaan."), field="handling")
    if told.gathering is not None and told.gathering.event.round_id != contribution.round_id:
        raise BadInput(_("Kies een bijeenkomst van deze ronde."), field="gathering")
    text = clean(
        told.text, limit=2_000, empty=_("Schrijf op wat erop is gezegd, of wie er nu over gaat."),
        too_long=_("Maak dit korter dan 2.000 tekens."),
    )  # fmt: skip
    row = Spoken.objects.filter(contribution=contribution).first() or Spoken(
        tenant_id=contribution.tenant_id, created_at=clock.now(), contribution=contribution
    )
    row.handling, row.handling_text, row.handled_at = told.handling, text, clock.now()
    row.gathering = told.gathering or row.gathering
    row.save()
    return Done(contribution, {"process": str(contribution.process_id), "handling": told.handling}, public=True)


def erase(contribution_ids: Sequence[UUID]) -> Erasure:
    """Empty what was said on these questions and which side was taken; the rows stay and count."""
    rows = Spoken.objects.filter(contribution_id__in=contribution_ids)
    number = rows.update(stance="", handling="", handling_text="", handled_at=None)
    return Erasure(rows=number, fields=("stance", "handling", "handling_text"))
