"""Whose the acts about mail are: everybody's own."""

from brink.foundation.permissions import acts

acts("digest.set", accounts=True)
acts("mail.stopped", residents=True)
