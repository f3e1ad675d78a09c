"""Who acted, in plain words: by role and never by name."""

from django.utils.translation import gettext_lazy as _

ACTORS = {
    "resident": _("Een inwoner"),
    "system": _("Brink zelf"),
    "council": _("Een volksvertegenwoordiger"),
    "executive": _("Een bestuurder"),
    "clerk": _("De griffie"),
    "officer": _("Een medewerker"),
    "moderator": _("Een moderator"),
    "admin": _("Een beheerder"),
}


def actor(role: str) -> str:
    """Return who acted, by role and never by name."""
    return str(ACTORS.get(role, _("Onbekend")))
