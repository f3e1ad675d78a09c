"""Names of the acts of dialogue groups, as the public journal shows them."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "groups.line_raised": _("Kader van de dialooggroepen ruimer gemaakt, met reden"),
    "groups.intervened": _("Iemand uit raad of bestuur sprak terwijl de groepen bezig waren"),
    "groups.group_added": _("Dialooggroep erbij"),
    "groups.evening_planned": _("Avond van een dialooggroep gepland"),
    "groups.evening_told": _("Verslag van een avond van een dialooggroep"),
    "groups.member_invited": _("Iemand uitgenodigd voor een dialooggroep"),
    "groups.member_left": _("Iemand gestopt met een dialooggroep"),
    "groups.members_destroyed": _("Gegevens van leden van dialooggroepen vernietigd"),
    "groups.proposed": _("Voorstel van een dialooggroep ingediend"),
    "groups.proposal_changed": _("Voorstel van een dialooggroep veranderd"),
    "groups.proposal_withdrawn": _("Voorstel van een dialooggroep ingetrokken"),
    "groups.owner_changed": _("Een ander trekt een voorstel van een dialooggroep"),
    "groups.dissented": _("Iemand in een dialooggroep ziet een voorstel anders"),
    "groups.dissent_shown": _("Minderheid van een dialooggroep bij het voorstel gezet"),
    "groups.dissent_hidden": _("Minderheid van een dialooggroep van de site gehaald"),
    "groups.proposal_checked": _("Voorstel van een dialooggroep getoetst aan het kader"),
    "groups.hold_released": _("Geld van een niet overgenomen voorstel vrijgegeven"),
    "groups.proposals_named": _("Elk voorstel van de dialooggroepen genoemd in een besluit"),
    "groups.proposal_started": _("Begonnen met een voorstel van een dialooggroep"),
    "groups.progress_told": _("Bericht over een kwartaal van een voorstel"),
    "groups.proposal_stopped": _("Voorstel van een dialooggroep gestopt, met reden"),
}
