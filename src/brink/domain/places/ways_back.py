"""What can be done after each act of this app; maps, facts and counts are loaded by a command, and loaded anew."""

from brink.domain.journal.ways_back import Why, by, free

WAYS_BACK = {
    "places.areas_imported": free(Why.CLOCK),
    "places.facts_loaded": free(Why.CLOCK),
    "places.population_imported": free(Why.CLOCK),
    "places.area_added": by("places.area_renamed", "places.area_removed"),
    "places.area_renamed": by("places.area_renamed"),
    "places.area_removed": by("places.area_added"),
}
