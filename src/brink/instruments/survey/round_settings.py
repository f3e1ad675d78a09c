"""What the setup of a survey decides, and the kind of contribution it takes. Pure."""

from collections.abc import Mapping
from typing import Any

from brink.instruments.survey.questions import Questionnaire

KEY = "survey"
FILLED = "filled_survey"
"""The kind of all answers of one person together."""


def planned_questions(stored: Mapping[str, Any]) -> Questionnaire:
    """Return the questions of a round that is being set up."""
    return Questionnaire.from_data(stored.get("questions") or ())
