"""What staff do with reports and house rules, and who may."""

from brink.foundation.permissions import ADMIN, CLERK, SECRETARY, WRITERS, action, acts
from brink.foundation.visibility import Role

REPORT_ANSWER = action("report.answer", WRITERS | {Role.MODERATOR})
HOUSE_RULES_WRITE = action("house_rules.write", CLERK | SECRETARY | ADMIN)

acts("report.made", residents=True)
acts("report.answered", by=(REPORT_ANSWER,))
acts("house_rules.set", by=(HOUSE_RULES_WRITE,))
