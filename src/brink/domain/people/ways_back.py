"""What can be done after each act of this app, or what is told before it."""

from brink.domain.journal.ways_back import Why, by, free

WAYS_BACK = {
    "body.founded": by("body.changed"),
    "body.neighbour_added": by("body.changed"),
    "body.changed": by("body.changed"),
    "organ.added": by("organ.changed", "organ.removed"),
    "organ.changed": by("organ.changed"),
    "organ.removed": by("organ.added"),
    "person.invited": free(Why.ADDS),
    "absence.added": by("absence.removed"),
    "absence.removed": by("absence.added"),
    "person.added": free(Why.CLOCK),
    "person.seated": by("role.ended"),
    "person.account_linked": free(Why.CLOCK),
    "contact.assigned": by("contact.assigned", "contact.ended"),
    "contact.ended": by("contact.assigned"),
    "contact.handed_over": by("contact.handed_over", "contact.assigned"),
    "group.added": by("group.changed", "group.removed"),
    "group.changed": by("group.changed"),
    "group.removed": by("group.added"),
    "member.added": by("role.ended", "member.moved"),
    "member.moved": by("member.moved", "role.ended"),
    "members.brought": by("role.ended", "member.moved"),
    "role.first_admins": free(Why.CLOCK),
    "role.granted": by("role.ended"),
    "role.ended": by("role.requested"),
    "role.requested": by("role.withdrawn"),
    "role.withdrawn": by("role.requested"),
    "team.added": by("team.changed"),
    "team.changed": by("team.changed"),
}
