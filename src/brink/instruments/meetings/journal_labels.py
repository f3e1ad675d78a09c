"""Names of the acts of meetings, as the public journal shows them."""

from django.utils.translation import gettext_lazy as _

KINDS = {"meeting.handled": _("Opgeschreven wat er met een vraag in een bijeenkomst is gedaan")}
