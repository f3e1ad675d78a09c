"""What staff do with reports and house rules, and who may."""

from brink.foundation.permissions import WRITERS, action
from brink.foundation.visibility import Role

REPORT_ANSWER = action("report.answer", WRITERS | {Role.MODERATOR})
HOUSE_RULES_WRITE = action("house_rules.write", frozenset({Role.CLERK, Role.ADMIN}))
