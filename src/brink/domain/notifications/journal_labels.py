"""Names of the acts of this app, as the public journal shows them."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "mail.stopped": _("Gever wil geen mail meer"),
    "digest.set": _("Medewerker koos hoe vaak er mail komt over wat wacht"),
}
