"""Names of the acts of this app, as the public journal shows them."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "gathering.set": _("Bijeenkomst ingericht"),
    "gathering.agenda_set": _("Agenda van een bijeenkomst vastgelegd"),
    "gathering.presence_noted": _("Vastgelegd wie bij een bijeenkomst was"),
    "gathering.reported": _("Verslag van een bijeenkomst geplaatst"),
    "gathering.taken_along": _("Een bestuurder heeft opgeschreven wat hij of zij meenam"),
    "gathering.imported": _("Agenda ingelezen uit een bestand"),
    "signup.made": _("Iemand heeft zich aangemeld voor een bijeenkomst"),
    "signup.cancelled": _("Iemand heeft zich afgemeld voor een bijeenkomst"),
    "signup.read": _("Lijst van aanmeldingen bekeken"),
    "signup.called": _("Iemand is gebeld over een bijeenkomst"),
}
