"""Reading the frozen outcome of a round: as it was frozen, with the words that may still be read."""

from brink.domain.processes.instrument import registry
from brink.domain.processes.models import Round
from brink.domain.processes.outcome import Outcome


def frozen_outcome(round: Round) -> Outcome | None:
    """Return the outcome of a closed round, None before closing. Whoever shows an outcome reads it here.

    What is frozen never changes, while words can be hidden or taken back: the instrument fills them in.
    """
    frozen = getattr(round, "frozen_outcome", None)
    if frozen is None:
        return None
    outcome, instrument = Outcome.from_data(frozen.data), registry.get(round.instrument)
    return outcome if instrument is None else instrument.retell(round, outcome)
