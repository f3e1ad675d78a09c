"""What of voices the public record commits to: the words, their bundles, and where they landed with which reason.

Of a contribution no moment of its own: the log has the act that gave it, and no more.
"""

from django.db.models import Q

from brink.domain.contributions import models as m
from brink.domain.journal.contents import register
from brink.foundation.visibility import ANYONE, visible


def _of_public_words() -> Q:
    """Return the rule of a quotation: its words are public by themselves, now.

    What a body quotes knowingly of words that are not public stays out of an export; the log has its hash.
    """
    return Q(was_public=True, contribution__in=visible(ANYONE, m.Contribution.objects.all()))


_MOMENTS = ("bundled_at", "landed_at", "drafted_at", "replied_at", "first_replied_at", "confirmed_at", "reopened_at")
_COUNTS = ("support_count", "reply_count")

register(
    m.Contribution, process="process_id",
    words=("title", "text", "public_name", "place"),
    facts=(
        "process", "round", "parent", "split_from", "kind", "channel", "language", "publicity", "area", "theme",
        "moderation", "withdrawn_at",
    ),
    left_out={
        **dict.fromkeys(_MOMENTS, "where the desk is with it: the answer and the landing have their own moments"),
        **dict.fromkeys(_COUNTS, "a count: recomputed"),
        "admission": "who took part, and how: nobody's to read", "held_at": "of what counts it is empty",
        "handler": "who at the desk takes it up: nobody's business outside",
        "changed_at": "told by the act in the log, and by the earlier words",
        "handed_over_at": "told by the act in the log", "reply_due_on": "a promise to the giver, computed",
    },
)  # fmt: skip
register(
    m.EarlierWords, process="contribution__process_id", words=("title", "text"), facts=("contribution",),
    left_out={"verbatim": "as given: for giver and desk alone", "shown": "whether it may be read: that is the rule"},
)  # fmt: skip
register(
    m.Bundle, process="process_id", words=("title", "summary"),
    facts=("process", "number", "merged_into", "split_from"), left_out={"item_count": "a count: recomputed"},
)  # fmt: skip
register(
    m.BundleItem, process="bundle__process_id", facts=("bundle", "contribution", "removed_at"),
    left_out={"suggested": "how the desk found it"},
)  # fmt: skip
register(
    m.Quotation, process="contribution__process_id", public=_of_public_words, words=("words",),
    facts=("contribution", "was_public"),
)  # fmt: skip
register(m.Destination, process="process_id", words=("title",), facts=("process", "kind"))
register(
    m.Answer, whole=True, process="process_id", words=("reason", "not_adopted", "signed_by"),
    facts=("process", "outcome", "destination", "parked_until", "sent_at"),
    left_out={
        "handler": "who at the desk reads it over: nobody's business outside",
        "batch": "which answers went out together", "opened_at": "that somebody read it is nobody else's",
    },
)  # fmt: skip
register(
    m.Landing, process="answer__process_id", words=("change_reason",),
    facts=("contribution", "answer", "bundle", "beside", "sent_at", "holds"),
    left_out={
        "current": "which one the desk works on", "told_at": "between body and giver: when somebody was called or read",
        "told_by": "between body and giver",
    },
)  # fmt: skip
register(m.Unreached, process="process_id", words=("reason",), facts=("process", "count"))
