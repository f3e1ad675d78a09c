"""Whose the acts about ideas are: the idea itself is a contribution, and its line stands there."""

from brink.domain.contributions.permissions import CONTRIBUTION_MODERATE
from brink.domain.reports.permissions import REPORT_ANSWER
from brink.foundation.permissions import acts

acts("idea.supported", residents=True)
acts("idea.photo_removed", by=(CONTRIBUTION_MODERATE, REPORT_ANSWER), residents=True)
acts("idea.recounted", "idea.point_rounded", "round.seeded")
