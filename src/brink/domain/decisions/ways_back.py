"""What can be done after each act of this app, or what is told before it."""

from brink.domain.journal.ways_back import Why, asks, by, free

WAYS_BACK = {
    "decision.promised": by("commitment.moved", "commitment.settled"),
    "decision.edited": by("decision.edited"),
    "decision.advice": by("decision.advice"),
    "decision.minority": by("decision.minority"),
    "decision.principles": by("decision.principles"),
    "decision.dilemmas": by("decision.dilemmas"),
    "decision.options": by("decision.options"),
    "decision.votes": by("decision.votes"),
    "decision.group_asked": by("decision.group_noted"),
    "decision.group_noted": by("decision.group_noted"),
    "decision.group_spoke": by("decision.group_spoke"),
    "group.themes_chosen": by("group.themes_chosen"),
    "person.themes_chosen": by("person.themes_chosen"),
    "involvement.planned": by("involvement.dropped"),
    "involvement.dropped": by("involvement.planned"),
    "involvement.noted": by("involvement.noted"),
    "decision_kind.added": by("decision_kind.changed", "decision_kind.removed"),
    "decision_kind.changed": by("decision_kind.changed"),
    "decision_kind.removed": by("decision_kind.added"),
    "position.taken": by("position.taken"),
    "decision.weighed": by("decision.weighed"),
    "decision.drafted": by("decision.edited", "decision.discarded"),
    "decision.discarded": asks("decision.drafted"),
    "decision.deviates": free(Why.ADDS),
    "decision.published": asks("decision.corrected"),
    "decision.correction_proposed": by("decision.correction_dropped"),
    "decision.correction_dropped": by("decision.correction_proposed"),
    "decision.corrected": asks("decision.corrected"),
}
