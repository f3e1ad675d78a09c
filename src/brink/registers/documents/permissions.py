"""What staff do with documents, and who may. What is secret is for the griffie and the secretary alone."""

from brink.foundation.permissions import WRITERS, action, acts

DOCUMENT_WRITE = action("document.write", WRITERS)

acts(
    "document.added", "document.renewed", "document.labelled", "document.readers_named", "document.opened",
    "document.withdrawn",
    by=(DOCUMENT_WRITE,),
)  # fmt: skip
