"""What can be done after each act on a petition."""

from brink.domain.journal.ways_back import Why, asks, by, free

WAYS_BACK = {
    "petition.rules_adopted": by("petition.rules_adopted"),
    "petition.mend_asked": by("petition.mend_asked", "petition.accepted", "petition.refused"),
    "petition.mended": free(Why.GIVER),
    "petition.accepted": asks("process.withdrawn"),
    "petition.refused": asks("landing.changed"),
    "petition.declared": free(Why.GIVER),
    "petition.confirmed": free(Why.GIVER),
    "petition.supported": free(Why.GIVER),
    "petition.paper_taken": by("petition.invalidated"),
    "petition.sheet_taken": by("sheet.corrected"),
    "petition.reached": free(Why.CLOCK),
    "petition.invalidated": by("petition.restored"),
    "petition.restored": by("petition.invalidated"),
    "petition.drawn": asks(),
    "petition.registrations": by("petition.registrations"),
    "petition.checked": asks(),
    "petition.scheduled": asks("petition.scheduled"),
    "petition.told": asks("landing.changed"),
    "petition.destroyed": free(Why.CLOCK),
}
