"""The petitions of the demo: one that collects support, ones that wait for the desk, and ones that were decided."""

from random import Random
from typing import Any

from brink.domain.contributions.services.giving import Receipt
from brink.domain.journal.services import SYSTEM
from brink.domain.people.models import Organ
from brink.domain.people.points import Crew
from brink.domain.people.services.bodies import add_organ
from brink.domain.processes.models import Round, Theme
from brink.domain.processes.services.pausing import close_early
from brink.foundation import clock
from brink.foundation.organs import OrganKind
from brink.instruments.petition.models import Check, Proposal, RuleSet, Support
from brink.instruments.petition.person_key import read_day
from brink.instruments.petition.seeding import invented, sign
from brink.instruments.petition.services import accepting, control, proposals, rule_sets, scheduling
from brink.instruments.petition.services.proposals import Handed

STEPS = ("new", "mend", "refused", "collecting", "closed", "scheduled", "told")
"""How far a petition of the demo is, in order."""


def seed(crew: Crew, rng: Random) -> tuple[str, ...]:
    """Tell the petitions of a body for which some were written; returns codes of who handed in and who supported."""
    found = invented()["body"].get(str(crew.body.kind))
    if found is None or crew.body.area is None or not crew.body.slug.endswith(found["slug"]):
        return ()
    with crew.at(-59):
        rules = _rules(crew, found)
    codes: list[str] = []
    for one in found["petition"]:
        codes += _tell(crew, rng, rules, one)
    return tuple(codes[:4])


def _rules(crew: Crew, found: dict[str, Any]) -> RuleSet:
    decider: Organ = crew.council
    if crew.lead:
        decider = add_organ(body=crew.body, name=found["decider"], role=OrganKind.PRESIDIUM, actor=SYSTEM)
    assert crew.body.area is not None
    facts = rule_sets.RuleFacts(
        source=found["source"], adopted_by=crew.council, adopted_on=clock.today(), area=crew.body.area, decider=decider,
        council=crew.council, threshold=found["threshold"], term_weeks=found["weeks"], mail=found["mail"],
        exclusions=tuple(found["exclusions"]),
    )  # fmt: skip
    return rule_sets.adopt_rules(tenant=crew.body, facts=facts, actor=crew.clerk, key=None)


def _handed(one: dict[str, Any]) -> Handed:
    born = read_day(one["born"])
    assert born is not None
    return Handed(
        title=one["title"], asks=one["asks"], why=one["why"], name=one["name"], born=born,
        email=one["email"], show_name=one.get("show", False),
    )  # fmt: skip


def _tell(crew: Crew, rng: Random, rules: RuleSet, one: dict[str, Any]) -> list[str]:
    """Take one petition as far as it is written."""
    step = STEPS.index(one["step"])
    with crew.at(one["day"], hour=20):
        given: Receipt = proposals.hand_in(rules=rules, handed=_handed(one), key=None)
    proposal = Proposal.objects.select_related("contribution", "rules").get(contribution=given.contribution)
    if one["step"] == "new":
        return [given.code]
    with crew.at(one["day"] + 2):
        if one["step"] == "mend":
            proposals.ask_mend(proposal=proposal, note=one["note"], actor=crew.clerk, key=None)
        elif one["step"] == "refused":
            ground = rules.exclusions[one["ground"]]
            proposals.refuse(proposal=proposal, ground=ground, reason=one["reason"], actor=crew.clerk, key=None)
        else:
            themes = tuple(Theme.objects.filter(slug__in=one["themes"])) or tuple(Theme.objects.order_by("slug")[:1])
            facts = accepting.AcceptFacts(themes, crew.contact)
            proposal = accepting.accept(proposal=proposal, facts=facts, actor=crew.clerk, key=None)
    if proposal.round_id is None:
        return [given.code]
    ends = one["closes"] if step > STEPS.index("collecting") else 0
    with crew.at(ends, hour=9):
        round = Round.objects.select_related("process__tenant").get(pk=proposal.round_id)
        codes = sign(round, rng, one["people"])
    if ends:
        _closed(crew, round, one, step)
    return [given.code, *codes[:1]]


def _closed(crew: Crew, round: Round, one: dict[str, Any], step: int) -> None:
    """Close a petition that has enough support, check it, and write down what was decided."""
    with crew.at(one["closes"], hour=10):
        round = close_early(round=round, reason=invented()["closing"], actor=crew.clerk, key=None)
    if step == STEPS.index("closed"):
        return
    with crew.at(one["closes"] + 2):
        check: Check = control.draw(round=round, full=True, seed_source="", seed="", actor=crew.clerk, key=None)
        numbers = Support.objects.filter(round=round, drawn=True).values_list("number", flat=True)
        registrations = {str(number): "unknown" if number == 7 else "yes" for number in numbers}
        control.note_registrations(check=check, registrations=registrations, actor=crew.clerk, key=None)
        control.finish(check=check, second=invented()["second"], actor=crew.clerk, key=None)
    with crew.at(one["closes"] + 6):
        facts = scheduling.SchedulingFacts(
            choice=one["choice"], reason=one["scheduling"], decided_on=clock.today(), forwarded_to=one.get("to", ""),
            meeting_on=clock.today() if one["choice"] == "on_agenda" else None,
            speaking=one.get("speaking", ""), recommended=one.get("recommended", False),
        )  # fmt: skip
        scheduling.rule(round=round, facts=facts, actor=crew.clerk, key=None)
    if step == STEPS.index("told"):
        with crew.at(one["closes"] + 8):
            scheduling.tell(
                round=round, result=one.get("result", ""), result_on=clock.today(), actor=crew.clerk, key=None
            )
