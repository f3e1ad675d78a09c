"""What staff do with benches, and who may."""

from brink.foundation.permissions import WRITERS, action

BENCH_WRITE = action("bench.write", WRITERS)
