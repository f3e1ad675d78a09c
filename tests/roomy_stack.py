"""Room for deep calls: one stretch of memory for the frames of a whole test, instead of one asked for at each call.

CPython 3.11 keeps the frames of a thread in chunks of 16 KiB, each a mapping of memory of its own, and gives a chunk
back as soon as the call that needed it returns. Where a loop stands just below the edge of a chunk, every call in it
maps and unmaps one. Below pytest, Django's client and our pages that happens all the time: half a million mappings in
one file of tests, and a fifth of the whole suite (`strace -c`). A function whose own frame needs a large chunk gets
that, and all that it calls finds room behind it; pages of it that nobody touches cost nothing. Under the web server
calls are less deep, and pages there were measured to map nothing.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
# In slots of eight bytes: more than a quarter of a MiB, so that CPython takes the next power of two, half a MiB, and
# almost half of it stays for what is called.
_SLOTS = 33_000


def with_room(call: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    """Call this, with room for some two thousand frames below it."""
    return call(*arguments, **named)


with_room.__code__ = with_room.__code__.replace(co_stacksize=_SLOTS)
