"""What can be done after each act of this app, or what is told before it."""

from brink.domain.journal.ways_back import Why, by, free

WAYS_BACK = {
    "absence.added": by("absence.removed"),
    "absence.removed": by("absence.added"),
    "body.founded": free(Why.CLOCK),
    "organ.added": free(Why.CLOCK),
    "person.added": free(Why.CLOCK),
    "person.account_linked": free(Why.CLOCK),
    "contact.assigned": by("contact.assigned", "contact.ended"),
    "contact.ended": by("contact.assigned"),
    "contact.handed_over": by("contact.handed_over", "contact.assigned"),
    "member.added": by("role.ended"),
    "role.first_admins": free(Why.CLOCK),
    "role.granted": by("role.ended"),
    "role.ended": by("role.requested"),
    "role.requested": by("role.withdrawn"),
    "role.withdrawn": by("role.requested"),
    "team.added": by("team.changed"),
    "team.changed": by("team.changed"),
}
