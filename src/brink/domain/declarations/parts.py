"""How the declarations stand, for the page about an organisation and for the check before a site opens."""

from django.urls import reverse
from django.utils.translation import gettext as _

from brink.domain.declarations.queries import declaration_of
from brink.domain.people.body_parts import BodyPart
from brink.domain.people.models import Body


def body_part(body: Body) -> BodyPart:
    """Say whether the declarations are filled in. One query."""
    said = declaration_of(body)
    stands = (
        _("Toegankelijkheid: %(standing)s.") % {"standing": said.get_standing_display()}
        if said
        else _("De verklaring over toegankelijkheid is nog niet ingevuld. Dat moet van de wet.")
    )
    address = f"{reverse('declarations:desk')}?organisatie={body.slug}"
    return BodyPart(_("Toegankelijkheid, privacy en inbedden"), stands, address, missing=said is None)
