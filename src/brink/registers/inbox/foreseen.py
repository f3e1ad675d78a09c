"""What answering a request for a conversation does, told before it is done."""

from django.utils.translation import gettext as _

from brink.domain.contributions.services.recalling import WINDOW
from brink.domain.journal.ways_back import Foreseen, Reading
from brink.registers.inbox.models import TalkRequest


def answering(request: TalkRequest, text: str) -> Foreseen:
    """Foresee sending the answer to one person."""
    giver = getattr(request.contribution, "giver", None)
    mail = _("Er is een mailadres: na een kwartier gaat er mail.") if giver is not None and giver.email else _(
        "Er is geen mailadres. De balie belt of schrijft."
    )
    minutes = WINDOW.seconds // 60
    return Foreseen(
        kind="talk.answered", title=_("Verstuur uw antwoord"), button=_("Ja, verstuur het"),
        lines=(_("Eén mens leest dit meteen onder de volgcode. Op de site komt het niet."), mail),
        after=_("De balie kan het %(minutes)s minuten lang terughalen als niemand het heeft gelezen.")
        % {"minutes": minutes},
        readings=(Reading(_("Uw antwoord"), (("", text),)),),
    )  # fmt: skip
