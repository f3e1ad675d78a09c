"""What a budget brought, as decisions see it: which plans won, and for whom nothing did."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution
from brink.domain.processes.models import Round
from brink.domain.processes.outcome import MethodRun, MinorityView, Outcome, OutcomeFinding, ReachCount
from brink.foundation.disclosure import K, safe_cells
from brink.instruments.budget.ballot_marks import chosen
from brink.instruments.budget.counting import Count, count, told, without_winner
from brink.instruments.budget.models import Terms
from brink.instruments.budget.queries import ballots_of, items_of, terms_in_force
from brink.instruments.budget.round_settings import rule_of
from brink.ui.figures import euros

VERSION = "1"
LOUD = 0.2
"""From this part of all voters a plan that did not win is named as what a group wanted and did not get."""
NAMED = 3


@dataclass(frozen=True, slots=True)
class Counted:
    """A round as it was counted, with the ballots and whose they are."""

    terms: Terms
    count: Count
    ballots: Sequence[tuple[UUID, Mapping[int, int]]]
    channels: Mapping[str, int]

    @property
    def marks(self) -> list[Mapping[int, int]]:
        """Return the ballots without whose they are."""
        return [marks for _pk, marks in self.ballots]


def counted_now(round: Round) -> Counted | None:
    """Count the ballots as they are now; None while there is no rule. Four queries."""
    terms = terms_in_force(round)
    if terms is None:
        return None
    ballots = ballots_of(round)
    made = count(
        items_of(round), [marks for _pk, marks in ballots], amount_cents=terms.amount_cents, form=terms.form,
        counting=terms.counting, seed=round.seed,
    )  # fmt: skip
    ways = (
        Contribution.objects.filter(pk__in=[pk for pk, _marks in ballots]).order_by().values_list("channel", flat=True)
    )
    return Counted(terms, made, ballots, safe_cells(Counter(ways)))


def outcome_of(round: Round, made: Counted | None, details: Mapping[str, Any] | None = None) -> Outcome:
    """Return the outcome of a count. Nobody is named beside a choice: only who took part stands as a source."""
    people = told(len(made.ballots)) if made is not None else 0
    everybody = tuple(str(pk) for pk, _marks in made.ballots) if made is not None else ()
    minority = _minority(made) if made is not None else ()
    return Outcome(
        summary=_summary(made, people),
        findings=(
            OutcomeFinding("participation", _("Mensen die stemden"), people, everybody, by_design=not everybody),
            *(_winners(made) if made is not None and everybody else ()),
        ),
        minority=minority,
        minority_reason="" if minority else _("Er was geen groep van tien mensen of meer van wie geen enkel plan won."),
        reach=ReachCount(people, channels=dict(made.channels) if made is not None else {}),
        method=_method(round, made),
        details=dict(details or {}),
    )


def _method(round: Round, made: Counted | None) -> MethodRun | None:
    if made is None:
        return None
    rule = rule_of(made.terms.counting, round.seed)
    parameters = {"rule": rule.name, "utility": rule.utility, "completion": rule.completion}
    return MethodRun("budgeting", VERSION, round.seed, parameters)


def _summary(made: Counted | None, people: int) -> str:
    if made is None or not people:
        return _("Er stemden nog geen tien mensen.")
    spent = euros(made.count.outcome.cost(made.count.election))
    return _("%(people)s mensen stemden. De plannen die winnen, kosten samen %(cost)s.") % {
        "people": people,
        "cost": spent,
    }


def _winners(made: Counted) -> list[OutcomeFinding]:
    votes = made.count.votes
    return [
        OutcomeFinding(
            f"plan-{item.number}",
            _("Gewonnen: %(plan)s, %(cost)s.") % {"plan": item.title, "cost": euros(item.cost_cents)},
            told(votes[item.number]), by_design=True,
        )
        for item in (made.count.items[place] for place in made.count.outcome.winners)
    ]  # fmt: skip


def _minority(made: Counted) -> tuple[MinorityView, ...]:
    """Give a place to those of whom nothing won, and to plans that many wanted and that did not come."""
    left = without_winner(made.count, made.marks)
    found = []
    if len(left) >= K:
        wanted = Counter(number for marks in left for number in chosen(marks))
        titles = {item.number: item.title for item in made.count.items}
        most = [
            titles[number] for number, people in sorted(wanted.items(), key=lambda one: (-one[1], one[0]))
            if people >= K and number in titles
        ][:NAMED]  # fmt: skip
        said = (
            _("Zij hebben het vaakst gekozen: %(plans)s.") % {"plans": ", ".join(most)}
            if most
            else _("Zij hebben elk iets anders gekozen.")
        )
        found.append(MinorityView("without-winner", _("Van hun keuzes won geen enkel plan"), said, len(left)))
    votes, voters = made.count.votes, max(1, made.count.election.voters)
    lost = [item for item in made.count.items if item.number not in made.count.winners]
    loud = [item for item in lost if votes[item.number] >= max(K, LOUD * voters)]
    for item in sorted(loud, key=lambda one: (-votes[one.number], one.number))[:NAMED]:
        said = _("Veel mensen hebben dit plan gekozen. Het kost %(cost)s en het heeft niet gewonnen.")
        said %= {"cost": euros(item.cost_cents)}
        found.append(MinorityView(f"plan-{item.number}", item.title, said, votes[item.number]))
    return tuple(found)
