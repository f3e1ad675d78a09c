"""The names of this app's acts in plain words."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "hall.opened": _("Zaal geopend"),
    "hall.closed": _("Zaal gesloten"),
    "line.looked_at": _("Gekeken naar wat van één aansluiting kwam"),
}
