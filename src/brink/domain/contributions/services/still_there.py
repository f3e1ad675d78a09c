"""Words that are there: the one refusal for acts on words that their giver took back."""

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution
from brink.foundation.errors import NotNow


def require_there(contribution: Contribution) -> Contribution:
    """Return the words of a giver, or raise NotNow when they were taken back."""
    if contribution.withdrawn_at is not None:
        raise NotNow(_("De gever heeft deze woorden ingetrokken."))
    return contribution
