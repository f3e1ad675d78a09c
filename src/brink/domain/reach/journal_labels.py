"""Names of the acts of this app, as the public journal shows them."""

from django.utils.translation import gettext_lazy as _

KINDS = {"reach.counted": _("Geteld wie in een ronde hebben meegedaan")}
