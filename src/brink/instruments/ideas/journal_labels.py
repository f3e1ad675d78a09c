"""Names of the acts of ideas, as the public journal shows them."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "idea.supported": _("Idee gesteund"),
    "idea.unsupported": _("Steun aan een idee ingetrokken"),
    "idea.photo_removed": _("Foto weggehaald"),
    "idea.recounted": _("Steun opnieuw geteld"),
    "round.seeded": _("Ronde gevuld met verzonnen bijdragen"),
}
