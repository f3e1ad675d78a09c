"""What of a dossier the public record commits to."""

from brink.domain.journal.contents import register
from brink.registers.dossiers.models import DossierMoment, DossierPage

register(DossierPage, process="record__process_id", facts=("record", "topic"))
register(
    DossierMoment, process="page__record__process_id", words=("what", "reference", "taken_back"), facts=("page", "on")
)
