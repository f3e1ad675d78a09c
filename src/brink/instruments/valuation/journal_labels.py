"""Names of the acts, as the public journal shows them."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "valuation.options_changed": _("Opties gewijzigd waaruit mensen hun advies maken"),
    "valuation.options_answered": _("Opgeschreven wat het bestuur met een optie doet"),
}
