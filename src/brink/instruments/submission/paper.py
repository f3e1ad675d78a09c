"""A submission on the printed form: the words, who signs, and for whom."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Channel, Contribution
from brink.domain.contributions.services.giving import Receipt
from brink.domain.participation.paper_entry import Sheet
from brink.domain.processes.models import Round
from brink.domain.processes.paper_form import PaperForm, PaperQuestion
from brink.foundation import clock
from brink.foundation.errors import BadInput
from brink.instruments.submission.models import Authorisation, Signatory, Submission
from brink.instruments.submission.services.sending import Arrival, Filing, Signer, take_in

_FIELDS = {"text": "tekst", "name": "naam", "address": "adres", "represented": "namens"}


def drawn() -> PaperForm:
    """Return the form."""
    return PaperForm((
        PaperQuestion("tekst", _("Wat vindt u van het ontwerp, en waarom?"), lines=14, needed=True, column="text"),
        PaperQuestion("naam", _("Uw naam. Zonder naam en adres is dit geen zienswijze."), lines=1, needed=True),
        PaperQuestion("adres", _("Uw adres, met de plaats"), lines=1, needed=True),
        PaperQuestion("namens", _("Namens wie? Leeg: voor uzelf. Doe anders een machtiging bij de brief."), lines=1),
    ), explanation=_("Zet uw handtekening onder aan dit formulier. Stuur het op voor de laatste dag."))  # fmt: skip


def taken(round: Round, answers: Mapping[str, str], sheet: Sheet) -> Receipt:
    """Take in a sheet. It counts as received today: the desk puts the day and the postmark right where that matters."""
    represented = answers.get("namens", "")
    filing = Filing(
        text=answers.get("tekst", ""), signers=(Signer(answers.get("naam", ""), answers.get("adres", "")),),
        represented=represented,
        authorisation=Authorisation.SENT if represented else Authorisation.OWN,
    )  # fmt: skip
    try:
        return take_in(
            round=round, filing=filing, arrival=Arrival(Channel.PAPER, clock.today()), officer=sheet.officer,
            actor=sheet.actor, key=sheet.key, printed_code=sheet.code, proof=sheet.proof,
        )  # fmt: skip
    except BadInput as refused:
        refused.field = _FIELDS.get(refused.field, refused.field)
        raise


def answers_of(contribution: Contribution) -> dict[str, str]:
    """Return what was taken in of a sheet beside its words."""
    row = Submission.objects.filter(tenant=contribution.tenant_id, contribution=contribution).first()
    first = row.signatories.filter(place=0).first() if row is not None else None
    if row is None or first is None:
        return {}
    return {"naam": first.name, "adres": first.address, **({"namens": first.represented} if first.represented else {})}


def corrected(contribution: Contribution, answers: Mapping[str, str]) -> None:
    """Put what was typed wrongly of who signed right. Runs inside the act that corrects."""
    row = Submission.objects.filter(tenant=contribution.tenant_id, contribution=contribution).first()
    if row is None:
        return
    represented = answers.get("namens", "")
    signed = Signatory.objects.filter(tenant_id=row.tenant_id, submission=row, place=0)
    # Before and after, so that at no moment somebody who speaks for themselves represents another.
    signed.update(name=answers.get("naam", ""), address=answers.get("adres", ""), represented="")
    row.authorisation = Authorisation.SENT if represented else Authorisation.OWN
    row.save(update_fields=("authorisation",))
    if represented:
        signed.update(represented=represented)
