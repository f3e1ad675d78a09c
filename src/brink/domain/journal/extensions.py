"""What the journal adds elsewhere: sealing, by the clock."""

from brink.domain.journal.sealing import seal
from brink.foundation.periodic import periodic

# Last, so that what the other parts wrote down is sealed with the rest.
periodic.register("journal", seal, order=90)
