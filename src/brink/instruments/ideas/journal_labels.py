"""Names of the acts of ideas, as the public journal shows them."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "idea.supported": _("Idee gesteund"),
    "idea.unsupported": _("Steun aan een idee ingetrokken"),
    "idea.photo_removed": _("Foto weggehaald"),
    "idea.recounted": _("Steun opnieuw geteld"),
    "idea.point_rounded": _("Punt van een idee afgerond op een vak van 500 meter"),
    "round.seeded": _("Ronde gevuld met verzonnen bijdragen"),
}
