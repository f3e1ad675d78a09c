"""Names of the acts of a budget, as the public journal shows them."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "budget.plan_added": _("Plan op de lijst van een buurtbudget gezet"),
    "budget.plans_brought_in": _("Plannen uit een tabel op de lijst van een buurtbudget gezet"),
    "budget.plan_changed": _("Plan van een buurtbudget anders beschreven"),
    "budget.plan_removed": _("Plan van de lijst van een buurtbudget gehaald, met reden"),
}
