"""The lists of a decision: options, dilemmas and votes. Saving one keeps its rows by id: updates, adds and removes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.decisions.models import Decision, Dilemma, GroupReason, GroupVote, Option
from brink.domain.decisions.services.drafting import about, draft_only
from brink.domain.decisions.voters import Counted, Voter, faults, named, voters
from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.foundation import clock
from brink.foundation.errors import BadInput

# Numbers of rows that are on their way to another place in the list.
ASIDE = 1_000


@dataclass(frozen=True, slots=True)
class Choice:
    """An option on the table; `id` of the row that it was before, None for a new one."""

    title: str
    consequences: str
    nothing: bool = False
    chosen: bool = False
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class HardChoice:
    """A dilemma with what tipped the balance; `id` of the row that it was before, None for a new one."""

    text: str
    choice: str
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Vote:
    """The vote of one group; `id` of the row that it was before, None for a new one."""

    group: str
    in_favour: int
    against: int
    id: UUID | None = None


@act("decision.options", Decision, on="decision", part=True)
def set_options(
    *, decision: Decision, choices: Sequence[Choice], actor: Actor, key: str | None = None, seen: int | None = None
) -> Done[Decision]:
    """Bring the options in line with this list, in order. One at most is chosen, one at most is doing nothing."""
    draft_only(decision)
    if any(not one.title.strip() for one in choices):
        raise BadInput(_("Geef elke keuze een titel."))
    if sum(one.chosen for one in choices) > 1:
        raise BadInput(_("Wijs één keuze aan die het is geworden."))
    if sum(one.nothing for one in choices) > 1:
        raise BadInput(_("‘Niets doen’ kan maar één keer in de lijst staan."))
    # Marks and numbers leave their old rows first: they may go to another, and each stands once.
    decision.options.update(number=F("number") + ASIDE, chosen=False, nothing=False)
    wanted = [
        (
            one.id,
            {
                "number": number,
                "title": one.title,
                "consequences": one.consequences,
                "nothing": one.nothing,
                "chosen": one.chosen,
            },
        )
        for number, one in enumerate(choices, start=1)
    ]
    _keep(Option, decision, wanted)
    return Done(decision, about(decision, options=len(choices)))


@act("decision.dilemmas", Decision, on="decision", part=True)
def set_dilemmas(
    *, decision: Decision, dilemmas: Sequence[HardChoice], actor: Actor, key: str | None = None, seen: int | None = None
) -> Done[Decision]:
    """Bring the dilemmas in line with this list, in order."""
    draft_only(decision)
    decision.dilemmas.update(number=F("number") + ASIDE)
    wanted = [
        (one.id, {"number": number, "text": one.text, "choice": one.choice})
        for number, one in enumerate(dilemmas, start=1)
    ]
    _keep(Dilemma, decision, wanted)
    return Done(decision, about(decision, dilemmas=len(dilemmas)))


@act("decision.votes", Decision, on="decision", part=True)
def set_votes(
    *, decision: Decision, votes: Sequence[Vote], actor: Actor, key: str | None = None, seen: int | None = None
) -> Done[Decision]:
    """Bring the vote per fractie in line with this list: of fracties that were there on the day of the decision.

    Never more votes than a fractie, or the whole organ, has seats; the votes of one fractie may be split.
    """
    draft_only(decision)
    there = voters(decision)
    for fault in faults(decision, there, [Counted(one.group, one.in_favour, one.against) for one in votes]):
        raise BadInput(fault)
    total = sum(one.in_favour + one.against for one in votes)
    if decision.organ.seats is not None and total > decision.organ.seats:
        organ = decision.organ
        sentence = ngettext(
            "U telt %(total)d stemmen. %(organ)s heeft %(seats)d zetels.",
            "U telt %(total)d stemmen. %(organ)s hebben %(seats)d zetels.",
            organ.number,
        )
        raise BadInput(sentence % {"total": total, "organ": organ.opening, "seats": organ.seats})
    if len({" ".join(one.group.lower().split()) for one in votes}) != len(votes):
        raise BadInput(_("Elke fractie mag één keer in de lijst staan."))
    _keep_words(decision, votes)
    names = {one.id: one.group for one in votes}
    for row in decision.votes.all():
        # A name leaves its old row first: two groups may have been entered the wrong way round.
        if names.get(row.pk) != row.group:
            GroupVote.objects.filter(pk=row.pk).update(group=str(row.pk))
    wanted = [
        (one.id, {**_voter(there, one.group), "in_favour": one.in_favour, "against": one.against}) for one in votes
    ]
    _keep(GroupVote, decision, wanted)
    return Done(decision, about(decision, groups=len(votes)))


def _voter(there: Sequence[Voter] | None, name: str) -> dict[str, Any]:
    """Return the columns of who voted: the fractie with the name that it has, or a name alone."""
    found = named(there, name)
    return {"group": found.group.name if found else name, "council_group": found.group if found else None}


def _keep_words(decision: Decision, votes: Sequence[Vote]) -> None:
    """Refuse to lose why a fractie was against: its words go first, and by whoever wrote them."""
    still = {one.id: one for one in votes if one.against}
    for said in GroupReason.objects.filter(tenant_id=decision.tenant_id, decision=decision).select_related("vote"):
        now = still.get(said.vote_id)
        if now is not None and now.group.lower() == said.vote.group.lower():
            continue
        if said.argument:
            text = _("Bij %(group)s staat al waarom zij tegen was. Maak dat eerst leeg.")
            raise BadInput(text % {"group": said.vote.group})
        said.delete()


def _keep(model: type[Model], decision: Decision, wanted: Sequence[tuple[UUID | None, Mapping[str, Any]]]) -> None:
    """Update the rows that are named by id, add the others, remove what is left out.

    An id that this decision does not have (any more) counts as none: what was typed is kept as a new row.
    """
    rows = model._default_manager.filter(tenant_id=decision.tenant_id, decision=decision)
    present = set(rows.values_list("pk", flat=True))
    ids = [pk for pk, _columns in wanted if pk in present]
    if len(set(ids)) != len(ids):
        raise BadInput(_("Een regel staat twee keer in het formulier. Ververs de pagina."))
    rows.exclude(pk__in=ids).delete()
    now = clock.now()
    for pk, columns in wanted:
        if pk in present:
            rows.filter(pk=pk).update(**columns)
        else:
            model._default_manager.create(tenant_id=decision.tenant_id, created_at=now, decision=decision, **columns)
