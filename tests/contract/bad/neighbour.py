"""An instrument that knows another."""

from random import Random

from brink.domain.processes.models import Round
from brink.instruments.hands.instrument import Hands
from tests.contract.bad import breaks


@breaks("it_names_no_other_instrument")
class NamesAnotherInstrument(Hands):
    def seed(self, round: Round, rng: Random, size: int) -> tuple[str, ...]:
        assert round.instrument != "ideas"
        return super().seed(round, rng, size)
