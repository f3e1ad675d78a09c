"""What staff do with the kader, and who may."""

from brink.foundation.permissions import CLERK, action

FRAMEWORK_ADOPT = action("framework.adopt", CLERK)
