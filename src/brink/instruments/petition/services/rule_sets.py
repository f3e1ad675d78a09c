"""Writing down the rules that an organ adopted: each time a new version, and the earlier ones stay."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act, still_newest
from brink.domain.journal.services import Actor
from brink.domain.people.models import Body, Organ
from brink.domain.places.models import Area
from brink.domain.processes.services.preconditions import check_decider
from brink.foundation import clock
from brink.foundation.errors import BadInput
from brink.foundation.text import clean
from brink.instruments.petition.models import RuleSet

MOST_EXCLUSIONS = 20
BOUNDS = {
    "threshold": (10, 100_000, _("Kies een aantal van 10 tot en met 100.000.")),
    "min_age": (0, 21, _("Kies een leeftijd van 0 tot en met 21 jaar.")),
    "term_weeks": (1, 104, _("Kies 1 tot en met 104 weken.")),
    "cooldown_months": (0, 120, _("Kies 0 tot en met 120 maanden.")),
    "per_mailbox": (1, 10, _("Kies 1 tot en met 10 mensen.")),
    "sample_size": (0, 5_000, _("Kies 0 tot en met 5.000 regels.")),
    "decide_weeks": (1, 52, _("Kies 1 tot en met 52 weken.")),
    "keep_days": (1, 365, _("Kies 1 tot en met 365 dagen.")),
}


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """What an organ adopted."""

    source: str
    adopted_by: Organ
    adopted_on: date
    area: Area
    decider: Organ
    council: Organ
    threshold: int
    min_age: int = 16
    term_weeks: int = 52
    cooldown_months: int = 24
    per_mailbox: int = 2
    sample_size: int = 0
    decide_weeks: int = 6
    keep_days: int = 28
    mail: bool = True
    must_schedule: bool = False
    exclusions: Sequence[str] = ()


def _exclusions(lines: Sequence[str]) -> list[str]:
    found = [
        clean(one, limit=300, field="exclusions", too_long=_("Maak elke regel korter dan 300 tekens.")) for one in lines
    ]
    found = list(dict.fromkeys(one for one in found if one))
    if not found:
        raise BadInput(_("Schrijf minstens één regel op: waarover kan het niet?"), field="exclusions")
    if len(found) > MOST_EXCLUSIONS:
        raise BadInput(_("Schrijf hoogstens 20 regels op."), field="exclusions")
    return found


def _check(tenant: Body, facts: RuleFacts) -> None:
    for name in ("adopted_by", "decider", "council"):
        organ: Organ = getattr(facts, name)
        if organ.tenant_id != tenant.pk:
            raise BadInput(_("Kies een orgaan van uw eigen organisatie."), field=name)
        check_decider(organ, field=name)
    if facts.adopted_on > clock.today():
        raise BadInput(_("Deze dag moet nog komen. Leg het vast als het besluit er is."), field="adopted_on")
    for name, (least, most, said) in BOUNDS.items():
        if not least <= getattr(facts, name) <= most:
            raise BadInput(str(said), field=name)


@act("petition.rules_adopted", RuleSet, on=("tenant", "before"))
def adopt_rules(
    *, tenant: Body, facts: RuleFacts, before: RuleSet | None = None, actor: Actor, key: str | None,
    seen: int | None = None,
) -> Done[RuleSet]:  # fmt: skip
    """Write down the rules as an organ adopted them. What was handed in before keeps the rules of its own day.

    `before` are those that the writer had before them, None when there were none. Raises Conflict when others are in
    force by now.
    """
    if seen is not None:
        # Two who save at one moment both had the same before them.
        still_newest(before, RuleSet.objects.filter(tenant=tenant))
    _check(tenant, facts)
    source = clean(
        facts.source, limit=200, field="source", empty=_("Schrijf op waar deze regels staan, zoals de verordening."),
        too_long=_("Maak dit korter dan 200 tekens."),
    )  # fmt: skip
    last = RuleSet.objects.filter(tenant=tenant).aggregate(last=Max("version"))["last"] or 0
    numbers = {name: getattr(facts, name) for name in BOUNDS}
    rules = RuleSet.objects.create(
        tenant=tenant, created_at=clock.now(), version=last + 1, source=source, adopted_by=facts.adopted_by,
        adopted_on=facts.adopted_on, area=facts.area, decider=facts.decider, council=facts.council, mail=facts.mail,
        must_schedule=facts.must_schedule, exclusions=_exclusions(facts.exclusions), **numbers,
    )  # fmt: skip
    return Done(rules, {"version": rules.version, "threshold": rules.threshold}, public=True)
