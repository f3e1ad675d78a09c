"""A giver says whether it was clear what they could talk about: once under each code."""

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Clarity, Clear, Contribution
from brink.domain.contributions.services.following import look_up
from brink.domain.contributions.services.self_service import own_words
from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import RESIDENT, Actor
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow


@act("clarity.said", Contribution, on="contribution")
def say_clear(
    *, contribution: Contribution, code: str, answer: str, actor: Actor = RESIDENT, key: str | None = None
) -> Done[Contribution]:
    """Note whether it was clear what one could talk about. Raises BadInput, or NotNow when it was said before."""
    row, followed = own_words(contribution, code), look_up(code)
    if answer not in Clear.values:
        raise BadInput(_("Kies ja, voor een deel, of nee."), field="answer")
    if followed is None or followed.contributions[0].pk != row.pk or row.process.standing:
        raise NotNow(_("Bij deze woorden vragen wij dit niet."))
    if Clarity.objects.filter(tenant_id=row.tenant_id, contribution=row).exists():
        raise NotNow(_("U heeft dit al gezegd. Dat kan één keer."))
    Clarity.objects.create(
        tenant_id=row.tenant_id, created_at=clock.now(), contribution=row, process_id=row.process_id, said=answer
    )
    # Nothing to read for anybody: an entry for all would tell the moment of each and no more.
    return Done(row, {"process": str(row.process_id)}, public=False)
