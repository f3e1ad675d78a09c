"""/balie/mensen/rollen/: every act of the site, and whose it is: for the privacy officer, and for who asks whom."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from brink.domain.journal.labels import label
from brink.domain.people.desk import BrinkRequest, login_first, own_body
from brink.foundation.organs import OrganKind
from brink.foundation.permissions import Line, lines
from brink.foundation.role_names import ROLE_NAMES, role_names
from brink.foundation.visibility import BESIDE, DESK, ELECTED, Role

KIND_NAMES = {
    OrganKind.COUNCIL: gettext_lazy("raad of Staten"),
    OrganKind.EXECUTIVE: gettext_lazy("bestuur"),
    OrganKind.COMMITTEE: gettext_lazy("commissie"),
    OrganKind.PRESIDIUM: gettext_lazy("presidium"),
    OrganKind.WORKING_GROUP: gettext_lazy("werkgroep"),
    OrganKind.CLERKS: gettext_lazy("griffie"),
    OrganKind.OFFICE: gettext_lazy("bureau"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One act in the words of the journal, with its key, and whose it is."""

    name: str
    key: str
    whose: tuple[str, ...]


def by_organ(line: Line) -> dict[OrganKind, frozenset[Role]]:
    """Return which roles may do an act for which kind of organ; nothing when the organ makes no difference."""
    sided = [one for one in line.actions if one.by_organ]
    if not sided:
        return {}
    return {kind: frozenset().union(*(one.by_organ.get(kind, frozenset()) for one in sided)) for kind in OrganKind}


def whose(line: Line) -> Iterator[str]:
    """Say whose an act is: of residents, of roles, for some organs of others, or of nobody by a page."""
    if line.residents:
        yield _("inwoners, ook zonder account")
    if line.accounts:
        yield _("iedereen die inlogt, over zichzelf")
    plain = frozenset().union(*(one.roles for one in line.actions if not one.by_organ))
    if plain:
        yield role_names(plain)
    sides: dict[frozenset[Role], list[str]] = {}
    for kind, roles in by_organ(line).items():
        sides.setdefault(roles, []).append(str(KIND_NAMES[kind]))
    for roles, kinds in sides.items():
        said = {"kinds": ", ".join(kinds), "roles": role_names(roles)}
        yield _("voor %(kinds)s: %(roles)s") % said if roles else _("voor %(kinds)s: niemand") % said
    if not (line.residents or line.accounts or line.actions):
        yield _("Brink zelf, of wie de site beheert")


def table() -> list[Row]:
    """Return every act of the register, by its name."""
    rows = (Row(label(line.kind), line.kind, tuple(whose(line))) for line in lines.all())
    return sorted(rows, key=lambda one: (one.name.casefold(), one.key))


@require_safe
@login_first
def roles(request: BrinkRequest) -> HttpResponse:
    """Show all roles with what they open, and whose every act is."""
    body = own_body(request, DESK)
    opens = {
        **dict.fromkeys(DESK, _("Heeft een balie. Twee beheerders geven deze rol samen.")),
        **dict.fromkeys(ELECTED, _("Heeft geen balie. Iedereen leest wie dit is.")),
        **dict.fromkeys(BESIDE, _("Heeft geen balie. Niemand leest wie dit is.")),
    }
    context = {
        "body": body, "rows": table(), "roles": [(name, opens[role]) for role, name in ROLE_NAMES.items()],
    }  # fmt: skip
    return render(request, "people/roles.html", context)
