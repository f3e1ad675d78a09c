"""What staff do with benches, and who may."""

from brink.foundation.permissions import WRITERS, action, acts

BENCH_WRITE = action("bench.write", WRITERS)

acts("bench.promised", "bench.placed", by=(BENCH_WRITE,))
