"""What can be done after each act on a petition."""

from brink.domain.journal.ways_back import Why, asks, by, free

WAYS_BACK = {
    "petition.rules_adopted": by("petition.rules_adopted"),
    "petition.mend_asked": by("petition.mend_asked", "petition.accepted", "petition.refused"),
    "petition.mended": free(Why.GIVER),
    "petition.accepted": by("process.withdrawn"),
    "petition.refused": by("landing.changed"),
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
    "petition.scheduled": by("petition.scheduled"),
    "petition.told": by("landing.changed"),
    "petition.destroyed": free(Why.CLOCK),
}
