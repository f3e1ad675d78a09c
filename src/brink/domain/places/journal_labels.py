"""Names of the acts of this app, as the journal shows them."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "places.facts_loaded": _("Gebieden en inwoneraantallen geladen"),
    "places.areas_imported": _("Grenzen van gebieden geladen"),
    "places.area_added": _("Gebied toegevoegd"),
    "places.area_renamed": _("Naam van een gebied veranderd"),
    "places.area_removed": _("Gebied weggehaald"),
    "places.population_imported": _("Inwoneraantallen geladen"),
}
