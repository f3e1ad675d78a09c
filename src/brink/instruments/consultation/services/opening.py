"""The first version, published at the moment that a round opens."""

from django.utils.translation import gettext as _

from brink.domain.journal.services import Actor
from brink.domain.processes.models import Round
from brink.instruments.consultation import queries
from brink.instruments.consultation.reading_files import pasted
from brink.instruments.consultation.round_settings import Settings
from brink.instruments.consultation.services.versions import SourceText, publish, take_in


def publish_first(round: Round, *, by: Actor) -> None:
    """Publish the draft of a round that has no published text: the one that lies there, or the pasted one."""
    if queries.published(round):
        return
    draft, text = queries.draft_of(round), Settings.of(round.settings).text
    if draft is None and text:
        source = SourceText(round.title or _("De tekst"), pasted(text))
        draft = take_in(round=round, source=source, actor=by, key=None)
    if draft is not None:
        publish(version=draft, reason="", looked=True, actor=by, key=None)
