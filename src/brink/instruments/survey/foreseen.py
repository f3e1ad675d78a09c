"""What publishing weighted figures does, told before it is done."""

from django.utils.translation import gettext as _

from brink.domain.journal.ways_back import Foreseen
from brink.domain.processes.models import Round
from brink.foundation.errors import NotNow
from brink.instruments.survey.models import Weighting
from brink.instruments.survey.queries import questions_of
from brink.instruments.survey.result_page import weighed_in_words
from brink.instruments.survey.services import PUBLISHED, holes


def publishing(round: Round) -> Foreseen:
    """Say what will stand on the site."""
    row = Weighting.objects.filter(tenant_id=round.tenant_id, round=round).first()
    missing = holes(row)
    if row is None or missing:
        raise NotNow(missing[0])
    told = weighed_in_words(questions_of(round), row)
    return Foreseen(
        kind=PUBLISHED,
        title=_("Gewogen cijfers op de site zetten"),
        button=_("Zet ze op de site"),
        lines=(
            *told,
            _("Iedereen leest de gewogen cijfers naast de gewone, en hoe de vragenlijst is gemaakt."),
        ),
        after=_("Dit blijft zo. Wegen naar andere cijfers kan daarna niet meer."),
    )
