"""What telling does of a question for a meeting, told before it is done."""

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution
from brink.domain.journal.ways_back import Foreseen, Reading
from brink.instruments.meetings.services import Told


def handling(voice: Contribution, told: Told) -> Foreseen:
    """Foresee writing down what became of a question."""
    return Foreseen(
        kind="meeting.handled", title=_("Zet onder de vraag wat erop is gezegd"), button=_("Ja, zet het eronder"),
        lines=(
            _("Iedereen leest het meteen onder de vraag."),
            _("Eén mens leest het onder de volgcode, en krijgt mail als er een adres is: wie dit heeft gevraagd."),
        ),
        after=_("U kunt het daarna verbeteren. Wie de vraag heeft gesteld, leest de laatste tekst."),
        readings=(Reading(voice.text, (("", told.text),)),),
    )  # fmt: skip
