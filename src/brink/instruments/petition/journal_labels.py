"""Names of the acts of petitions, as the public journal shows them."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "petition.rules_adopted": _("Regels voor het agenderingsrecht vastgelegd"),
    "petition.mend_asked": _("Gevraagd om een voorstel te verbeteren"),
    "petition.mended": _("Voorstel verbeterd door wie het indiende"),
    "petition.accepted": _("Voorstel opengesteld voor steun"),
    "petition.refused": _("Voorstel afgewezen"),
    "petition.declared": _("Steunverklaring ingevuld, nog niet bevestigd"),
    "petition.confirmed": _("Steunverklaring bevestigd"),
    "petition.supported": _("Steunverklaring gegeven"),
    "petition.paper_taken": _("Steunverklaringen van papier ingevoerd"),
    "petition.sheet_taken": _("Steunverklaring van papier ingevoerd"),
    "petition.reached": _("Genoeg steun voor een voorstel"),
    "petition.invalidated": _("Steunverklaring telt niet mee"),
    "petition.restored": _("Steunverklaring telt weer mee"),
    "petition.drawn": _("Steekproef uit de steun getrokken"),
    "petition.registrations": _("Uitkomst van de controle ingevoerd"),
    "petition.checked": _("Controle van de steun afgerond"),
    "petition.scheduled": _("Besloten over een voorstel van inwoners"),
    "petition.told": _("Verteld wat er met een voorstel is gebeurd"),
    "petition.destroyed": _("Gegevens van wie steunde vernietigd"),
}
