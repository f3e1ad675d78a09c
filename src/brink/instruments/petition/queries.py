"""Reads of petitions; each says how many queries it takes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from brink.domain.people.models import Body
from brink.domain.places.models import Area
from brink.domain.places.queries import within
from brink.domain.processes.models import Round
from brink.domain.processes.states import RoundState, round_state
from brink.foundation import clock
from brink.foundation.visibility import ANYONE, DESK, Viewer, visible
from brink.instruments.petition.models import Check, Collection, Proposal, RuleSet, Scheduling, Support
from brink.instruments.petition.round_settings import KEY, Settings
from brink.instruments.petition.states import STATE_NAMES, Facts, State, state

CLOSED = (RoundState.OVER, RoundState.CLOSED)
FEW, MOST_PLACES = 60, 80


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one round of support stands, read once."""

    round: Round
    settings: Settings
    collection: Collection | None
    checks: Sequence[Check]
    scheduling: Scheduling | None
    state: State

    @property
    def name(self) -> str:
        """Return its state in words."""
        return str(STATE_NAMES[self.state])

    @property
    def told(self) -> int:
        """Return how many people the public is told of: whole tens while it runs, exact from ten on afterwards."""
        found = self.collection
        if found is None:
            return 0
        if found.frozen_count is None:
            return found.told_count
        return found.frozen_count if found.frozen_count >= 10 else 0

    @property
    def exact(self) -> int:
        """Return how many there are, for the desk."""
        found = self.collection
        return 0 if found is None else found.confirmed_count if found.frozen_count is None else found.frozen_count

    @property
    def stones(self) -> int:
        """Return how many of twenty stones lie there: a picture of the count that is told."""
        return min(20, self.told * 20 // self.settings.threshold)


def standing(round: Round) -> Standing:
    """Return where a round stands. Three queries."""
    settings = Settings.of(round.settings)
    here = {"tenant_id": round.tenant_id, "round": round}
    collection = Collection.objects.filter(**here).first()
    checks = list(Check.objects.filter(**here).order_by("full"))
    scheduling = Scheduling.objects.filter(**here).first()
    passed = next((one.passed for one in checks if one.passed is not None), None)
    closed = round_state(round, clock.now()) in CLOSED
    count = 0 if collection is None else collection.confirmed_count
    if collection is not None and collection.frozen_count is not None:
        count = collection.frozen_count
    facts = Facts(
        threshold=settings.threshold, count=count, closed=closed, passed=passed,
        scheduling=scheduling.choice if scheduling else "",
        told=scheduling is not None and scheduling.told_at is not None,
    )  # fmt: skip
    return Standing(round, settings, collection, checks, scheduling, state(facts))


def own_promise(threshold: int) -> str:
    """Return what a petition promises: not what the level of its room says, but what its rules do."""
    said = _("Bij %(threshold)s geldige steunverklaringen volgt een besluit over de agenda. U leest het, met de reden.")
    return said % {"threshold": threshold}


def proposal_of(round: Round) -> Proposal | None:
    """Return the proposal that a round is about, or None for one that the desk made itself. One query."""
    rows = visible(ANYONE, Proposal.objects.filter(tenant_id=round.tenant_id, round=round))
    return rows.select_related("contribution", "rules__decider", "rules__council", "rules__area").first()


def proposal_state(proposal: Proposal) -> State:
    """Return where something handed in stands before anybody can support it; what can be supported has its round."""
    said = proposal.contribution
    return state(
        Facts(
            threshold=0, accepted=proposal.round_id is not None, refused=proposal.refused_at is not None,
            mending=bool(proposal.mend_note), withdrawn=said.withdrawn_at is not None and proposal.round_id is None,
        )
    )  # fmt: skip


def rules_in_force(body: Body) -> RuleSet | None:
    """Return the newest rules of a body, or None while it has none. One query."""
    rows = RuleSet.objects.filter(tenant=body).select_related("area", "decider", "council", "adopted_by", "tenant")
    return rows.order_by("-version").first()


def bodies_with_rules() -> QuerySet[Body]:
    """Return the bodies at which something can be handed in, by name."""
    return Body.objects.filter(pk__in=visible(ANYONE, RuleSet.objects.all()).values("tenant")).order_by("name")


def places_for(settings: Settings, area: Area | None) -> list[str]:
    """Return where somebody may say they live: the municipalities of the area, else its villages. Two queries."""
    if area is None:
        return []
    rows = Area.objects.filter(pk__in=within(area)).exclude(pk=area.pk).order_by("name").values_list("name", "kind")
    found = list(rows)
    for kind in ("municipality", "village"):
        names = [name for name, of in found if of == kind]
        if names:
            return names[:MOST_PLACES]
    return [area.name]


def area_of(round: Round) -> Area | None:
    """Return the area whose residents may support: of the rules, else of the question. One or two queries."""
    slug = Settings.of(round.settings).area
    found = Area.objects.filter(slug=slug).first() if slug else None
    return found or round.process.areas.order_by("kind", "name").first() or round.process.tenant.area


def public_petitions(body: Body, limit: int = 30) -> list[Standing]:
    """Return the petitions of a body that anybody may read, the last in front. Four queries, however many there are."""
    rounds = visible(ANYONE, Round.objects.filter(tenant=body, instrument=KEY)).select_related("process__tenant")
    found = list(rounds.order_by("-opens_at", "id")[:limit])
    return _standings(found)


def _standings(rounds: Sequence[Round]) -> list[Standing]:
    ids = [one.pk for one in rounds]
    collections = {one.round_id: one for one in Collection.objects.filter(round__in=ids)}
    decided = {one.round_id: one for one in Scheduling.objects.filter(round__in=ids)}
    checks: dict[object, list[Check]] = {}
    for check in Check.objects.filter(round__in=ids).order_by("full"):
        checks.setdefault(check.round_id, []).append(check)
    now, made = clock.now(), []
    for round in rounds:
        settings, collection = Settings.of(round.settings), collections.get(round.pk)
        scheduling = decided.get(round.pk)
        own = checks.get(round.pk, [])
        count = 0
        if collection is not None:
            count = collection.confirmed_count if collection.frozen_count is None else collection.frozen_count
        facts = Facts(
            threshold=settings.threshold, count=count, closed=round_state(round, now) in CLOSED,
            passed=next((one.passed for one in own if one.passed is not None), None),
            scheduling=scheduling.choice if scheduling else "",
            told=scheduling is not None and scheduling.told_at is not None,
        )  # fmt: skip
        made.append(Standing(round, settings, collection, own, scheduling, state(facts)))
    return made


def waiting_proposals(viewer: Viewer) -> QuerySet[Proposal]:
    """Return what was handed in at the viewer's bodies and waits for yes or no, the first in front."""
    rows = Proposal.objects.filter(
        tenant_id__in=viewer.tenants(DESK), round=None, refused_at=None, contribution__withdrawn_at=None
    )
    return rows.select_related("contribution", "tenant", "rules").order_by("created_at", "id")


def rounds_at_desk(viewer: Viewer, limit: int = 60) -> list[Standing]:
    """Return the petitions of the viewer's bodies for the desk, the last in front. Four queries."""
    rows = Round.objects.filter(tenant_id__in=viewer.tenants(DESK), instrument=KEY, opened_at__isnull=False)
    return _standings(list(rows.select_related("process__tenant").order_by("-opens_at", "id")[:limit]))


@dataclass(frozen=True, slots=True)
class Pair:
    """Declarations that may be of one person: same birth date and place, and a last name that begins alike."""

    rows: tuple[Support, ...]


def near_pairs(round: Round) -> list[Pair]:
    """Return what is worth a look, at most sixty pairs. Two queries."""
    rows = Support.objects.filter(tenant_id=round.tenant_id, round=round, state=Support.State.COUNTED)
    keys = rows.exclude(near_key="").values("near_key").annotate(n=Count("pk")).filter(n__gt=1).order_by("near_key")
    wanted = [one["near_key"] for one in keys[:FEW]]
    groups: dict[str, list[Support]] = {}
    for row in rows.filter(near_key__in=wanted).order_by("near_key", "id"):
        groups.setdefault(row.near_key, []).append(row)
    return [Pair(tuple(one)) for one in groups.values()]


def set_aside(round: Round) -> QuerySet[Support]:
    """Return the declarations that somebody at the desk said do not count."""
    rows = Support.objects.filter(tenant_id=round.tenant_id, round=round, state=Support.State.INVALID)
    return rows.order_by("id")


def step_for(standing: Standing) -> str:
    """Return in a few words what the desk does next; "" when it waits for others."""
    return {
        State.CLOSED: _("Controleer de steun"),
        State.CHECKED: _("Leg het besluit vast"),
        State.ON_AGENDA: _("Schrijf op wat er is besloten"),
        State.NOT_ON_AGENDA: _("Vertel het iedereen"),
        State.FORWARDED: _("Vertel het iedereen"),
        State.EXPIRED: _("Vertel het iedereen"),
    }.get(standing.state, "") if not _told(standing) else ""  # fmt: skip


def _told(standing: Standing) -> bool:
    if standing.scheduling is not None:
        return standing.scheduling.told_at is not None
    return standing.round.process.withdrawn_at is not None
