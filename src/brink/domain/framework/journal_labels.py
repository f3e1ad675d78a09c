"""Names of the acts of this app, as the journal shows them."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "framework.imported": _("Kader geladen"),
    "framework.adopted": _("Kader vastgesteld"),
}
