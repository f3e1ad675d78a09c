"""Who may open which page about decisions and commitments."""

from datetime import timedelta
from typing import Any

from tests.safety.address import KEY, Address, Kwargs, Who, desk, everybody, slug
from tests.safety.filled_body import Things

from brink.domain.commitments import services as commitment_services
from brink.domain.decisions import commitments
from brink.domain.decisions.models import Decision, DecisionKind, Involvement
from brink.domain.decisions.permissions import DECISION_PUBLISH, DECISION_WRITE, INVOLVEMENT_WRITE
from brink.domain.journal.services import Actor
from brink.domain.people.permissions import BODY_WRITE, MEMBERS_WRITE
from brink.domain.processes.models import Process
from brink.foundation import clock

STAFF = Actor(role="officer")


def _decision(things: Things) -> Kwargs:
    return {"slug": things.decision.slug}


def _day(things: Things) -> Kwargs:
    decision = things.decision
    return {"body": decision.tenant.slug, "organ": decision.organ.slug, "day": decision.on.isoformat()}


def _vote(things: Things) -> Kwargs:
    # Of a vote that there is not: what is told of one that there is, stands in test_voters.
    return {"slug": things.decision.slug, "pk": things.decision.pk}


def _no_question(things: Things) -> Kwargs:
    # Whoever has a seat finds the page of a question that there is: test_positions tells of those.
    return {"slug": f"niet-{things.process.slug}"}


def _own_vote(things: Things) -> Kwargs:
    return {"pk": things.decision.pk}


ADDRESSES = {
    "decisions:index": everybody(),
    "decisions:detail": Address(Who.READERS, lambda things: {"slug": things.decision.slug}),
    "decisions:signpost": Address(Who.READERS, lambda things: {"slug": things.decision.slug}),
    "decisions:lists": everybody(),
    # A list holds what is public of its day (test_lists), so it stands there whatever is hidden besides.
    "decisions:one_list": Address(Who.EVERYBODY, _day),
    "decisions:desk_index": Address(Who.ANY_DESK),
    "decisions:start": desk(lambda things: {"process": things.process.slug}, act=DECISION_WRITE),
    "decisions:commitment": desk(lambda things: {"pk": things.more["decided"].pk}, shown=301, hidden=301),
    "decisions:desk": desk(
        lambda things: {"slug": things.decision.slug},
        act=DECISION_WRITE,
        data={"section": "text", "text": "Iets anders."},
    ),
    "decisions:group": desk(_vote, shown=404, hidden=404),
    "decisions:ask_group": desk(_vote, get=False),
    "decisions:position": Address(Who.DESK, _no_question, shown=404, hidden=404),
    "decisions:group_position": Address(Who.DESK, _no_question, shown=404, hidden=404),
    "decisions:kinds": Address(Who.ANY_DESK, nobody=302, post=True, desk=frozenset({"admin"})),
    "decisions:kind": desk(
        lambda things: {"pk": things.more["kind"].pk}, act=BODY_WRITE,
        data={**KEY, "name": "Een subsidie", "level": "officer", "ground": "mandaatbesluit"},
    ),
    "decisions:drop_kind": desk(lambda things: {"pk": things.more["kind"].pk}, get=False, act=BODY_WRITE, data=KEY),
    "decisions:involvements": desk(slug, act=INVOLVEMENT_WRITE, data={**KEY, "what": "Een dorpstafel"}),
    "decisions:attendance": desk(
        lambda things: {"pk": things.more["expected"].pk}, act=INVOLVEMENT_WRITE, data={**KEY, "attendance": "present"}
    ),
    "decisions:drop_involvement": desk(
        lambda things: {"pk": things.more["expected"].pk}, get=False, act=INVOLVEMENT_WRITE, data=KEY
    ),
    "decisions:own_themes": Address(Who.DESK, _own_vote, shown=404, hidden=404),
    "decisions:group_themes": desk(
        lambda things: {"pk": things.more["group"].pk}, act=MEMBERS_WRITE, data=KEY
    ),
    "decisions:own_words": Address(Who.DESK, _own_vote, shown=404, hidden=404),
    "decisions:discard": desk(_decision, shown=302, hidden=302, act=DECISION_WRITE, data=KEY, only_who_may=True),
    "decisions:publish": desk(
        lambda things: {"slug": things.decision.slug}, shown=409, hidden=409,
        act=DECISION_PUBLISH, only_who_may=True,
    ),
    "decisions:correct": desk(_decision, hidden=404, act=DECISION_WRITE),
    "decisions:publish_correction": desk(_decision, shown=404, hidden=404),
    "decisions:drop_correction": desk(_decision, get=False),
}


def make_things(process: Process, rounds: dict[str, Any], mark: str) -> dict[str, Any]:
    """Promise something with the decision of the question; public when the decision will be."""
    row = commitments.promise(
        decision=Decision.objects.get(process=process), title=f"Een bus in {process.slug}{mark}",
        receiver="Dorpsbelang", owner=process.owner, due_on=clock.today() + timedelta(days=90), actor=STAFF,
    )  # fmt: skip
    if not mark:
        commitment_services.publish(row=row, actor=STAFF, key=None)
    expected = Involvement.objects.create(
        tenant=process.tenant, created_at=clock.now(), process=process, phase=process.phase, person=process.owner,
        on=clock.today(), what=f"Dorpstafel {process.slug}",
    )  # fmt: skip
    kind = DecisionKind.objects.create(
        tenant=process.tenant, created_at=clock.now(), name=f"Subsidie {process.slug}", level="officer", ground="art. 4"
    )
    return {"decided": row, "expected": expected, "kind": kind}
