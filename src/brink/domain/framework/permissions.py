"""What staff do with the kader, and who may."""

from brink.foundation.organs import OrganKind
from brink.foundation.permissions import CLERK, SECRETARY, action, acts

# Each side notes what its own organ adopted.
FRAMEWORK_ADOPT = action("framework.adopt", by_organ={OrganKind.COUNCIL: CLERK, OrganKind.EXECUTIVE: SECRETARY})

acts("framework.adopted", by=(FRAMEWORK_ADOPT,))
acts("framework.imported")
