"""The names of this app's acts in plain words."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "report.made": _("Melding ontvangen"),
    "report.answered": _("Melding beantwoord"),
    "house_rules.set": _("Huisregels aangepast"),
}
