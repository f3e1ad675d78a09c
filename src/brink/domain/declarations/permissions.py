"""Who says what a body declares of itself: who keeps the body's facts."""

from brink.domain.people.permissions import BODY_WRITE
from brink.foundation.permissions import acts

acts("declaration.set", by=(BODY_WRITE,))
