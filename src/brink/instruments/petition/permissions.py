"""What staff do with petitions, who may, and what is a resident's."""

from brink.foundation.permissions import CLERK, WRITERS, action, acts

PETITION_WRITE = action("petition.write", WRITERS)
PETITION_RULE = action("petition.rule", CLERK)

acts("petition.supported", "petition.declared", "petition.confirmed", "petition.mended", residents=True)
acts(
    "petition.mend_asked", "petition.accepted", "petition.refused", "petition.paper_taken", "petition.sheet_taken",
    "petition.invalidated", "petition.restored", "petition.drawn", "petition.registrations", "petition.checked",
    by=(PETITION_WRITE,),
)  # fmt: skip
acts("petition.rules_adopted", "petition.scheduled", "petition.told", by=(PETITION_RULE,))
# What follows from what people did, and what the clock does.
acts("petition.reached", "petition.destroyed")
