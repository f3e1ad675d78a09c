"""How roles are called, for whoever reads who did something or who may."""

from collections.abc import Collection, Mapping

from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brink.foundation.visibility import Role

ROLE_NAMES: Mapping[Role, str | Promise] = {
    Role.COUNCIL: gettext_lazy("volksvertegenwoordiger"),
    Role.COMMITTEE: gettext_lazy("bijzonder commissielid"),
    Role.GROUP_STAFF: gettext_lazy("fractiemedewerker"),
    Role.EXECUTIVE: gettext_lazy("bestuurder"),
    Role.CHAIR: gettext_lazy("commissaris of burgemeester"),
    Role.CLERK: gettext_lazy("griffie"),
    Role.SECRETARY: gettext_lazy("bestuurssecretaris"),
    Role.OFFICER: gettext_lazy("ambtenaar"),
    Role.MODERATOR: gettext_lazy("moderator"),
    Role.RESEARCHER: gettext_lazy("onderzoeker"),
    Role.ADMIN: gettext_lazy("beheerder"),
}


def role_name(role: str) -> str:
    """Return in words as what somebody acted, from what a row keeps of it; nothing for who is in no role."""
    named = {str(one): str(name) for one, name in ROLE_NAMES.items()}
    return named.get(role) or {"resident": _("de gever"), "system": "Brink"}.get(role, "")


def role_names(roles: Collection[Role]) -> str:
    """Return these roles in words, in the order of the table: "griffie of beheerder"."""
    return get_text_list([str(name) for role, name in ROLE_NAMES.items() if role in roles], _("of"))
