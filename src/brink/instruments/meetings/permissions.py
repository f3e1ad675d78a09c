"""Whose the acts at meetings are: the words are a contribution, and their line stands there."""

from brink.domain.gatherings.permissions import GATHERING_WRITE
from brink.foundation.permissions import acts

acts("meeting.handled", by=(GATHERING_WRITE,))
