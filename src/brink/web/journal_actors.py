"""Who acted, in plain words: by role and never by name."""

from django.utils.translation import gettext_lazy as _

ACTORS = {
    "resident": _("Een inwoner"),
    "system": _("Brink zelf"),
    "council": _("Een volksvertegenwoordiger"),
    "committee_member": _("Een bijzonder commissielid"),
    "group_staff": _("Een fractiemedewerker"),
    "executive": _("Een bestuurder"),
    "chair": _("De commissaris of burgemeester"),
    "clerk": _("De griffie"),
    "secretary": _("De bestuurssecretaris"),
    "officer": _("Een medewerker"),
    "moderator": _("Een moderator"),
    "researcher": _("Een onderzoeker"),
    "admin": _("Een beheerder"),
}


def actor(role: str) -> str:
    """Return who acted, by role and never by name."""
    return str(ACTORS.get(role, _("Onbekend")))
