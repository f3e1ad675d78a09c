"""Reads about decisions."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Bundle, Contribution
from brink.domain.contributions.queries.told import given
from brink.domain.decisions.models import (
    ChosenTheme,
    Decision,
    DecisionCommitment,
    DecisionKind,
    Erratum,
    GroupReason,
    GroupVote,
    Involvement,
    MinorityNote,
    WeighingLine,
)
from brink.domain.decisions.points import decision_blocks, decision_findings
from brink.domain.decisions.principles import holes
from brink.domain.decisions.publication_checks import Dissent, Record, Unweighed, Weighed, missing
from brink.domain.decisions.subjects import Subject
from brink.domain.decisions.voters import Counted, faults, voters
from brink.domain.journal.models import Entry
from brink.domain.people.models import Membership, Person
from brink.domain.people.queries import current
from brink.domain.processes.models import Interest, Process, RoomStatement, Round
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
from brink.foundation import clock
from brink.foundation.disclosure import publishable
from brink.foundation.findings import Finding
from brink.foundation.queue import QueueItem
from brink.foundation.search.finding import narrow
from brink.foundation.visibility import ANYONE, DESK, Role, Viewer, visible

# The texts of a weighing line that speak of one thing at stake, and the fewest words that can be somebody's.
TEXTS = ("norm_side", "value_side", "done", "reason")
LEAST_QUOTED = 4
# A fractie that was asked has this long before its silence is told.
DAYS_TO_SPEAK = 7


def dissenting(process: Process) -> list[Dissent]:
    """Return every dissenting group that the frozen outcomes of a process name."""
    found = []
    rounds = Round.objects.filter(tenant_id=process.tenant_id, process=process, frozen_outcome__isnull=False)
    for round in rounds.select_related("frozen_outcome"):
        outcome = frozen_outcome(round)
        for view in outcome.minority if outcome is not None else ():
            if publishable(view.size):
                found.append(Dissent(str(round.pk), view.key, view.title, view.size, view.sources))
    return found


@dataclass(frozen=True, slots=True)
class Stake:
    """Something that a decision has to weigh: what it is, by identity, and how it is called."""

    subject: Subject
    title: str
    row: Interest | Bundle | None = None
    size: int = 0


def stakes(decision: Decision, dissent: Sequence[Dissent]) -> list[Stake]:
    """Return everything that this decision has to weigh: interests, bundles and dissenting groups. Two queries."""
    process = decision.process
    live = Bundle.objects.filter(tenant_id=decision.tenant_id, process=process, merged_into=None, item_count__gt=0)
    return [
        *(Stake(Subject.of_interest(one.pk), one.title, one) for one in process.interests.all()),
        *(Stake(Subject.of_bundle(one.pk), one.title, one) for one in live),
        *_groups(dissent),
    ]


def _groups(dissent: Sequence[Dissent]) -> list[Stake]:
    return [Stake(Subject.of_group(one.round_id, one.key), one.title, size=one.size) for one in dissent]


def subject_of(line: WeighingLine) -> Subject | None:
    """Return what a line is about; None when it is about nothing that is on the list."""
    if line.interest_id:
        return Subject.of_interest(line.interest_id)
    if line.bundle_id:
        return Subject.of_bundle(line.bundle_id)
    return Subject.of_group(line.round_id, line.group_key) if line.round_id else None


def unweighed(decision: Decision, dissent: Sequence[Dissent]) -> list[Stake]:
    """Return what has no weighing line yet, in the order in which the desk page asks for it."""
    weighed = {subject_of(line) for line in decision.lines.all()}
    return [one for one in stakes(decision, dissent) if one.subject not in weighed]


def stake_of(decision: Decision, subject: Subject) -> Stake | None:
    """Return this thing when it is an interest, a bundle or a dissenting group of the process of the decision."""
    process = decision.process
    if subject.kind == "group":
        return next((one for one in _groups(dissenting(process)) if one.subject == subject), None)
    rows: QuerySet[Any] = process.interests.all() if subject.kind == "interest" else process.bundles.all()
    row = rows.filter(pk=subject.id).first()
    return Stake(subject, row.title, row) if row else None


def line_about(decision: Decision, subject: Subject) -> WeighingLine | None:
    """Return the line of a decision about this, if there is one."""
    return decision.lines.filter(**subject.columns()).first()


def record_of(decision: Decision) -> Record:
    """Gather the facts that the rules look at, in a fixed number of queries."""
    process, tenant = decision.process, decision.tenant_id
    room = RoomStatement.objects.filter(tenant_id=tenant, process=process, published_at__isnull=False).first()
    options = list(decision.options.all())
    dissent = dissenting(process)
    note, votes = getattr(decision, "minority", None), list(decision.votes.all())
    open_rounds = Round.objects.filter(tenant_id=tenant, process=process, opened_at__isnull=False, closed_at=None)
    return Record(
        level=room.level if room else "",
        is_council=decision.organ.role == Role.COUNCIL,
        competence=decision.competence,
        text=decision.text,
        explanation=decision.explanation,
        has_evaluation=decision.evaluation_on is not None,
        options=len(options),
        has_nothing=any(option.nothing for option in options),
        chosen=sum(option.chosen for option in options),
        unweighed=[
            Unweighed(one.subject.kind, one.title, one.subject.name, one.size) for one in unweighed(decision, dissent)
        ],
        has_minority_note=note is not None,
        claims_no_minority=note is not None and note.none_found,
        dissenting_groups=len(dissent),
        has_advice=hasattr(decision, "advice"),
        votes=len(votes),
        vote_faults=_vote_faults(decision, votes) if votes else (),
        silent=silent(votes),
        left_to=decision.kind.get_level_display() if decision.kind is not None and _elsewhere(decision) else "",
        open_rounds=[one.title for one in open_rounds],
        weighed=[
            Weighed(one.who, f"line-{one.pk}", {name: getattr(one, name) for name in TEXTS})
            for one in decision.lines.all()
        ],
        unanswered=holes(decision.principles.answers if hasattr(decision, "principles") else {}),
        quotes_outsider=note is not None and _outsider(note, dissent),
    )


def _elsewhere(decision: Decision) -> bool:
    """Tell whether a kind of decision is the council's and another takes it, or the other way round."""
    assert decision.kind is not None
    of_council = decision.kind.level == DecisionKind.Level.COUNCIL
    return of_council != (decision.organ.role == Role.COUNCIL)


def _vote_faults(decision: Decision, votes: Iterable[GroupVote]) -> list[str]:
    counted = [Counted(one.group, one.in_favour, one.against) for one in votes]
    return faults(decision, voters(decision), counted)


def silent(votes: Iterable[GroupVote]) -> list[str]:
    """Return the fracties that were against of which nothing is told: neither why, nor that they were long asked."""
    return [one.group for one in votes if one.against and not _is_told(said_of(one))]


def _is_told(said: GroupReason | None) -> bool:
    asked = clock.today() - timedelta(days=DAYS_TO_SPEAK)
    return said is not None and bool(said.argument or (said.asked_on and said.asked_on <= asked))


def said_of(vote: GroupVote) -> GroupReason | None:
    """Return why a fractie was against, as far as there is anything of it."""
    return getattr(vote, "group_reason", None)


def _outsider(note: MinorityNote, dissent: Sequence[Dissent]) -> bool:
    """Tell whether a note quotes somebody who stands behind none of the groups that see it otherwise."""
    behind = {source for one in dissent for source in one.sources}
    return note.quoted_id is not None and bool(behind) and str(note.quoted_id) not in behind


def quoted_in(decision: Decision, words: str) -> Contribution | None:
    """Return the public contribution to this question in which these words literally stand, or None.

    One that a dissenting group rests on goes before another. Fewer than four words are nobody's in particular.
    """
    if len(words.split()) < LEAST_QUOTED:
        return None
    rows = Contribution.objects.filter(tenant_id=decision.tenant_id, process_id=decision.process_id)
    holding = [row for row in visible(ANYONE, rows.filter(text__contains=words)).order_by("id") if words in row.text]
    behind = {source for one in dissenting(decision.process) for source in one.sources}
    return min(holding, key=lambda row: str(row.pk) not in behind, default=None)


def findings(decision: Decision) -> list[Finding]:
    """Return what holds publication of this decision back, in the eyes of the apps above too."""
    return [*missing(record_of(decision)), *(one for ask in decision_findings.all() for one in ask(decision))]


def corrections() -> "Prefetch[str, QuerySet[Erratum], str]":
    """Return what loads the published corrections of decisions as `corrections`, oldest first. One query."""
    rows = Erratum.objects.filter(published_at__isnull=False).order_by("number")
    return Prefetch("errata", queryset=rows, to_attr="corrections")


def full(viewer: Viewer) -> QuerySet[Decision]:
    """Return the decisions this viewer may see, with everything the page shows, in a fixed number of queries."""
    lines = WeighingLine.objects.select_related("interest", "bundle", "destination")
    tied = ("organ", "process", "tenant", "destination", "minority__quoted", "advice", "kind", "principles")
    ties = (block.tie for block in decision_blocks.all() if block.tie)
    rows = Decision.objects.select_related(*tied, *ties)
    record = "commitment__record__"
    promised = DecisionCommitment.objects.select_related(f"{record}owner_team", f"{record}owner_person")
    return visible(
        viewer,
        rows.prefetch_related(
            "options",
            Prefetch("lines", queryset=lines),
            "dilemmas",
            "policy_deviations",
            Prefetch("votes", queryset=GroupVote.objects.select_related("group_reason", "council_group")),
            corrections(),
            Prefetch("promised", queryset=visible(viewer, promised)),
        ),
    )


def published(viewer: Viewer, *, search: str = "", body: str = "") -> QuerySet[Decision]:
    """Return the decisions for the public list, newest first."""
    rows = visible(viewer, Decision.objects.select_related("organ", "process", "tenant"))
    rows = rows.filter(published_at__isnull=False).order_by("-on", "-id")
    if search:
        rows = narrow(rows, search)
    return rows.filter(tenant__slug=body) if body else rows


def landed_here(decision: Decision) -> int:
    """Return how many voices came down in this decision or one of its weighing lines."""
    places = [decision.destination_id, *(line.destination_id for line in decision.lines.all())]
    return given().filter(tenant_id=decision.tenant_id, answer__destination_id__in=places).count()


def attended(viewer: Viewer, decision: Decision) -> list[Involvement]:
    """Return who with a seat was there, or not and why, in each phase of the question of a decision. One query."""
    rows = visible(viewer, Involvement.objects.filter(tenant_id=decision.tenant_id, process=decision.process_id))
    rows = rows.exclude(attendance="").select_related("person", "phase")
    return list(rows.order_by("phase__number", "on", "id"))


def desk_items(viewer: Viewer) -> list[QueueItem]:
    """Return what waits: decisions in the making."""
    tenants = viewer.tenants(DESK)
    if not tenants:
        return []
    items = []
    drafts = Decision.objects.filter(tenant_id__in=tenants, published_at=None).select_related("process")
    for decision in drafts[:50]:
        items.append(
            QueueItem(
                key=f"decision-{decision.pk}",
                tenant_id=decision.tenant_id,
                title=_("Besluit afmaken: %(title)s") % {"title": decision.title},
                where=decision.process.title,
                act=_("Werk verder"),
                address=reverse("decisions:desk", args=[decision.slug]),
                due=decision.on,
            )
        )
    return items


def of_process(viewer: Viewer, process: Process) -> list[Decision]:
    """Return the published decisions of a process with all their parts, oldest first, for the story page."""
    rows = full(viewer).filter(tenant_id=process.tenant_id, process=process, published_at__isnull=False)
    return list(rows.order_by("on"))


def initial_lines(decision: Decision) -> list[dict[str, Any]]:
    """Return a start for each weighing line that is still missing, so that nobody types a name twice."""
    return [about(one) for one in missing_stakes(decision)]


def missing_stakes(decision: Decision) -> list[Stake]:
    """Return what has no weighing line yet."""
    return unweighed(decision, dissenting(decision.process))


def about(stake: Stake) -> dict[str, Any]:
    """Return the arguments of a line about this, with the name that its form starts with."""
    tie = {stake.subject.kind: stake.row} if stake.row else stake.subject.columns()
    return {**tie, "who": stake.title[:160]}


def versions(decision: Decision) -> Counter[tuple[UUID, str]]:
    """Count the changes of a decision and of its lines, by row and kind: what `version_of` says, in one query."""
    ids = [decision.pk, *(line.pk for line in decision.lines.all())]
    rows = Entry.objects.filter(tenant_id=decision.tenant_id, subject_id__in=ids).order_by()
    return Counter(
        {(row, kind): number for row, kind, number in rows.values_list("subject_id", "kind").annotate(Count("id"))}
    )


def colleague(decision: Decision, account_id: UUID | None) -> str:
    """Return the name under which somebody works for the body of a decision; empty when nobody is known by it."""
    if account_id is None:
        return ""
    rows = Person.objects.filter(tenant_id=decision.tenant_id, account_id=account_id)
    return rows.values_list("name", flat=True).first() or ""


def holders(process: Process) -> list[Person]:
    """Return the executives who have a theme of this question, by theme and name: who is responsible for it (C10)."""
    seats = Membership.objects.filter(current(clock.today()), role=Role.EXECUTIVE, person=OuterRef("person"))
    rows = ChosenTheme.objects.filter(Exists(seats), tenant_id=process.tenant_id, theme__in=process.themes.all())
    found = rows.select_related("person").order_by("theme__name", "person__name", "person_id")
    return list({one.person_id: one.person for one in found if one.person is not None}.values())
