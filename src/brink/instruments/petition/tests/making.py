"""A body with rules, a proposal that was handed in, and an open petition: what the tests of this folder begin with."""

from datetime import date, timedelta
from typing import Any

from tests.builders import World, make_world

from brink.domain.contributions.models import Contribution
from brink.domain.framework.levels import Level
from brink.domain.framework.models import InstrumentRule, Phase
from brink.domain.journal.services import Actor
from brink.domain.people.models import Organ
from brink.domain.processes.models import Round
from brink.domain.processes.services.rounds import close_round
from brink.domain.processes.services.standing_question import StandingFacts, open_standing, standing_of
from brink.foundation import clock
from brink.instruments.petition.models import Collection, Proposal, RuleSet, Support
from brink.instruments.petition.round_settings import KEY, SUPPORT
from brink.instruments.petition.services.accepting import AcceptFacts, accept
from brink.instruments.petition.services.proposals import Handed, hand_in
from brink.instruments.petition.services.rule_sets import RuleFacts, adopt_rules
from brink.instruments.petition.services.supporting import Declaration

CLERK = Actor(role="clerk")
GROUNDS = ("Een andere overheid gaat hierover.", "Er loopt nog bezwaar of beroep over.")
HANDED = Handed(
    title="Laat de avondbus rijden", asks="Wij vragen om een bus na zeven uur.", why="Na zeven uur rijdt er niets.",
    name="Hennie de Vries", born=date(1968, 5, 12), email="hennie@voorbeeld.invalid", show_name=True,
)  # fmt: skip


def with_kader(world: World) -> World:
    """Let the kader of a body know the right to put something on the agenda."""
    common: dict[str, Any] = {"tenant": world.body, "created_at": clock.now()}
    phase = Phase.objects.create(
        **common, framework=world.framework, key="F1", number=1, name="agenderen", purpose="Kiezen.", origin="P"
    )
    InstrumentRule.objects.create(
        **common, phase=phase, number=1, starter="inwoners", roles=["council"], name=KEY, explanation="Proef.",
        instrument=KEY, kind=InstrumentRule.Kind.PARTICIPATION, max_level=Level.ADVISE, rule="", origin="P",
    )  # fmt: skip
    return world


def rules_of(world: World, **other: Any) -> RuleSet:
    """Write down rules for a body; the council decides unless told otherwise."""
    facts: dict[str, Any] = {
        "source": "Verordening (proef), artikel 2", "adopted_by": world.council, "adopted_on": clock.today(),
        "area": world.province, "decider": world.council, "council": world.council, "threshold": 12, "mail": False,
        "exclusions": GROUNDS, **other,
    }  # fmt: skip
    return adopt_rules(tenant=world.body, facts=RuleFacts(**facts), actor=CLERK, key=None)


def open_door(world: World) -> None:
    """Open the standing question of a body."""
    if standing_of(world.body) is None:
        facts = StandingFacts(world.contact, world.executive, world.executive, clock.today())
        open_standing(tenant=world.body, facts=facts, actor=CLERK, key=None)


def handed_in(world: World, **rules: Any) -> Proposal:
    """Hand in a proposal at a body."""
    made = rules_of(world, **rules)
    open_door(world)
    given = hand_in(rules=made, handed=HANDED, key=f"handed-in-under-version-{made.version}")
    return Proposal.objects.select_related("contribution", "rules").get(contribution=given.contribution)


def opened(world: World, **rules: Any) -> Round:
    """Open a proposal for support, and return the round in which it is collected."""
    facts = AcceptFacts((world.theme,), world.contact)
    proposal = accept(proposal=handed_in(world, **rules), facts=facts, actor=CLERK, key=None)
    return Round.objects.select_related("process__tenant").get(pk=proposal.round_id)


def petition(**rules: Any) -> Round:
    """Make a body and an open petition in it."""
    return opened(with_kader(make_world()), **rules)


def person(number: int, **other: str) -> Declaration:
    """Return one of many people: a name and a birth date of their own."""
    said = {"name": f"Mens {_letters(number)}", "place": "Proefdorp", "born": "7 3 1961", **other}
    return Declaration(**said)


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(one)) for one in str(number))


def closed(round: Round) -> Round:
    """Close a petition after its last day."""
    with clock.frozen(round.closes_at + timedelta(minutes=1)):
        close_round(round=round, actor=CLERK, key=None)
    return Round.objects.select_related("process__tenant", "frozen_outcome").get(pk=round.pk)


def organ_of(round: Round) -> Organ:
    """Return the council of the body of a petition."""
    return Organ.objects.get(tenant=round.tenant_id, role="council")


def crowd(round: Round, people: int) -> None:
    """Let many support at once, straight into the tables: for what is about numbers and not about taking in."""
    common: dict[str, Any] = {"tenant_id": round.tenant_id, "created_at": clock.now(), "round": round}
    voices = Contribution.objects.bulk_create(
        [
            Contribution(**common, process_id=round.process_id, kind=SUPPORT, channel="web", publicity="closed")
            for _one in range(people)
        ],
        batch_size=500,
    )  # fmt: skip
    rows = [
        Support(**common, contribution=voice, state="counted", person_key=f"{number:064x}", name="x")
        for number, voice in enumerate(voices)
    ]
    Support.objects.bulk_create(rows, batch_size=500)
    Collection.objects.filter(round=round).update(confirmed_count=people, told_count=people - people % 10)
    Round.objects.filter(pk=round.pk).update(contribution_count=people)
