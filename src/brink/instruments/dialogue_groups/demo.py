"""What the demo tells beyond a round of its own: carrying out, a report, one that is late, and one that stopped."""

from random import Random

from brink.domain.people.points import Crew
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.instruments.dialogue_groups.models import GroupProposal, QuarterReport
from brink.instruments.dialogue_groups.round_settings import KEY
from brink.instruments.dialogue_groups.seeding import invented
from brink.instruments.dialogue_groups.services import carrying_out
from brink.instruments.dialogue_groups.services.carrying_out import ReportFacts
from brink.instruments.dialogue_groups.states import quarter_of


def seed(crew: Crew, rng: Random) -> tuple[str, ...]:
    """Begin with what fits in a closed round of this body, tell of one quarter and stop one."""
    rows = Round.objects.filter(tenant=crew.body, instrument=KEY, closed_at__isnull=False, process__withdrawn_at=None)
    round = rows.select_related("process").order_by("created_at").first()
    if round is None:
        return ()
    fitting = GroupProposal.objects.filter(tenant=crew.body, round=round, fits=True).order_by("number")
    started, told = list(fitting[:2]), invented()["carried_out"]
    with crew.at(-230):
        day = clock.today()
        for one in started:
            due = day.replace(year=day.year + 2, day=1)
            carrying_out.start(proposal=one, owner=crew.contact, due_on=due, actor=crew.officer, key=None)
    for one in started[:1]:
        fresh = GroupProposal.objects.get(pk=one.pk)
        with crew.at(-150):
            year, quarter = quarter_of(clock.today())
            facts = ReportFacts(year, quarter, QuarterReport.Stand.GOING, told["account"], 1_250_000)
            carrying_out.report(proposal=fresh, facts=facts, actor=crew.officer, key=None)
    for one in fitting[2:3]:
        with crew.at(-40):
            carrying_out.stop(proposal=one, reason=told["stopped"], actor=crew.officer, key=None)
    return ()
