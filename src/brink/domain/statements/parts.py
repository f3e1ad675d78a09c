"""How the statements stand, for the page about an organisation and for the check before a site opens."""

from django.urls import reverse
from django.utils.translation import gettext as _

from brink.domain.people.body_parts import BodyPart
from brink.domain.people.models import Body
from brink.domain.statements.queries import statement_of


def body_part(body: Body) -> BodyPart:
    """Say whether the statements are filled in. One query."""
    said = statement_of(body)
    stands = (
        _("Toegankelijkheid: %(standing)s.") % {"standing": said.get_standing_display()}
        if said
        else _("De verklaring over toegankelijkheid is nog niet ingevuld. Dat moet van de wet.")
    )
    address = f"{reverse('statements:desk')}?organisatie={body.slug}"
    return BodyPart(_("Toegankelijkheid, privacy en inbedden"), stands, address, missing=said is None)
