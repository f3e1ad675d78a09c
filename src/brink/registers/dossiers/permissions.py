"""What staff do with dossiers, and who may."""

from brink.foundation.permissions import WRITERS, action, acts

DOSSIER_WRITE = action("dossier.write", WRITERS)

acts(
    "dossier.opened", "dossier.moment_added", "dossier.moment_taken_back", "dossier.closed", "dossier.reopened",
    by=(DOSSIER_WRITE,),
)  # fmt: skip
