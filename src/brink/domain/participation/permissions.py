"""What staff do about lines, halls and the door of a round, and who may."""

from brink.foundation.permissions import WRITERS, action
from brink.foundation.visibility import Role

HALL_OPEN = action("hall.open", WRITERS | {Role.MODERATOR})
ADMISSION_CHECK = action("admission.check", WRITERS)
