"""Counting a closed round is the clock's: nobody at a desk does it, and nobody reads what one person said."""

from brink.foundation.permissions import acts

acts("reach.counted")
