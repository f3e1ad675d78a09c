"""A remark on paper: at which number, what is wanted with it, and the words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.giving import Receipt
from brink.domain.participation.paper_entry import Sheet, take_words
from brink.domain.processes.models import Round
from brink.domain.processes.paper_form import PaperForm, PaperQuestion
from brink.foundation.errors import BadInput
from brink.instruments.consultation import queries
from brink.instruments.consultation.models import Passage, Remark, Wish
from brink.instruments.consultation.round_settings import REMARK
from brink.instruments.consultation.services.remarks import About, detail_of


def drawn(round: Round) -> PaperForm:
    """Return the form: the numbers stand on the printed text that lies beside it."""
    about = _("Bij welk nummer hoort het? Leeg: bij de hele tekst.")
    number = PaperQuestion("nummer", about, lines=1, column="place")
    wish = PaperQuestion("wens", _("Wat wilt u met dit stuk?"), tuple(Wish.choices))
    text = PaperQuestion("tekst", _("Wat wilt u zeggen?"), lines=7, needed=True, column="text")
    return PaperForm((number, wish, text), says_words=True)


def _numbered(round: Round, typed: str) -> Passage | None:
    """Return the piece with this number in the newest version; refuses a number that is not there.

    What is no number stays with the remark as its place: the desk reads it and puts the remark at its piece.
    """
    wanted = typed.strip().strip(".").casefold()
    if not wanted:
        return None
    known = queries.published(round)
    passages = queries.passages_of(known[-1]) if known else []
    found = [one for one in passages if one.number.strip(".").casefold() == wanted]
    if len(found) != 1 and not wanted.replace(".", "").isdecimal():
        return None
    if len(found) != 1:
        said = _("Nummer %(number)s staat niet in de tekst. Kijk het na, of laat het leeg.")
        raise BadInput(said % {"number": typed.strip()[:20]}, field="nummer")
    return found[0]


def taken(round: Round, answers: Mapping[str, str], sheet: Sheet) -> Receipt:
    """Take in a sheet."""
    about = About(_numbered(round, answers.get("nummer", "")), wish=answers.get("wens", ""))
    detail = detail_of(round, about) if queries.published(round) else None
    return take_words(REMARK, drawn(round), round, answers, sheet, detail=detail)


def answers_of(contribution: Contribution) -> dict[str, str]:
    """Return what was taken in of a sheet beside its words."""
    remark = Remark.objects.filter(tenant=contribution.tenant_id, contribution=contribution).first()
    if remark is None:
        return {}
    return {"wens": remark.wish} if remark.wish else {}


def corrected(contribution: Contribution, answers: Mapping[str, str]) -> None:
    """Put these answers in the place of what was typed wrongly. Runs inside the act that corrects."""
    remark = Remark.objects.filter(tenant=contribution.tenant_id, contribution=contribution).first()
    if remark is None or contribution.round is None:
        return
    piece = _numbered(contribution.round, answers.get("nummer", ""))
    remark.section_id = piece.section_id if piece is not None else None
    if piece is not None:
        remark.version_id = piece.version_id
    remark.wish = answers.get("wens", "")
    remark.save(update_fields=("section", "version", "wish"))
