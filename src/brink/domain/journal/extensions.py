"""What the journal adds elsewhere: committing to contents and sealing, by the clock."""

from brink.domain.journal.covering import cover
from brink.domain.journal.journal_labels import KINDS
from brink.domain.journal.labels import register_labels
from brink.domain.journal.sealing import seal
from brink.foundation.periodic import periodic

register_labels(KINDS)
periodic.register("contents", cover, order=89)
# Last, so that what the other parts wrote down is sealed with the rest.
periodic.register("journal", seal, order=90)
