"""The participation ladder: six levels, each with a promise that the body makes (domain.md §2.6)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """How much say residents have, low to high; stored by its English name."""

    INFORM = "inform", _("meeweten")
    CONSULT = "consult", _("meedenken")
    ADVISE = "advise", _("adviseren")
    COPRODUCE = "coproduce", _("samen maken")
    CODECIDE = "codecide", _("meebeslissen")
    SELF = "self", _("zelf aan zet")


ORDER = tuple(Level)
PROMISES = {
    Level.INFORM: _("Wij vertellen u op tijd wat wij doen. U kunt hier niets aan veranderen."),
    Level.CONSULT: _("Wij horen uw ideeën en wensen. Wij antwoorden met redenen. Wij mogen anders kiezen."),
    Level.ADVISE: _("U geeft antwoord op onze vraag. Wijken wij daarvan af, dan schrijven wij op waarom."),
    Level.COPRODUCE: _("Wij maken het plan samen met u, binnen de grenzen die hier staan. Daar houden wij ons aan."),
    Level.CODECIDE: _("Wat u samen besluit binnen de grenzen, nemen wij over."),
    Level.SELF: _("U en uw dorp trekken dit zelf. De overheid doet mee waar u dat vraagt."),
}


def rank(level: str) -> int:
    """Return the place of a level on the ladder, 0 is lowest; raises ValueError when it is no level."""
    return ORDER.index(Level(level))
