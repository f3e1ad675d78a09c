"""What staff do about lines, halls and the door of a round, and who may."""

from brink.domain.contributions.permissions import ADMISSION_CHECK, CONTRIBUTION_ENTER
from brink.foundation.permissions import WRITERS, action, acts
from brink.foundation.visibility import Role

__all__ = ["ADMISSION_CHECK", "HALL_OPEN"]

HALL_OPEN = action("hall.open", WRITERS | {Role.MODERATOR})

acts("hall.opened", "hall.closed", "hall.asked", "hall.question_closed", "line.looked_at", by=(HALL_OPEN,))
acts("sheet.corrected", "sheets.taken_over", "sheet.refused", by=(CONTRIBUTION_ENTER,))
