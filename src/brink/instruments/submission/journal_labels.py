"""Names of the acts on submissions, as the public journal shows them."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "submission.judged": _("Beoordeeld of een zienswijze meetelt"),
    "submission.dated": _("Dag van ontvangst van een zienswijze verbeterd"),
    "submission.point_added": _("Punt van een zienswijze opgeschreven"),
    "submission.point_written": _("Punt of antwoord van een zienswijze geschreven"),
    "submission.point_removed": _("Punt van een zienswijze weggehaald"),
    "submission.cleaned": _("Zienswijze zonder namen op de site gezet"),
    "submission.nota_written": _("Nota van zienswijzen geschreven"),
    "submission.answered": _("Punten van zienswijzen in één keer beantwoord"),
    "submission.nota_adopted": _("Nota van zienswijzen vastgesteld"),
    "submission.told": _("Besluit verteld aan wie een zienswijze instuurde"),
    "submission.destroyed": _("Namen en adressen bij zienswijzen vernietigd"),
    "submission.key_list": _("Lijst van nummers met namen opgehaald"),
}
