"""What staff do about lines and halls, and who may."""

from brink.foundation.permissions import WRITERS, action
from brink.foundation.visibility import Role

HALL_OPEN = action("hall.open", WRITERS | {Role.MODERATOR})
