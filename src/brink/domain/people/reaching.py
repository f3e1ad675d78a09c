"""How people reach a body, from one place: its own telephone, else the help line of the site; and what calling gives.

Everything that says a number or promises something on the telephone asks here: pages, slips and forms on paper.
"""

from django.conf import settings
from django.utils.translation import gettext as _

from brink.domain.people.models import Body


def phone_of(body: Body | None) -> str:
    """Return the number of a body as people read it; "" when nobody picks up."""
    return body.telephone if body is not None else str(settings.HELP_PHONE)


def follow_by_phone(body: Body | None) -> str:
    """Say what somebody with a code can ask on the telephone; "" when there is no number.

    Without the code nobody can be found: that is said on every page, so no slip says otherwise.
    """
    phone = phone_of(body)
    if not phone:
        return ""
    return _("Of bel %(phone)s en noem de code: dan lezen wij u voor wat ermee gebeurt.") % {"phone": phone}
