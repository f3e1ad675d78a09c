"""What staff do with gatherings, who may, and what is everybody's."""

from brink.foundation.permissions import WRITERS, action, acts
from brink.foundation.visibility import Role

GATHERING_WRITE = action("gathering.write", WRITERS)
TAKEN_WRITE = action("gathering.taken", frozenset({Role.EXECUTIVE, Role.CHAIR}))

acts("signup.made", "signup.cancelled", by=(GATHERING_WRITE,), residents=True)
acts(
    "gathering.set", "gathering.agenda_set", "gathering.presence_noted", "gathering.reported", "gathering.imported",
    "signup.read", "signup.called", by=(GATHERING_WRITE,),
)  # fmt: skip
# What an administrator took along is theirs to say; whoever keeps the minutes may write down what they dictated.
acts("gathering.taken_along", by=(TAKEN_WRITE, GATHERING_WRITE))
