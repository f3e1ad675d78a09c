"""What staff do with the statements of a dialogue: with rights that the apps below have."""

from brink.domain.contributions.permissions import LANDING_WRITE
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.foundation.permissions import acts

acts("dialogue.statement_added", "dialogue.statement_retired", "dialogue.statement_reworded", by=(PROCESS_WRITE,))
acts("dialogue.statements_answered", by=(LANDING_WRITE,))
