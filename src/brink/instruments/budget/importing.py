"""An election in a file of Pabulib, brought in as a budget: plans with their costs, the rule, and every ballot."""

from pathlib import Path

from django.utils.translation import gettext as _

from brink.domain.journal.services import Actor
from brink.domain.processes.instrument import Imported
from brink.domain.processes.models import Process, Round
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.instruments.budget.counting import CENTS
from brink.instruments.budget.models import Feasibility, Plan, Terms
from brink.instruments.budget.round_settings import MOST_AMOUNT, MOST_POINTS, Counting, Form
from brink.instruments.budget.seeding import fill
from brink.instruments.budget.services.opening import write_terms
from brink.methods.files.pabulib import PbFile, read_pb
from brink.methods.files.terminal import BadInput as BadFile

CODES = 3
TITLE, CODE, LONG = 200, 60, 2_000
MOST_IMPORTED = 1_000
_FORMS = {
    "approval": Form.APPROVAL, "choose-1": Form.APPROVAL, "cumulative": Form.POINTS, "ordinal": Form.RANKED,
}  # fmt: skip


def read(path: Path) -> PbFile:
    """Read a file; nothing is kept. Raises BadInput with file, line and what to mend."""
    if not path.is_file():
        raise BadInput(_("Het bestand %(file)s is er niet. Kijk of de naam klopt.") % {"file": path})
    try:
        found = read_pb(path)
    except BadFile as wrong:
        raise BadInput(str(wrong)) from wrong
    made = found.election
    if made.unit > CENTS:
        raise BadInput(_("De bedragen in dit bestand zijn fijner dan centen. Rond ze af."))
    if max((made.budget, *made.costs)) > MOST_AMOUNT // (CENTS // made.unit if made.unit < CENTS else 1):
        raise BadInput(_("Een bedrag in dit bestand is te groot. Kijk of het klopt."))
    if len(made.names) > MOST_IMPORTED or any(len(name) > CODE for name in made.names):
        raise BadInput(_("Dit bestand heeft te veel plannen, of een plan met een te lange naam."))
    return found


def counting_of(meta: dict[str, str]) -> str:
    """Return the rule that a file says it was counted by: equal shares with or without a greedy rest, or greedy."""
    said = meta.get("rule", "").lower()
    if not said.startswith("equalshares"):
        return Counting.GREEDY.value
    return (Counting.SHARES_REST if "greedy" in said or "util" in said else Counting.SHARES).value


def import_pabulib(path: Path, round: Round, actor: Actor) -> Imported:
    """Bring an election into an empty round; returns counts, a few codes, and the source text.

    Runs in the transaction of `brink import`, so that all of it comes in or nothing. Ballots come as they are: the
    rule of another place may allow what ours would not. Nothing about voters is taken over.
    """
    if round.closed_at is not None:
        raise NotNow(_("Deze ronde is gesloten. Kies een nieuwe ronde."))
    if Plan.objects.filter(tenant=round.tenant_id, round=round).exists():
        raise NotNow(_("In deze ronde staan al plannen. Kies een nieuwe ronde."))
    found = read(path)
    _plans(found, round)
    form = _FORMS[found.vote_type]
    write_terms(Terms(
        tenant_id=round.tenant_id, round=round, amount_cents=found.election.budget * _cents(found), form=form,
        counting=counting_of(found.meta), points=MOST_POINTS,
        open_ballots=True,  # they are public where they come from
    ))  # fmt: skip
    ballots = _ballots(found, form)
    now = clock.now()
    receipts = fill(round, ballots, [now] * len(ballots), actor, "pabulib")
    source = _source(found)
    Process.objects.filter(pk=round.process_id, source="").update(source=source)
    signals = sum(len(marks) for marks in ballots)
    return Imported(len(receipts), signals, 0, tuple(one.code for one in receipts[:CODES]), source)


def _cents(found: PbFile) -> int:
    return CENTS // found.election.unit


def _plans(found: PbFile, round: Round) -> None:
    columns = {name: found.cells(name) for name in ("name", "description", "category") if name in found.columns}
    now, cents = clock.now(), _cents(found)
    rows = []
    for at, (code, cost) in enumerate(zip(found.election.names, found.election.costs, strict=True)):
        said = {name: " ".join(cells[at].split()) for name, cells in columns.items()}
        rows.append(Plan(
            tenant_id=round.tenant_id, created_at=now, round=round, number=at + 1, place_in_list=at + 1, code=code,
            title=said.get("name", "")[:TITLE] or code, description=said.get("description", "")[:LONG],
            theme=said.get("category", "")[:80], cost_cents=cost * cents, feasibility=Feasibility.FEASIBLE,
        ))  # fmt: skip
    Plan.objects.bulk_create(rows)


def _ballots(found: PbFile, form: Form) -> list[dict[int, int]]:
    """Return a ballot per voter, in the order of their contents; of a ranking the places follow from the points."""
    made: list[dict[int, int]] = []
    for times, given in zip(found.election.counts.tolist(), found.election.weights, strict=True):
        marks = {int(at) + 1: int(given[at]) for at in given.nonzero()[0].tolist()}
        if form is Form.RANKED:
            marks = {number: len(marks) - weight + 1 for number, weight in marks.items()}
        made.extend([marks] * times)
    return made + [{} for _blank in range(found.election.voters - len(made))]


def _source(found: PbFile) -> str:
    parts = [found.meta.get(name, "") for name in ("description", "unit", "instance")]
    return "\n".join((", ".join(part for part in parts if part), "Pabulib (pabulib.org), arXiv 2012.06539"))
