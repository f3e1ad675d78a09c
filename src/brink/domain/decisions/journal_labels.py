"""Names of the acts of this app, as the journal shows them."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "decision.drafted": _("Besluit in concept gemaakt"),
    "decision.discarded": _("Concept van een besluit weggegooid"),
    "decision.edited": _("Concept van een besluit aangepast"),
    "decision.options": _("Keuzes van een besluit opgeschreven"),
    "decision.weighed": _("Belang gewogen"),
    "decision.principles": _("Beginselen van goed bestuur beantwoord"),
    "decision.minority": _("Opgeschreven wat de minderheid inbracht"),
    "decision.votes": _("Stemming per fractie ingevuld"),
    "decision.group_asked": _("Aan een fractie gevraagd waarom zij tegen was"),
    "decision.group_noted": _("Uit het verslag opgeschreven waarom een fractie tegen was"),
    "decision.group_spoke": _("Een fractie heeft opgeschreven waarom zij tegen was"),
    "group.themes_chosen": _("Thema's van een fractie gekozen"),
    "person.themes_chosen": _("Eigen thema's gekozen"),
    "involvement.planned": _("Gepland waar iemand met een zetel wordt verwacht"),
    "involvement.noted": _("Opgeschreven wie met een zetel erbij was"),
    "involvement.dropped": _("Gepland moment weggehaald"),
    "decision_kind.added": _("Soort besluit toegevoegd"),
    "decision_kind.changed": _("Soort besluit veranderd"),
    "decision_kind.removed": _("Soort besluit weggehaald"),
    "position.taken": _("Standpunt opgeschreven"),
    "decision.advice": _("Opgeschreven of het advies van inwoners is gevolgd"),
    "decision.dilemmas": _("Moeilijke afwegingen opgeschreven"),
    "decision.deviates": _("Afwijking van beleid opgeschreven"),
    "decision.promised": _("Toezegging bij een besluit gedaan"),
    "decision.correction_proposed": _("Verbetering van een besluit voorgesteld"),
    "decision.correction_dropped": _("Voorstel voor een verbetering weggegooid"),
    "decision.corrected": _("Besluit verbeterd, met reden"),
    "decision.published": _("Besluit openbaar gemaakt"),
}
