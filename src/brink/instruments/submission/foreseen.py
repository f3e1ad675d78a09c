"""What adopting the nota and telling everybody does, and to how many: told before it is done."""

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


def telling(round: Round) -> Foreseen:
    """Foresee telling everybody who sent something in."""
    number = len(standing(round))
    everybody = ngettext(
        "%(n)s mens of organisatie die iets heeft ingestuurd, leest het besluit en de nota onder de volgcode.",
        "%(n)s mensen en organisaties die iets hebben ingestuurd, lezen het besluit en de nota onder hun volgcode.",
        number,
    ) % {"n": number}  # fmt: skip
    return Foreseen(
        kind="submission.told", title=_("Vertel het iedereen die iets instuurde"), button=_("Ja, vertel het"),
        lines=(
            everybody,
            _("Wie een mailadres heeft gegeven, krijgt na een kwartier mail. Voor de anderen maakt u brieven."),
        ),
        after=_("Het antwoord verbeteren kan daarna alleen met een nieuw antwoord, dat erbij komt te staan."),
    )  # fmt: skip
