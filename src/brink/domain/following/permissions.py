"""Whose the acts of following are: of whoever wants the mail, without an account."""

from brink.foundation.permissions import acts

acts("follow.asked", "follow.confirmed", "follow.stopped", residents=True)
