"""What was done to words after they came in, and by whom: what the desk reads of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Appeal, Contribution, ModerationAct
from brink.domain.people.models import Account
from brink.foundation.role_names import role_name


@dataclass(frozen=True, slots=True)
class Change:
    """One change: when, what, why, and who did it."""

    at: datetime
    what: str
    reason: str
    who: str


def _who(role: str, account: Account | None = None) -> str:
    """Return who did it: the person where that is known, else as what."""
    return str(account) if account is not None else role_name(role)


def changes(voice: Contribution, acts: Sequence[ModerationAct]) -> list[Change]:
    """Return what was done to these words, oldest first; `acts` have their account at hand. Two queries."""
    found = [Change(one.created_at, one.get_to_display(), one.reason, _who(one.by_role, one.by)) for one in acts]
    found += [
        Change(one.created_at, _("tekst aangepast"), one.reason, _who(one.by_role)) for one in voice.revisions.all()
    ]
    appeal = Appeal.objects.filter(tenant_id=voice.tenant_id, contribution=voice).select_related("answered_by").first()
    if appeal is not None and appeal.answered_at is not None:
        what = _("bezwaar van de gever toegewezen") if appeal.granted else _("bezwaar van de gever afgewezen")
        found.append(Change(appeal.answered_at, what, appeal.answer, _who("", appeal.answered_by)))
    return sorted(found, key=lambda one: one.at)
