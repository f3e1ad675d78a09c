"""Names of the acts of a dialogue, as the public journal shows them."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "dialogue.statement_added": _("Zin toegevoegd aan een dialoog"),
    "dialogue.statement_reworded": _("Zin in een dialoog anders geschreven"),
    "dialogue.statement_retired": _("Zin uit een dialoog gehaald, met reden"),
    "dialogue.statements_answered": _("Zinnen van een dialoog beantwoord"),
}
