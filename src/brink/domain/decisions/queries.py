"""Reads about decisions."""

from datetime import timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Bundle, Landing
from brink.domain.decisions.models import Commitment, Decision, WeighingLine
from brink.domain.decisions.rules import Dissent, Record, missing
from brink.domain.processes.models import Process, RoomStatement, Round, RoundOutcome
from brink.foundation import clock
from brink.foundation.disclosure import publishable
from brink.foundation.findings import Finding
from brink.foundation.queue import QueueItem
from brink.foundation.visibility import DESK, Role, Viewer, visible


def dissenting(process: Process) -> list[Dissent]:
    """Return every dissenting group that the frozen outcomes of a process name."""
    found = []
    for frozen in RoundOutcome.objects.filter(tenant_id=process.tenant_id, round__process=process):
        for view in frozen.data.get("minority", []):
            if publishable(view["size"]):
                found.append(Dissent(str(frozen.round_id), view["key"], view["title"], view["size"]))
    return found


def record_of(decision: Decision) -> Record:
    """Gather the facts that the rules look at, in a fixed number of queries."""
    process, tenant = decision.process, decision.tenant_id
    room = RoomStatement.objects.filter(tenant_id=tenant, process=process, published_at__isnull=False).first()
    lines = list(decision.lines.all())
    interests = {line.interest_id for line in lines}
    bundles = {line.bundle_id for line in lines}
    weighed = {(str(line.round_id), line.group_key) for line in lines if line.group_key}
    options = list(decision.options.all())
    dissent = dissenting(process)
    note = getattr(decision, "minority", None)
    live = Bundle.objects.filter(tenant_id=tenant, process=process, merged_into=None, item_count__gt=0)
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
        unweighed_interests=[one.title for one in process.interests.all() if one.pk not in interests],
        unweighed_bundles=[one.title for one in live if one.pk not in bundles],
        unweighed_dissent=[one for one in dissent if (one.round_id, one.key) not in weighed],
        has_minority_note=note is not None,
        claims_no_minority=note is not None and note.none_found,
        dissenting_groups=len(dissent),
        has_advice=hasattr(decision, "advice"),
        votes=decision.votes.count(),
        open_rounds=[one.title for one in open_rounds],
    )


def findings(decision: Decision) -> list[Finding]:
    """Return what holds publication of this decision back."""
    return missing(record_of(decision))


def full(viewer: Viewer) -> QuerySet[Decision]:
    """Return the decisions this viewer may see, with everything the page shows, in a fixed number of queries."""
    lines = WeighingLine.objects.select_related("interest", "bundle", "destination")
    rows = Decision.objects.select_related("organ", "process", "tenant", "destination", "minority", "advice")
    return visible(
        viewer,
        rows.prefetch_related(
            "options",
            Prefetch("lines", queryset=lines),
            "dilemmas",
            "policy_deviations",
            "votes",
            Prefetch("commitments", queryset=Commitment.objects.select_related("owner").prefetch_related("steps")),
        ),
    )


def published(viewer: Viewer, *, search: str = "", body: str = "") -> QuerySet[Decision]:
    """Return the decisions for the public list, newest first."""
    rows = visible(viewer, Decision.objects.select_related("organ", "process", "tenant"))
    rows = rows.filter(published_at__isnull=False).order_by("-on", "-id")
    if search:
        rows = rows.filter(Q(title__icontains=search) | Q(explanation__icontains=search))
    return rows.filter(tenant__slug=body) if body else rows


def landed_here(decision: Decision) -> int:
    """Return how many voices came down in this decision or one of its weighing lines."""
    places = [decision.destination_id, *(line.destination_id for line in decision.lines.all())]
    return Landing.objects.filter(
        tenant_id=decision.tenant_id, current=True, answer__destination_id__in=places
    ).count()


def desk_items(viewer: Viewer) -> list[QueueItem]:
    """Return what waits: decisions in the making, and commitments that are due."""
    tenants = viewer.tenants(DESK)
    if not tenants:
        return []
    today = clock.today()
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
    due = Commitment.objects.filter(tenant_id__in=tenants, kept=None, due_on__lte=today + timedelta(days=14))
    for commitment in due.select_related("process", "owner")[:50]:
        items.append(
            QueueItem(
                key=f"commitment-{commitment.pk}",
                tenant_id=commitment.tenant_id,
                title=_("Toezegging: %(text)s") % {"text": commitment.text},
                where=f"{commitment.process.title}, {commitment.owner.name}",
                act=_("Werk bij"),
                address=reverse("decisions:commitment", args=[commitment.pk]),
                due=commitment.due_on,
            )
        )
    return items


def of_process(viewer: Viewer, process: Process) -> list[Decision]:
    """Return the published decisions of a process with all their parts, oldest first, for the story page."""
    rows = full(viewer).filter(tenant_id=process.tenant_id, process=process, published_at__isnull=False)
    return list(rows.order_by("on"))


def initial_lines(decision: Decision) -> list[dict[str, Any]]:
    """Return a start for each weighing line that is still missing, so that nobody types a name twice."""
    record = record_of(decision)
    interests = {one.title: one for one in decision.process.interests.all()}
    bundles = {one.title: one for one in decision.process.bundles.filter(merged_into=None)}
    start: list[dict[str, Any]] = []
    start += [{"interest": interests[title], "who": title} for title in record.unweighed_interests]
    start += [{"bundle": bundles[title], "who": title} for title in record.unweighed_bundles]
    start += [{"round_id": one.round_id, "group_key": one.key, "who": one.title} for one in record.unweighed_dissent]
    return start
