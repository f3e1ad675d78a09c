"""The names of this app's acts in plain words."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "hall.opened": _("Zaal geopend"),
    "hall.closed": _("Zaal gesloten"),
    "hall.asked": _("Vraag gesteld in een zaal"),
    "hall.question_closed": _("Vraag in een zaal gesloten"),
    "sheet.corrected": _("Ingevoerd formulier verbeterd, met reden"),
    "sheets.taken_over": _("Bestand met formulieren overgenomen"),
    "line.looked_at": _("Gekeken naar wat van één aansluiting kwam"),
}
