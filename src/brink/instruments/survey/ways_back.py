"""What can be done after each act of this instrument, or what is told before it."""

from brink.domain.journal.ways_back import asks, by

WAYS_BACK = {
    "survey.questions_changed": by("survey.questions_changed"),
    "survey.words_answered": by("survey.words_answered"),
    "survey.weighted": by("survey.weighted"),
    "survey.accounted": by("survey.accounted"),
    "survey.weighting_published": asks(),
}
