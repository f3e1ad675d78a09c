"""Names of the acts of this app, as the journal shows them."""

from django.utils.translation import gettext_lazy as _

KINDS = {"talk.answered": _("Antwoord gegeven aan wie een gesprek heeft gevraagd")}
