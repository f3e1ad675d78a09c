"""Names of the acts of this app, as the journal shows them."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "body.founded": _("Overheid toegevoegd"),
    "body.neighbour_added": _("Andere overheid op de site gezet"),
    "body.changed": _("Gegevens van een overheid veranderd"),
    "organ.added": _("Orgaan toegevoegd"),
    "organ.changed": _("Naam of zetels van een orgaan veranderd"),
    "organ.removed": _("Orgaan weggehaald"),
    "person.invited": _("Iemand uitgenodigd om in te loggen"),
    "person.seated": _("Persoon toegevoegd met een zetel of een taak"),
    "person.added": _("Persoon toegevoegd"),
    "person.account_linked": _("Account aan een persoon gekoppeld"),
    "team.added": _("Team toegevoegd"),
    "team.changed": _("Naam of leden van een team veranderd"),
    "absence.added": _("Medewerker is afwezig, een collega neemt het werk over"),
    "absence.removed": _("Medewerker neemt het eigen werk terug"),
    "group.added": _("Fractie toegevoegd"),
    "group.changed": _("Fractie veranderd"),
    "group.removed": _("Fractie weggehaald"),
    "member.added": _("Lid toegevoegd"),
    "member.moved": _("Lid van fractie veranderd"),
    "members.brought": _("Leden ingelezen"),
    "role.first_admins": _("Eerste beheerders aangewezen"),
    "role.requested": _("Rol aangevraagd"),
    "role.granted": _("Rol gegeven, door twee mensen gezien"),
    "role.withdrawn": _("Aanvraag van een rol ingetrokken"),
    "role.ended": _("Rol beëindigd"),
    "contact.assigned": _("Contact voor een streek aangewezen"),
    "contact.handed_over": _("Contact voor een streek gewisseld"),
    "contact.ended": _("Contact voor een streek gestopt"),
}
