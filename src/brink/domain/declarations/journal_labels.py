"""Names of the acts of this app, as the public journal shows them."""

from django.utils.translation import gettext_lazy as _

KINDS = {"declaration.set": _("Verklaringen over toegankelijkheid en privacy aangepast")}
