"""Carrying out: a proposal becomes a promise with an owner and a day, and each quarter somebody says how it goes."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from brink.domain.commitments import services as commitments
from brink.domain.journal.acts import Done, act, part_key
from brink.domain.journal.services import Actor
from brink.domain.people.models import Person, Team
from brink.domain.processes.services.preconditions import running
from brink.domain.records.basics import about
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import clean
from brink.instruments.dialogue_groups.models import CarryingOut, CouncilFrame, GroupProposal, QuarterReport
from brink.instruments.dialogue_groups.queries import facts_of
from brink.instruments.dialogue_groups.services.council_frame import give_back
from brink.instruments.dialogue_groups.states import NAMES, Stage, last_day, quarter_of, stage


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """How it goes in one quarter; `spent_cents` is what was spent in it."""

    year: int
    quarter: int
    stand: str
    account: str
    spent_cents: int = 0


@act("groups.proposal_started", GroupProposal, on=("proposal.round", "proposal"))
def start(
    *, proposal: GroupProposal, owner: Team | Person, due_on: date, actor: Actor, key: str | None,
    seen: int | None = None,
) -> Done[GroupProposal]:  # fmt: skip
    """Begin with a proposal that fits in the frame, or that the council adopted: it becomes a promise to the group.

    Raises BadInput, or NotNow for one that does not fit and was not adopted.
    """
    running(proposal.round.process)
    at = stage(facts_of(proposal))
    if at not in (Stage.FITS, Stage.ADOPTED):
        raise NotNow(_("Dit voorstel kan nog niet beginnen. De stand is: %(stand)s.") % {"stand": NAMES[at]})
    frame = CouncilFrame.objects.get(tenant=proposal.tenant_id, round=proposal.round_id)
    promised = commitments.promise(
        tenant=proposal.tenant, basics=about(proposal.round.process, title=proposal.title, owner=owner, due_on=due_on),
        receiver=_("de groep %(group)s") % {"group": proposal.group.title}, organ=frame.organ,
        source=commitments.Source(said_at=_("Voorstel %(number)s van de groep") % {"number": proposal.number}),
        amount_cents=proposal.high_cents, actor=actor, key=part_key(key, "promise"),
    )  # fmt: skip
    CarryingOut.objects.create(
        tenant_id=proposal.tenant_id, created_at=clock.now(), proposal=proposal, commitment=promised
    )
    return Done(proposal, {"round": str(proposal.round_id), "number": proposal.number}, public=True)


def _quarter(facts: ReportFacts, started: date) -> None:
    if not 1 <= facts.quarter <= 4 or not 2000 <= facts.year <= 2200:
        raise BadInput(_("Kies een kwartaal."), field="quarter")
    if (facts.year, facts.quarter) < quarter_of(started):
        raise BadInput(_("In dat kwartaal was het nog niet begonnen."), field="quarter")
    if (facts.year, facts.quarter) > quarter_of(clock.today()):
        raise BadInput(_("Dat kwartaal moet nog komen."), field="quarter")


@act("groups.progress_told", QuarterReport, on=("proposal.round", "proposal"))
def report(*, proposal: GroupProposal, facts: ReportFacts, actor: Actor, key: str | None) -> Done[QuarterReport]:
    """Write down how a proposal goes in one quarter; money that was spent goes to its promise.

    Raises BadInput at the field to mend, or NotNow.
    """
    carried = CarryingOut.objects.select_related("commitment").filter(proposal=proposal).first()
    if carried is None or proposal.stopped_at is not None:
        raise NotNow(_("Dit voorstel wordt niet uitgevoerd. Er is niets om over te vertellen."))
    _quarter(facts, carried.created_at.astimezone(clock.AMSTERDAM).date())
    if facts.stand not in QuarterReport.Stand.values:
        raise BadInput(_("Kies hoe het ervoor staat."), field="stand")
    if facts.spent_cents < 0:
        raise BadInput(_("Vul een bedrag in van 0 of meer."), field="spent_cents")
    account = clean(
        facts.account, limit=1_000, field="account", empty=_("Schrijf op hoe het gaat. Iedereen leest dit."),
        too_long=_("Maak dit korter dan 1.000 tekens."),
    )  # fmt: skip
    same = QuarterReport.objects.filter(proposal=proposal, year=facts.year, quarter=facts.quarter)
    if same.exists():
        raise NotNow(_("Over dit kwartaal staat er al een bericht. Schrijf wat nieuw is bij het volgende."))
    if facts.spent_cents:
        on = min(clock.today(), last_day(facts.year, facts.quarter))
        said = _("Kwartaal %(quarter)s van %(year)s") % {"quarter": facts.quarter, "year": facts.year}
        commitments.spend(
            row=carried.commitment, on=on, cents=facts.spent_cents, what=said, actor=actor, key=part_key(key, "spent")
        )
    row = QuarterReport.objects.create(
        tenant_id=proposal.tenant_id, created_at=clock.now(), proposal=proposal, year=facts.year,
        quarter=facts.quarter, stand=facts.stand, spent_cents=facts.spent_cents, account=account,
    )  # fmt: skip
    return Done(row, {"round": str(proposal.round_id), "number": proposal.number}, public=True)


@act("groups.proposal_stopped", GroupProposal, on=("proposal.round", "proposal"))
def stop(
    *, proposal: GroupProposal, reason: str, actor: Actor, key: str | None, seen: int | None = None
) -> Done[GroupProposal]:
    """Stop a proposal that goes ahead or is carried out, with a reason; what was kept apart for it is free again.

    Raises BadInput or NotNow.
    """
    at = stage(facts_of(proposal))
    if at not in (Stage.FITS, Stage.ADOPTED, Stage.CARRIED_OUT):
        raise NotNow(_("Dit voorstel kan niet stoppen. De stand is: %(stand)s.") % {"stand": NAMES[at]})
    proposal.stopped_reason = clean(
        reason, limit=1_000, field="reason", empty=_("Schrijf op waarom het stopt. Iedereen leest dit."),
        too_long=_("Maak de reden korter dan 1.000 tekens."),
    )  # fmt: skip
    give_back(proposal.line_id, proposal.held_cents)
    proposal.stopped_at, proposal.held_cents = clock.now(), 0
    proposal.save(update_fields=("stopped_at", "stopped_reason", "held_cents"))
    return Done(proposal, {"round": str(proposal.round_id), "number": proposal.number}, public=True)
