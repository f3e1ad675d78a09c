"""Names of the acts of a survey, as the public journal shows them."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "survey.questions_changed": _("Vragen van een vragenlijst gewijzigd"),
    "survey.words_answered": _("Opgeschreven wat er in eigen woorden is gelezen"),
    "survey.weighted": _("Antwoorden gewogen naar cijfers van de bevolking"),
    "survey.accounted": _("Opgeschreven hoe een vragenlijst is gemaakt"),
    "survey.weighting_published": _("Gewogen cijfers op de site gezet"),
}
