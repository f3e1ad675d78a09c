"""What a round that does not count everybody says at its door, in one sentence for each place where somebody stands."""

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Admission
from brink.domain.contributions.services.admitting import state_of
from brink.domain.processes.models import Round
from brink.foundation import clock

Level = Round.Assurance


def gate_sentence(round: Round, found: Admission | None) -> str:
    """Say what somebody still has to do before what they give counts."""
    standing = state_of(found, clock.now()) if found is not None else "outside"
    if round.assurance == Level.INVITED:
        return _("Deze ronde is op uitnodiging. Vul eerst de code van uw uitnodiging in.")
    if round.assurance == Level.CONFIRMED:
        return {
            "waiting": _("Wij hebben u een mail gestuurd. Druk op de link daarin. Pas daarna telt u mee."),
            "expired": _("U heeft uw mailadres niet op tijd bevestigd. Geef het opnieuw op, dan telt u alsnog mee."),
        }.get(standing, _("Deze ronde telt wie een mailadres bevestigt. Geef eerst uw mailadres op."))
    return {
        "waiting": _("Wij controleren wie u bent. Pas daarna telt u mee."),
        "refused": _("U telt in deze ronde niet mee. Lees waarom."),
    }.get(standing, _("Deze ronde telt wie is gecontroleerd. Zeg eerst wie u bent."))
