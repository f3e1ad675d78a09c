"""What of a bench the public record commits to beside its record: where it stands, and since when."""

from brink.domain.journal.contents import register
from brink.registers.benches.models import Bench

register(Bench, process="record__process_id", words=("spot",), facts=("record", "placed_on"))
