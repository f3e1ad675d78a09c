"""Inviting somebody to come in for the first time."""

from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.people.models import Person
from brink.foundation.errors import BadInput, NotNow


@act("person.invited", Person, on="person")
def invite(*, person: Person, actor: Actor, key: str | None = None) -> Done[Person]:
    """Note that somebody is invited; the mail goes after it. Raises NotNow for who came in before."""
    if person.account is None:
        raise BadInput(_("Deze persoon kan nog niet inloggen. Vul eerst een e-mailadres in."), field="person")
    if person.account.last_login is not None:
        raise NotNow(_("Deze persoon is al eens binnen geweest en kan zelf een code vragen."))
    return Done(person)
