"""What can be done after each act of this app, or what is told before it."""

from brink.domain.journal.ways_back import Why, asks, by, free

WAYS_BACK = {
    "report.made": free(Why.GIVER),
    "report.answered": asks("contribution.moderated"),
    "house_rules.set": by("house_rules.set"),
}
