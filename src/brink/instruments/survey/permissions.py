"""Whose the acts of a survey are."""

from brink.domain.contributions.permissions import LANDING_WRITE
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.foundation.permissions import acts

acts(
    "survey.questions_changed", "survey.weighted", "survey.accounted", "survey.weighting_published",
    by=(PROCESS_WRITE,),
)  # fmt: skip
acts("survey.words_answered", by=(LANDING_WRITE,))
