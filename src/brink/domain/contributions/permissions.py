"""What staff do with the words of givers, and who may."""

from brink.domain.people.permissions import BODY_WRITE, WORK_ASSIGN
from brink.foundation.permissions import WRITERS, action, acts
from brink.foundation.visibility import DESK, Role

_MODERATORS = WRITERS | {Role.MODERATOR}

CONTRIBUTION_ENTER = action("contribution.enter", _MODERATORS)
CONTRIBUTION_MODERATE = action("contribution.moderate", _MODERATORS)
GIVER_READ = action("giver.read", WRITERS)
BUNDLE_WRITE = action("bundle.write", WRITERS)
LANDING_WRITE = action("landing.write", WRITERS)
REPLY_WRITE = action("reply.write", WRITERS)
NOTE_WRITE = action("note.write", DESK)
ADMISSION_CHECK = action("admission.check", WRITERS)

# Whoever is responsible for a subject says so of an answer; whether it was asked of them, the act itself asks.
ANSWER_COSIGN = action("answer.cosign", frozenset({Role.EXECUTIVE}))

acts("answer.cosigned", by=(ANSWER_COSIGN,))
acts("contribution.received", by=(CONTRIBUTION_ENTER,), residents=True)
acts("contribution.withdrawn", "contribution.publicity_changed", by=(CONTRIBUTION_MODERATE,), residents=True)
acts(
    "admission.confirmed", "round.joined", "appeal.made", "objection.made", "reply.confirmed",
    "giver.contact_left", "code.mailed", "contribution.changed",
    "clarity.said",
    residents=True,
)  # fmt: skip
acts("admission.checked", "admission.refused", "round.invited", "invitations.handed_out", by=(ADMISSION_CHECK,))
acts(
    "contribution.moderated", "contribution.revised", "appeal.answered", "contribution.split",
    "earlier_words.closed",
    by=(CONTRIBUTION_MODERATE,),
)  # fmt: skip
acts(
    "bundle.added", "bundle.made", "bundle.merged", "bundle.removed", "bundle.renamed", "bundle.split",
    "contribution.themed",
    by=(BUNDLE_WRITE,),
)  # fmt: skip
acts(
    "landing.made", "landing.changed", "landing.collective", "landing.stopped", "landing.linked",
    "contribution.given_back", "contribution.handed_over", "contribution.moved", "body.hand_over_set",
    by=(LANDING_WRITE,),
)  # fmt: skip
acts(
    "answers.sent", "answers.called_back", "giver.called", "giver.call_undone", "process.unreached", "letters.dropped",
    by=(REPLY_WRITE,),
)  # fmt: skip
acts("givers.listed", "letters.made", "letters.posted", "giver.read", by=(GIVER_READ,))
acts("contribution.assigned", "answer.assigned", by=(WORK_ASSIGN,))
acts("note.added", "note.changed", "note.removed", by=(NOTE_WRITE,))
acts("body.terms_set", by=(BODY_WRITE,))
# Many at once, from a file.
acts("contributions.received", by=(CONTRIBUTION_ENTER,))
acts("code.replaced", "process.reply_date_set", "process.recounted")
