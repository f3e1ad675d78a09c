"""Who may open which page about reports and house rules."""

from typing import Any

from tests.safety.address import KEY, Address, Kwargs, Who, desk, everybody
from tests.safety.filled_body import Things

from brink.domain.contributions.models import Contribution
from brink.domain.processes.models import Process, Round
from brink.domain.reports.models import Ground, HouseRules, Report
from brink.domain.reports.permissions import REPORT_ANSWER
from brink.foundation import clock


def make_things(process: Process, rounds: dict[str, Round], mark: str) -> dict[str, Any]:
    """Make a report of an idea, and house rules."""
    now = clock.now()
    idea = Contribution.objects.filter(process=process, kind="idea").order_by("created_at").first()
    if idea is None:
        return {}
    common = {"tenant": process.tenant, "created_at": now}
    report = Report.objects.create(
        **common, contribution=idea, ground=Ground.HURTS, text=f"Dit is {mark} niet aardig.",
        code_hash=f"{process.slug}{mark}"[:64], due_on=clock.today(),
    )  # fmt: skip
    HouseRules.objects.get_or_create(tenant=process.tenant, defaults={"created_at": now, "text": "Wees aardig."})
    return {"report": report}


def _voice(things: Things) -> Kwargs:
    return {"pk": things.idea.pk}


def _report(things: Things) -> Kwargs:
    return {"pk": things.more["report"].pk}


ADDRESSES = {
    "reports:make": Address(
        Who.READERS, _voice, hidden=404, post=True, data={**KEY, "ground": "hurts", "text": "Dit is niet aardig."}
    ),
    "reports:follow": everybody(post=True),
    "reports:forget": everybody(get=False, post=True),
    "reports:house_rules": everybody(),
    "reports:desk": Address(Who.ANY_DESK, nobody=302),
    "reports:one": desk(_report, act=REPORT_ANSWER, data={**KEY, "decision": "kept", "answer": "Dit mag er staan."}),
    "reports:desk_house_rules": Address(
        Who.ANY_DESK, nobody=302, post=True, desk=frozenset({"clerk", "admin"})
    ),
}

PERSONAL = {
    "encrypted": frozenset({"reports.Reporter.name", "reports.Reporter.email"}),
    "hashed": frozenset({"reports.Report.code_hash"}),
    "staff": frozenset({"reports.Report.answered_by"}),
    "thing": frozenset({"reports.Reporter.mailed_at", "reports.Reporter.mail_due_at", "reports.Reporter.mail_tries"}),
}
