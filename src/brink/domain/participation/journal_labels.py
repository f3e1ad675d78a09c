"""Names of the kit's acts, as the journal shows them."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "sheet.corrected": _("Ingevoerd formulier verbeterd, met reden"),
    "sheets.taken_over": _("Bestand met formulieren overgenomen"),
}
