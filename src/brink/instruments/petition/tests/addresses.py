"""Who may open which page of a petition."""

from typing import Any

from tests.safety.address import KEY, Address, Kwargs, Who, desk, everybody, in_round
from tests.safety.filled_body import Things

from brink.domain.contributions.models import Contribution
from brink.domain.journal.services import Actor
from brink.domain.people.models import Organ
from brink.domain.processes.models import Process, Round
from brink.foundation import clock
from brink.instruments.petition.models import Proposal, RuleSet, Support
from brink.instruments.petition.permissions import PETITION_RULE, PETITION_WRITE
from brink.instruments.petition.round_settings import KEY as PETITION
from brink.instruments.petition.round_settings import PROPOSAL, SUPPORT
from brink.instruments.petition.services.rule_sets import RuleFacts, adopt_rules
from brink.instruments.petition.services.supporting import link_token

_round = in_round(PETITION)
GROUND = "Een andere overheid gaat hierover."


def _rules(process: Process) -> RuleSet:
    found = RuleSet.objects.filter(tenant=process.tenant).first()
    council = Organ.objects.filter(tenant=process.tenant, role="council").order_by("created_at", "id").first()
    assert council is not None
    assert process.tenant.area is not None
    facts = RuleFacts(
        source="Verordening (proef)", adopted_by=council, adopted_on=clock.today(), area=process.tenant.area,
        decider=council, council=council, threshold=12, exclusions=(GROUND,),
    )  # fmt: skip
    return found or adopt_rules(tenant=process.tenant, facts=facts, actor=Actor(role="clerk"), key=None)


def make_things(process: Process, rounds: dict[str, Round], mark: str) -> dict[str, Any]:
    """Hand in a proposal, and let one person wait for a link in the round of support, where there is one."""
    if PETITION not in rounds:
        return {}
    common = {"tenant": process.tenant, "created_at": clock.now()}
    round = rounds[PETITION]
    voice = Contribution.objects.create(
        **common, process=process, round=round, kind=PROPOSAL, channel="web", publicity="closed",
        title=f"Avondbus{mark}", text=f"Laat de bus rijden bij {process.slug}{mark}",
    )  # fmt: skip
    proposal = Proposal.objects.create(
        **common, contribution=voice, rules=_rules(process), why="Er rijdt niets.", mend_note="Noem de lijn."
    )
    waits = Support.objects.create(
        **common, round=round, name="Mens A", place="Proefdorp", born="1961-03-07", email="a@voorbeeld.invalid",
        expires_at=round.closes_at,
    )  # fmt: skip
    known = Contribution.objects.create(
        **common, process=process, round=round, kind=SUPPORT, channel="web", publicity="closed"
    )
    aside = Support.objects.create(
        **common, round=round, contribution=known, state="invalid", invalid_reason="Dezelfde persoon.", name="Mens B"
    )
    return {"proposal": proposal, "waits": waits, "aside": aside}


def _proposal(things: Things) -> Kwargs:
    return {"pk": things.more["proposal"].pk}


def _token(things: Things) -> Kwargs:
    return {**_round(things), "token": link_token(things.more["waits"])}


def _aside(things: Things) -> Kwargs:
    return {**_round(things), "pk": things.more["aside"].pk}


def _body(things: Things) -> Kwargs:
    return {"body": things.process.tenant.slug}


# What the tables of this folder hold of people; what may be public of it is the name that somebody chose to show.
PERSONAL = {
    "encrypted": frozenset({
        "petition.Support.name", "petition.Support.email", "petition.Support.place", "petition.Support.born",
    }),
    "hashed": frozenset({
        "petition.Support.person_key", "petition.Support.mailbox_key",
    }),
    "chosen": frozenset({"petition.Proposal.shown_name"}),
    "thing": frozenset({
        "petition.RuleSet.source", "petition.RuleSet.adopted_by", "petition.RuleSet.min_age",
        "petition.RuleSet.per_mailbox", "petition.RuleSet.mail", "petition.Check.seed_source",
        "petition.Support.mailed_at",
    }),
}  # fmt: skip
_SAID = {**KEY, "name": "Mens C", "place": "Proefdorp", "born_dag": "7", "born_maand": "3", "born_jaar": "1961"}
_DAY = "2026-11-30"
ADDRESSES = {
    "petitions:index": everybody(),
    "petitions:body": everybody(thing=_body),
    "petitions:hand_in": everybody(thing=_body, post=True),
    "petitions:mend": everybody(shown=302, post=True),
    "petitions:desk": Address(Who.ANY_DESK, nobody=302),
    "petitions:rules": Address(Who.ANY_DESK, post=True),
    "petitions:proposal": desk(_proposal),
    "petitions:accept": desk(_proposal, PETITION_WRITE, data={**KEY, "opens_on": _DAY}),
    "petitions:ask_mend": desk(_proposal, PETITION_WRITE, data={**KEY, "note": "Noem de lijn van de bus."}),
    "petitions:refuse": desk(
        _proposal, PETITION_WRITE, data={**KEY, "ground": GROUND, "reason": "De gemeente gaat erover."}
    ),
    "petition:start": Address(Who.READERS, _round),
    "petition:support": Address(Who.READERS, _round, post=True, data=_SAID),
    "petition:mailed": Address(Who.READERS, _round),
    "petition:confirm": Address(Who.READERS, _token, post=True, data=KEY),
    "petition:list": Address(Who.READERS, _round),
    "petition:desk": desk(_round),
    "petition:typed": desk(
        _round, PETITION_WRITE,
        data={**KEY, "mark": "BCDFG", "filled_on": _DAY, "name_1": "Mens D", "place_1": "Proefdorp",
              "born_1": "7 3 1961"},
    ),
    "petition:control": desk(_round),
    "petition:control_aside": desk(_round, PETITION_WRITE, data={**KEY, "reason": "Dezelfde persoon."}),
    "petition:control_draw": desk(_round, PETITION_WRITE, data={**KEY, "full": "1"}),
    "petition:control_registrations": desk(_round, PETITION_WRITE, data={**KEY, "registrations": "1 ja"}),
    "petition:control_finish": desk(_round, PETITION_WRITE, data={**KEY, "second": "Marja"}),
    "petition:restore": desk(_aside, PETITION_WRITE, get=False, data=KEY),
    "petition:scheduling": desk(_round),
    "petition:scheduling_besluit": desk(
        _round, PETITION_RULE,
        data={**KEY, "choice": "not_on_agenda", "reason": "De raad gaat er niet over.", "decided_on": _DAY},
    ),
    "petition:scheduling_vertel": desk(_round, PETITION_RULE, data=KEY),
}  # fmt: skip
