"""Reporting words or a photo, and answering a report. Who reported is told to nobody, least of all to the writer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from brink.domain.contributions.loose_parts import loose_parts
from brink.domain.contributions.models import Contribution
from brink.domain.contributions.reportable import stands_taken_up
from brink.domain.contributions.services import moderating
from brink.domain.contributions.visibility_rules import open_words
from brink.domain.journal.acts import Done, act, part_key, still_newest
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.people.models import Body
from brink.domain.reports.models import Decision, Ground, HouseRules, Part, Report, Reporter
from brink.foundation import clock, codes, workdays
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import clean

DAYS = 5
"""Working days within which a report is answered."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What somebody reports: which part, on what ground, in their words; name and address only when they gave them."""

    ground: str
    text: str
    part: str = Part.WORDS
    good_faith: bool = False
    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A report that was taken in, and the code by which its reporter reads the answer."""

    report: Report
    code: str


def is_open(contribution: Contribution, part: str = Part.WORDS) -> bool:
    """Tell whether anybody can read this now, so that there is something to report."""
    rows = Contribution.objects.filter(open_words(), pk=contribution.pk)
    if part != Part.WORDS:
        return rows.exists() and _has(contribution, part)
    return rows.exists() or stands_taken_up(contribution)


def _has(contribution: Contribution, part: str) -> bool:
    found = loose_parts.get(part)
    return found is not None and contribution.pk in found.panels([contribution])


def _checked(notice: Notice) -> str:
    """Return the words of a report, cleaned; raises BadInput for one that says nothing."""
    if notice.ground not in Ground.values:
        raise BadInput(_("Kies waarom u dit meldt."), field="ground")
    if notice.part not in Part.values:
        raise BadInput(_("Kies wat u meldt: de woorden of de foto."), field="part")
    if notice.ground == Ground.LAW and not notice.good_faith:
        said = _("Zet een vinkje. Bij een melding over de wet moeten wij weten dat u het meent.")
        raise BadInput(said, field="good_faith")
    return clean(
        notice.text, limit=2_000, field="text",
        empty=_("Schrijf op wat er niet klopt. Eén zin is genoeg."),
        too_long=_("Maak uw uitleg korter dan 2.000 tekens."),
    )  # fmt: skip


def _again(entry: Entry, _arguments: Mapping[str, Any]) -> Taken:
    report = Report.objects.get(tenant_id=entry.tenant_id, pk=entry.data["report"])
    drawn = codes.codes_from(_seed(report.contribution, entry.key))
    code = next((one for one in drawn if report.code_hash in codes.hash_code(one).every), drawn[0])
    return Taken(report, code)


def _seed(contribution: Contribution, key: str | None) -> str:
    return f"report {contribution.tenant_id} {key}"


@act("report.made", Contribution, on="contribution", again=_again, adds=True)
def report(
    *, contribution: Contribution, notice: Notice, actor: Actor = RESIDENT, key: str | None = None
) -> Done[Taken]:
    """Take in a report and return its code. Raises BadInput, or NotNow for what nobody can read any more."""
    text = _checked(notice)
    if not is_open(contribution, notice.part):
        raise NotNow(_("Dit staat niet meer op de site. U hoeft het niet meer te melden."))
    code, stored = codes.issued(_seed(contribution, key) if key else None)
    now = clock.now()
    made = Report.objects.create(
        tenant_id=contribution.tenant_id, created_at=now, contribution=contribution, part=notice.part,
        ground=notice.ground, text=text, good_faith=notice.good_faith, code_hash=stored,
        due_on=workdays.after(clock.today(), DAYS),
    )  # fmt: skip
    name, email = notice.name.strip()[:120], notice.email.strip()
    if name or email:
        Reporter.objects.create(tenant_id=made.tenant_id, created_at=now, report=made, name=name, email=email)
    return Done(Taken(made, code), {"report": str(made.pk), "ground": notice.ground}, row=contribution)


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What staff decide: what happens, the reason that the writer reads, and the answer that the reporter reads."""

    decision: str
    answer: str
    reason: str = ""


def _answered(entry: Entry, _arguments: Mapping[str, Any]) -> Report:
    return Report.objects.get(tenant_id=entry.tenant_id, pk=entry.data["report"])


@act("report.answered", Contribution, on=("report.contribution", "report"), again=_answered)
def answer(*, report: Report, conclusion: Conclusion, actor: Actor, key: str | None = None) -> Done[Report]:
    """Decide on a report: keep, hide, or take the photo away; the reporter and the writer each read why.

    Other reports on the same part that wait get the same answer. Raises NotNow when it was answered already.
    """
    if report.answered_at is not None:
        raise NotNow(_("Een collega beantwoordde deze melding al."))
    if conclusion.decision not in Decision.values:
        raise BadInput(_("Kies wat er met de melding gebeurt."), field="decision")
    told = clean(
        conclusion.answer, limit=2_000, field="answer", empty=_("Schrijf op wat u antwoordt aan wie het heeft gemeld."),
        too_long=_("Maak het antwoord korter dan 2.000 tekens."),
    )  # fmt: skip
    contribution = report.contribution
    _carry_out(contribution, report, conclusion, actor, key)
    same = Report.objects.filter(
        tenant_id=report.tenant_id, contribution=contribution, part=report.part, answered_at=None
    )
    now = clock.now()
    Reporter.objects.filter(report__in=list(same.values_list("pk", flat=True))).update(mail_due_at=now)
    same.update(decision=conclusion.decision, answer=told, answered_at=now, answered_by_id=actor.id)
    report.refresh_from_db()
    return Done(report, {"report": str(report.pk), "decision": conclusion.decision}, row=contribution)


def _carry_out(row: Contribution, report: Report, conclusion: Conclusion, actor: Actor, key: str | None) -> None:
    """Hide the words or take the photo away, with the reason for the writer and on what ground (DSA art. 17)."""
    decision = conclusion.decision
    if decision == Decision.KEPT:
        return
    if decision == Decision.GONE:
        if is_open(row, report.part):
            raise BadInput(_("Dit staat nog op de site. Kies wat ermee gebeurt."), field="decision")
        return
    if not conclusion.reason.strip():
        raise BadInput(_("Schrijf de reden op. De schrijver leest die."), field="reason")
    ground = _("Iemand heeft dit gemeld. Waarom: %(ground)s.") % {"ground": Ground(report.ground).label.lower()}
    reason = f"{conclusion.reason.strip()} {ground}"
    if decision == Decision.HIDDEN:
        moderating.hide(contribution=row, reason=reason, actor=actor, key=part_key(key, "hide"))
        return
    part = loose_parts.get(Part.PHOTO)
    if part is None or not _has(row, Part.PHOTO):
        raise BadInput(_("Er is geen foto meer om weg te halen."), field="decision")
    part.remove(row, reason, actor, part_key(key, "photo"))


@act("house_rules.set", HouseRules, on=("tenant", "before"))
def set_house_rules(
    *, tenant: Body, text: str, before: HouseRules | None = None, actor: Actor, key: str | None = None,
    seen: int | None = None,
) -> Done[HouseRules]:  # fmt: skip
    """Put the house rules of a body in its own words; what stood there before is kept.

    `before` are those that the writer had before them, None when there were none. Raises Conflict when others stand
    there by now.
    """
    if seen is not None:
        # Two who save at one moment both had the same before them.
        still_newest(before, HouseRules.objects.filter(tenant=tenant))
    text = clean(
        text, limit=5_000, empty=_("Schrijf de huisregels op."),
        too_long=_("Maak de huisregels korter dan 5.000 tekens."),
    )  # fmt: skip
    row = HouseRules.objects.create(tenant=tenant, created_at=clock.now(), text=text)
    return Done(row, public=True)


REPORTERS_KEPT = timedelta(days=90)
