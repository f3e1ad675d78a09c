"""Names of the acts of this app, as the public journal shows them."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "follow.asked": _("Iemand wil mail over een plek, thema of vraag"),
    "follow.confirmed": _("Iemand klikte op de link en krijgt nu mail over nieuws"),
    "follow.stopped": _("Iemand wil geen mail meer over nieuws"),
}
