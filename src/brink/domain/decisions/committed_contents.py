"""What of a decision the public record commits to: all of it, from its publication on."""

from collections.abc import Callable

from django.db.models import Q

from brink.domain.contributions.models import Moderation, Publicity
from brink.domain.decisions.models import (
    AdviceDeviation,
    Decision,
    DecisionCommitment,
    Dilemma,
    Erratum,
    GoodGovernment,
    GroupReason,
    GroupVote,
    Involvement,
    MinorityNote,
    Option,
    PolicyDeviation,
    Position,
    WeighingLine,
)
from brink.domain.journal.contents import register


def _with_the_decision() -> Q:
    """Return the rule of what is read on the page of a decision: public with it."""
    return Q(decision__published_at__isnull=False)


def _with_the_decision_and_its_quote() -> Q:
    """Return the rule of the minority note: words that were taken back are read nowhere, so not in an export either."""
    may_be_read = Q(quoted__withdrawn_at=None, quoted__moderation=Moderation.SHOWN)
    return _with_the_decision() & (Q(quoted=None) | (may_be_read & ~Q(quoted__publicity=Publicity.CLOSED)))


_PUBLIC: Callable[[], Q] = _with_the_decision
_OF = "decision__process_id"

register(
    Decision, whole=True, process="process_id",
    words=("title", "competence", "question", "text", "explanation"),
    facts=("process", "destination", "slug", "organ", "on", "evaluation_on", "published_at", "corrected_at"),
    left_out={"kind": "about the body: who may take which kind of decision is told there"},
)  # fmt: skip
register(
    Erratum, whole=True, process=_OF,
    words=(
        "reason", "remark", "competence_before", "competence_after", "text_before", "text_after", "explanation_before",
        "explanation_after",
    ),
    facts=("decision", "number", "published_at"),
    left_out={
        "proposed_by": "an account: the act in the log says by whom", "published_by": "an account, as proposed_by",
    },
)  # fmt: skip
register(
    Option, process=_OF, public=_PUBLIC, words=("title", "consequences"),
    facts=("decision", "number", "nothing", "chosen"),
)  # fmt: skip
register(
    WeighingLine, process=_OF, public=_PUBLIC, words=("who", "norm_side", "value_side", "done", "reason"),
    facts=("decision", "destination", "number", "interest", "bundle", "round", "group_key", "weight"),
)  # fmt: skip
register(Dilemma, process=_OF, public=_PUBLIC, words=("text", "choice"), facts=("decision", "number"))
register(PolicyDeviation, process=_OF, public=_PUBLIC, words=("rule", "reason", "precedent"), facts=("decision",))
register(AdviceDeviation, process=_OF, public=_PUBLIC, words=("reason",), facts=("decision", "followed"))
register(GoodGovernment, process=_OF, public=_PUBLIC, words=("answers",), facts=("decision",))
register(
    GroupVote, process=_OF, public=_PUBLIC, words=("group",), facts=("decision", "in_favour", "against"),
    left_out={"council_group": "the fractie whose name is committed to; older votes were tied to it afterwards"},
)  # fmt: skip
register(
    GroupReason, process=_OF, public=_PUBLIC, words=("argument", "minutes", "proposal", "taken_over"),
    facts=("decision", "vote", "asked_on", "by_member", "proposal_state"),
)  # fmt: skip
register(
    MinorityNote, process=_OF, public=_with_the_decision_and_its_quote,
    words=("argument", "holders", "adopted", "not_further", "softening", "method"),
    facts=("decision", "none_found", "quoted"),
)  # fmt: skip
register(
    Position, process="process_id", words=("text", "reason"),
    facts=("process", "group", "person", "number", "stance", "since"),
)  # fmt: skip
register(
    Involvement, process="process_id", words=("what", "reason"),
    facts=("process", "phase", "person", "on", "attendance"),
)  # fmt: skip
register(DecisionCommitment, process=_OF, facts=("decision", "commitment"))
