"""What can be done after each act of dialogue groups, or what is told before it."""

from brink.domain.journal.ways_back import Why, asks, by, free

WAYS_BACK = {
    "groups.line_raised": asks(),
    "groups.intervened": free(Why.ADDS),
    "groups.group_added": free(Why.ADDS),
    "groups.evening_planned": free(Why.ADDS),
    "groups.evening_told": by("groups.evening_told"),
    "groups.member_invited": by("groups.member_left"),
    "groups.member_left": by("groups.member_invited"),
    "groups.members_destroyed": free(Why.CLOCK),
    "groups.proposed": free(Why.GIVER),
    "groups.proposal_changed": free(Why.GIVER),
    "groups.proposal_withdrawn": free(Why.GIVER),
    "groups.owner_changed": by("groups.owner_changed"),
    "groups.dissented": free(Why.GIVER),
    "groups.dissent_shown": by("groups.dissent_hidden"),
    "groups.dissent_hidden": by("groups.dissent_shown"),
    "groups.proposal_checked": by("groups.proposal_checked"),
    "groups.hold_released": free(Why.CLOCK),
    "groups.proposals_named": by("groups.proposals_named"),
    "groups.proposal_started": by("groups.proposal_stopped"),
    "groups.progress_told": free(Why.ADDS),
    "groups.proposal_stopped": asks(),
}
