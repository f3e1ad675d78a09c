"""A reaction on paper: on which number, and the words. The numbers stand on the printed list that lies beside it."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.giving import Receipt
from brink.domain.participation.paper_entry import Sheet, take_words
from brink.domain.processes.models import Round
from brink.domain.processes.paper_form import PaperForm, PaperQuestion
from brink.foundation.errors import BadInput
from brink.instruments.dialogue_groups.models import GroupProposal, Reaction
from brink.instruments.dialogue_groups.round_settings import REACTION
from brink.instruments.dialogue_groups.services.reactions import detail_of

MOST_DIGITS = 4


def drawn(round: Round) -> PaperForm:
    """Return the form."""
    number = PaperQuestion(
        "nummer", _("Bij welk voorstel hoort het? Vul het nummer in. Leeg: over alles."), lines=1, column="place"
    )
    text = PaperQuestion("tekst", _("Wat wilt u zeggen?"), lines=7, needed=True, column="text")
    return PaperForm((number, text), says_words=True)


def _numbered(round: Round, typed: str) -> GroupProposal | None:
    wanted = typed.strip().strip(".")
    if not wanted:
        return None
    if not (wanted.isascii() and wanted.isdecimal()):
        # What is no number stays with the reaction as its place: the desk reads it.
        return None
    known = GroupProposal.objects.filter(tenant=round.tenant_id, round=round, checked_at__isnull=False)
    found = None
    if len(wanted) < MOST_DIGITS:
        found = known.filter(number=int(wanted), withdrawn_at=None).first()
    if found is None:
        said = _("Voorstel %(number)s staat niet op de lijst. Kijk het na, of laat het leeg.")
        raise BadInput(said % {"number": wanted[:20]}, field="nummer")
    return found


def taken(round: Round, answers: Mapping[str, str], sheet: Sheet) -> Receipt:
    """Take in a sheet."""
    proposal = _numbered(round, answers.get("nummer", ""))
    return take_words(REACTION, drawn(round), round, answers, sheet, detail=detail_of(round, proposal))


def answers_of(contribution: Contribution) -> dict[str, str]:
    """Return what was taken in of a sheet beside its words."""
    row = Reaction.objects.filter(contribution=contribution).select_related("proposal").first()
    return {"nummer": str(row.proposal.number)} if row is not None and row.proposal is not None else {}


def corrected(contribution: Contribution, answers: Mapping[str, str]) -> None:
    """Put another number in the place of what was typed wrongly. Runs inside the act that corrects."""
    row = Reaction.objects.filter(tenant=contribution.tenant_id, contribution=contribution).first()
    if row is None or contribution.round is None:
        return
    row.proposal = _numbered(contribution.round, answers.get("nummer", ""))
    row.save(update_fields=("proposal",))
