"""Following: from a code on a slip to everything that became of the words under it, whichever body holds them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from brink.domain.contributions.models import GIVERS, Contribution, EndedCode, TrackingCode
from brink.domain.people import attempts
from brink.foundation import codes
from brink.foundation.errors import BadInput, NotAllowed

# Codes are over 60 bits, so this is against noise; a village hall where forty people share a line stays below it.
TRIES_AN_HOUR = 100
WHAT = "volgcode"


@dataclass(frozen=True, slots=True)
class Followed:
    """What lies under one code: the first body's row comes first, copies at other bodies after it."""

    code: str
    holder: str
    contributions: tuple[Contribution, ...]


def look_up(code: str) -> Followed | None:
    """Return what lies under a normalised code, or None. No limit: for whoever was let in by `find` before.

    One code is one act of giving; it has one contribution per body, and its parts when it was split. The rows
    are read body by body key: no table of one body is joined with that of another.
    """
    rows = list(
        TrackingCode.objects.filter(code_hash__in=codes.hash_code(code).every)
        .select_related("contribution__tenant", "contribution__process", "contribution__round")
        .order_by("created_at", "id")
    )
    if not rows:
        return None
    return Followed(code, rows[0].holder, tuple(row.contribution for row in rows))


def find(*, typed: str, source: str) -> Followed:
    """Return what lies under the code that somebody typed.

    `source` is the hashed source of the request (`people.attempts.source_of`). Raises TooMany after `TRIES_AN_HOUR`,
    and BadInput with one and the same sentence for every code that leads nowhere; another for one that cannot be right
    as it was typed, and for one that a new code took the place of: only who held it can type that. Not to be called in
    a transaction: a failed try must be counted.
    """
    code = codes.read(typed)
    if code is None and codes.is_mistyped(typed):
        raise BadInput(_("Deze code klopt niet. Kijk of er een teken verkeerd is."), field="code")
    followed = None
    if code is not None:
        attempts.check(source, WHAT, TRIES_AN_HOUR)
        followed = look_up(code)
        if followed is None and is_ended(code):
            raise BadInput(_("Deze code is vervangen door een nieuwe. Kijk in uw mail."), field="code")
    if followed is None:
        said = _("Deze code kennen wij niet. Kijk op uw bonnetje: drie woorden, acht cijfers en een letter.")
        raise BadInput(said, field="code")
    return followed


def is_ended(code: str) -> bool:
    """Tell whether a new code took the place of this one."""
    return EndedCode.objects.filter(code_hash__in=codes.hash_code(code).every).exists()


def require_giver(contribution: Contribution, code: str) -> None:
    """Refuse whoever does not hold the giver's code of this contribution; a broker may read along, not act."""
    normal = codes.normalise(code)
    holds = (
        normal is not None
        and TrackingCode.objects.filter(
            tenant_id=contribution.tenant_id,
            contribution=contribution,
            code_hash__in=codes.hash_code(normal).every,
            holder__in=GIVERS,
        ).exists()
    )
    if not holds:
        raise NotAllowed(_("Dat kan alleen met de code van wie de woorden heeft gegeven."))
