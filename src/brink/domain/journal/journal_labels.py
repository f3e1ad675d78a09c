"""Names of what the journal itself says of contents, in plain words."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "content.changed": _("Vastgelegd wat er nu staat"),
    "content.covered": _("Vastgelegd wat er stond"),
    "content.hidden": _("Vastgelegd wat niet meer openbaar is"),
    "journal.set_back": _("Hierna volgen vroegere momenten"),
}
