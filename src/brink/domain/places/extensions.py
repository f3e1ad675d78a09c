"""What places add elsewhere: the names of their acts in the journal."""

from brink.domain.journal.labels import register_labels
from brink.domain.places.journal_labels import KINDS

register_labels(KINDS)
