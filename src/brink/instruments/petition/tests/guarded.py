"""What the services of petitions refuse, just beyond each bound: members of `tests/safety/test_guards.py`."""

from datetime import date, timedelta
from typing import Any

from tests.builders import World
from tests.safety.guarded import DAY, STAFF, Guarded, over

from brink.foundation import clock
from brink.instruments.petition.services import accepting, proposals, rule_sets, supporting
from brink.instruments.petition.services.accepting import AcceptFacts
from brink.instruments.petition.services.proposals import Handed
from brink.instruments.petition.services.rule_sets import BOUNDS, RuleFacts
from brink.instruments.petition.services.supporting import Declaration
from brink.instruments.petition.tests.making import GROUNDS, handed_in, opened, with_kader


def petitions(world: World, other: World) -> dict[str, Guarded]:
    """Return what is asked of rules, of a proposal, and of who supports it."""
    today = clock.today()
    leap = (today.month, today.day) == (2, 29)

    def _age(years: int, days: int = 0) -> date:
        return date(today.year - years, today.month, 28 if leap else today.day) + timedelta(days=days)

    with_kader(world)
    facts = RuleFacts(
        source="Verordening (proef)", adopted_by=world.council, adopted_on=today, area=world.province,
        decider=world.council, council=world.council, threshold=12, exclusions=GROUNDS,
    )  # fmt: skip
    beyond: list[tuple[Any, str]] = []
    within: list[Any] = []
    for name, (least, most, _said) in BOUNDS.items():
        beyond += [({f"facts.{name}": least - 1}, name)] if least else []
        beyond.append(({f"facts.{name}": most + 1}, name))
        within += [{f"facts.{name}": least}, {f"facts.{name}": most}]
    proposal = handed_in(world)
    handed = Handed("Een bank", "Wij vragen om een bank.", "Om te zitten.", "Hennie", _age(30), "h@voorbeeld.invalid")
    round = opened(world)
    said = Declaration("Mens Een", "Proefdorp", "7 3 1961")
    return {
        "rules": Guarded(
            rule_sets.adopt_rules, {"tenant": world.body, "facts": facts, **STAFF},
            [
                *beyond, ({"facts.source": ""}, "source"), ({"facts.source": over(200)}, "source"),
                ({"facts.adopted_by": other.council}, "adopted_by"), ({"facts.decider": other.council}, "decider"),
                ({"facts.council": other.council}, "council"), ({"facts.decider": world.office}, "decider"),
                ({"facts.adopted_on": today + DAY}, "adopted_on"), ({"facts.exclusions": ()}, "exclusions"),
                ({"facts.exclusions": [f"Regel {n}." for n in range(21)]}, "exclusions"),
                ({"facts.exclusions": [over(300)]}, "exclusions"),
            ],
            [*within, {"facts.exclusions": [f"Regel {n}." for n in range(20)]}],
        ),
        "handing in": Guarded(
            proposals.hand_in, {"rules": proposal.rules, "handed": handed, "key": None},
            [
                ({"handed.title": ""}, "title"), ({"handed.title": over(80)}, "title"), ({"handed.asks": ""}, "asks"),
                ({"handed.asks": "woord " * 61}, "asks"), ({"handed.why": ""}, "why"),
                ({"handed.why": "woord " * 301}, "why"), ({"handed.news": "woord " * 301}, "news"),
                ({"handed.name": ""}, "name"), ({"handed.name": over(120)}, "name"),
                ({"handed.phone": over(40)}, "phone"), ({"handed.email": "geen adres"}, "email"),
                ({"handed.email": ""}, "email"), ({"handed.born": _age(16, 1)}, "born"),
            ],
            [{"handed.asks": "woord " * 60}, {"handed.born": _age(16)}, {"handed.email": "", "handed.phone": "0592"}],
        ),
        "asking for something else": Guarded(
            proposals.ask_mend, {"proposal": proposal, "note": "Noem de lijn.", **STAFF},
            [({"note": ""}, "note"), ({"note": over(1_000)}, "note")],
        ),
        "a refusal": Guarded(
            proposals.refuse,
            {"proposal": proposal, "ground": GROUNDS[0], "reason": "De gemeente gaat erover.", **STAFF},
            [({"ground": "Zomaar."}, "ground"), ({"reason": ""}, "reason"), ({"reason": over(2_000)}, "reason")],
            twice="",
        ),
        "opening it": Guarded(
            accepting.accept, {"proposal": proposal, "facts": AcceptFacts((world.theme,), world.contact), **STAFF},
            [
                ({"facts.themes": ()}, "themes"), ({"facts.opens_on": today - DAY}, "opens_on"),
                ({"facts.contact": other.contact}, "owner"),
            ],
            [{"facts.opens_on": today + DAY}],
            twice="",
        ),
        "support": Guarded(
            supporting.support, {"round": round, "said": said, "key": None},
            [
                ({"said.name": ""}, "name"), ({"said.name": over(120)}, "name"), ({"said.place": ""}, "place"),
                ({"said.place": "elders"}, "place"), ({"said.born": "31 2 1961"}, "born"),
                ({"said.born": _age(16, 1).isoformat()}, "born"), ({"said.born": "7 3 1861"}, "born"),
                ({"said.born": (today + DAY).isoformat()}, "born"), ({"said.email": "geen adres"}, "email"),
                ({"said.follow": True}, "email"),
            ],
            [{"said.born": _age(16).isoformat()}, {"said.follow": True, "said.email": "h@voorbeeld.invalid"}],
            twice="",
        ),
    }  # fmt: skip
