"""Names of the acts of this app, as the journal shows them."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "places.facts_loaded": _("Gebieden en inwoneraantallen geladen"),
    "places.areas_imported": _("Grenzen van gebieden geladen"),
    "places.population_imported": _("Inwoneraantallen geladen"),
}
