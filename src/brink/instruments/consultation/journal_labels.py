"""Names of the acts of a consultation, as the public journal shows them."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "consultation.imported": _("Tekst opgehaald"),
    "consultation.section_written": _("Stuk van een tekst geschreven"),
    "consultation.dropped_told": _("Opgeschreven waarom een stuk is vervallen"),
    "consultation.published": _("Versie van een tekst gepubliceerd"),
    "consultation.draft_dropped": _("Concept van een tekst weggegooid"),
    "remark.placed": _("Opmerking bij een stuk gezet"),
    "remark.supported": _("Eens met een opmerking"),
    "remark.unsupported": _("Niet meer eens met een opmerking"),
}
