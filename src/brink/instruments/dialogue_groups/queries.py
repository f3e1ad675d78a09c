"""Reads of dialogue groups; what the public reads goes through the one visibility function."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from brink.domain.contributions.models import Contribution
from brink.domain.decisions.models import Decision
from brink.domain.people.models import Membership, Person
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.visibility import ANYONE, ELECTED, Viewer, visible
from brink.instruments.dialogue_groups.models import (
    CouncilFrame,
    DialogueGroup,
    Dissent,
    FrameLine,
    GroupMember,
    GroupProposal,
    Intervention,
    LineCheck,
    Naming,
    QuarterReport,
)
from brink.instruments.dialogue_groups.states import NAMES, Facts, Stage, due_on, overdue, stage


def _held_seats() -> QuerySet[Membership]:
    today = clock.today()
    rows = Membership.objects.filter(role__in=ELECTED, starts__lte=today)
    return rows.filter(Q(ends__isnull=True) | Q(ends__gte=today))


def may_break_silence(round: Round) -> QuerySet[Person]:
    """Return the people of council and executive of the body of a round."""
    seats = _held_seats().filter(tenant=round.tenant_id)
    return Person.objects.filter(tenant=round.tenant_id, pk__in=seats.values("person")).order_by("name")


def has_seat_by_mail(tenant_id: UUID, email: str) -> bool:
    """Tell whether an e-mail address is that of somebody in council or executive. One query."""
    seats = _held_seats().filter(tenant=tenant_id)
    known = Q(person__email__iexact=email) | Q(person__account__email__iexact=email)
    return seats.filter(known).exists()


def has_seat(viewer: Viewer, round: Round) -> bool:
    """Tell whether whoever looks has a seat in council or executive of the body of a round."""
    return viewer.has(round.tenant_id, ELECTED)


def to_be_named(round: Round, decision: Decision | None = None) -> list[GroupProposal]:
    """Return the proposals about which the council still has to decide, in order; those of this draft too."""
    answered = Naming.objects.filter(proposal=OuterRef("pk"), decision__published_at__isnull=False)
    if decision is not None:
        answered = answered.exclude(decision=decision)
    rows = GroupProposal.objects.filter(tenant=round.tenant_id, round=round, withdrawn_at=None, stopped_at=None)
    return list(rows.exclude(Exists(answered)).select_related("group", "owner", "line").order_by("number"))


def council_waits(round: Round) -> bool:
    """Tell whether the groups are at work: from release until every proposal was named. At most three queries."""
    if round.opened_at is None or round.process.withdrawn_at is not None:
        return False
    return round.closed_at is None or bool(to_be_named(round))


def frame_of_council(round: Round) -> CouncilFrame | None:
    """Return by which decision the frame was set; None before release. One query."""
    return CouncilFrame.objects.filter(tenant=round.tenant_id, round=round).select_related("organ").first()


def lines_of(round: Round) -> list[FrameLine]:
    """Return the lines of the frame with what was added to them. Two queries."""
    rows = visible(ANYONE, FrameLine.objects.filter(tenant=round.tenant_id, round=round))
    return list(rows.prefetch_related("raises").order_by("number"))


def groups_of(round: Round, viewer: Viewer = ANYONE) -> list[DialogueGroup]:
    """Return the groups that this viewer may see, with their evenings. Two queries."""
    rows = visible(viewer, DialogueGroup.objects.filter(tenant=round.tenant_id, round=round))
    return list(rows.prefetch_related("evenings").order_by("number"))


def interventions_of(round: Round) -> list[Intervention]:
    """Return who of council or executive spoke all the same. One query."""
    rows = visible(ANYONE, Intervention.objects.filter(tenant=round.tenant_id, round=round))
    return list(rows.select_related("person").order_by("on", "created_at"))


def members_shown(round: Round) -> dict[UUID, list[GroupMember]]:
    """Return by group who is in it, for their kind, number and institution alone. One query."""
    rows = GroupMember.objects.filter(tenant=round.tenant_id, group__round=round, left_at=None)
    found: dict[UUID, list[GroupMember]] = {}
    for one in rows.defer("name", "email", "code_hash").order_by("group_id", "number"):
        found.setdefault(one.group_id, []).append(one)
    return found


def one_kind_only(members: Sequence[GroupMember]) -> str:
    """Return the kind when all members of a group are of one kind that is not residents; "" otherwise."""
    kinds = {one.kind for one in members}
    return next(iter(kinds)) if len(kinds) == 1 and "resident" not in kinds else ""


def facts_of(proposal: GroupProposal) -> Facts:
    """Return what is known of one proposal. At most three queries."""
    answer = Naming.objects.filter(proposal=proposal, decision__published_at__isnull=False).order_by("-created_at")
    started = getattr(proposal, "carrying_out", None) is not None
    done = QuarterReport.objects.filter(proposal=proposal, stand=QuarterReport.Stand.DONE).exists()
    return Facts(
        proposal.fits, answer.values_list("answer", flat=True).first() or "", started, done,
        proposal.stopped_at is not None, proposal.withdrawn_at is not None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One proposal with all that a page tells of it."""

    proposal: GroupProposal
    at: Stage
    naming: Naming | None
    reports: tuple[QuarterReport, ...]
    late: tuple[tuple[int, int], ...]
    reactions: int

    @property
    def stand(self) -> str:
        """Return where it stands, in words."""
        return str(NAMES[self.at])

    @property
    def started_on(self) -> date | None:
        """Return the day on which carrying out began."""
        carried = getattr(self.proposal, "carrying_out", None)
        return carried.created_at.astimezone(clock.AMSTERDAM).date() if carried is not None else None

    @property
    def late_words(self) -> list[tuple[str, int, date]]:
        """Return the quarters that should have been reported, each with its last day; a year as one writes it."""
        return [(str(year), quarter, due_on(year, quarter)) for year, quarter in self.late]


def _line(proposal: GroupProposal, naming: Naming | None, reactions: int) -> Line:
    reports = tuple(sorted(proposal.reports.all(), key=lambda one: (one.year, one.quarter)))
    carried = getattr(proposal, "carrying_out", None)
    done = any(one.stand == QuarterReport.Stand.DONE for one in reports)
    at = stage(Facts(
        proposal.fits, naming.answer if naming else "", carried is not None, done, proposal.stopped_at is not None,
        proposal.withdrawn_at is not None,
    ))  # fmt: skip
    late: list[tuple[int, int]] = []
    if carried is not None:
        begun = carried.created_at.astimezone(clock.AMSTERDAM).date()
        ended = done or proposal.stopped_at is not None
        late = overdue(begun, {(one.year, one.quarter) for one in reports}, clock.today(), ended=ended)
    return Line(proposal, at, naming, reports, tuple(late), reactions)


def _public_reactions(round: Round) -> Counter[UUID]:
    rows = visible(ANYONE, Contribution.objects.filter(tenant=round.tenant_id, round=round, withdrawn_at=None))
    return Counter(rows.order_by().exclude(groups_reaction__proposal=None).values_list(
        "groups_reaction__proposal", flat=True
    ))  # fmt: skip


def told(round: Round, *, desk: bool = False, viewer: Viewer = ANYONE) -> list[Line]:
    """Return the proposals that this viewer may see with where they stand, or for the desk all. Five queries."""
    rows = GroupProposal.objects.filter(tenant=round.tenant_id, round=round)
    rows = rows if desk else visible(viewer, rows)
    rows = rows.select_related("group", "owner", "line", "carrying_out__commitment__record").order_by("number")
    namings = Naming.objects.filter(tenant=round.tenant_id, proposal__round=round, decision__published_at__isnull=False)
    by_proposal = {one.proposal_id: one for one in namings.select_related("decision", "breach").order_by("created_at")}
    counts = _public_reactions(round)
    return [
        _line(one, by_proposal.get(one.pk), counts.get(one.pk, 0)) for one in rows.prefetch_related("reports")
    ]  # fmt: skip


def checks_of(proposal: GroupProposal) -> list[LineCheck]:
    """Return how the newest check of a proposal went, line by line. One query."""
    rows = list(LineCheck.objects.filter(proposal=proposal).select_related("line").order_by("round_of_check"))
    newest = rows[-1].round_of_check if rows else 0
    return sorted((one for one in rows if one.round_of_check == newest), key=lambda one: one.line.number)


def dissent_of(proposal: GroupProposal) -> list[Dissent]:
    """Return the words of who sees a proposal otherwise that everybody may read. One query."""
    return list(visible(ANYONE, Dissent.objects.filter(proposal=proposal)).exclude(text="").order_by("shown_at", "id"))


def reactions_to(proposal: GroupProposal | None, round: Round) -> QuerySet[Contribution]:
    """Return the reactions that everybody may read on one proposal, or on no proposal in particular; newest first."""
    rows = visible(ANYONE, Contribution.objects.filter(tenant=round.tenant_id, round=round, withdrawn_at=None))
    return rows.filter(groups_reaction__proposal=proposal).order_by("-created_at", "-id")


def all_reactions(round: Round) -> QuerySet[Contribution]:
    """Return every reaction of a round that everybody may read."""
    rows = Contribution.objects.filter(tenant=round.tenant_id, round=round, withdrawn_at=None)
    return visible(ANYONE, rows.filter(groups_reaction__isnull=False))
