"""What adopting the nota does, told before it is done."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.journal.ways_back import Foreseen
from brink.domain.processes.models import Round
from brink.instruments.submission.queries import standing


def adopting(round: Round) -> Foreseen:
    """Foresee adopting."""
    number = len(standing(round))
    all_of_it = ngettext("Er staat %(n)s zienswijze in.", "Er staan %(n)s zienswijzen in.", number) % {"n": number}
    return Foreseen(
        kind="submission.nota_adopted", title=_("Stel de nota vast"), button=_("Ja, stel vast"),
        lines=(
            all_of_it, _("Iedereen kan de nota dan lezen. Er staan geen namen in."),
            _("Daarna verandert er niets meer in: geen punt, geen antwoord en geen oordeel."),
        ),
        after=_("Dit kunt u niet terugdraaien."),
    )  # fmt: skip
