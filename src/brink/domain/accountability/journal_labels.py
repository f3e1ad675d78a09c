"""Names of the acts of this app, as the public journal shows them."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "baseline.loaded": _("Cijfers van een onderzoek ingelezen, met hun bron"),
    "internal_room.written": _("Ruimte tussen volksvertegenwoordiging en bestuur opgeschreven"),
    "internal_room.adopted": _("Ruimte tussen volksvertegenwoordiging en bestuur vastgesteld"),
    "internal_room.dropped": _("Concept van de ruimte tussen volksvertegenwoordiging en bestuur weggegooid"),
    "decision.fitted": _("Opgeschreven of een besluit binnen de afgesproken ruimte past"),
    "participation.chosen": _("Gekozen of inwoners meedoen, en hoe ver of waarom niet"),
    "process.serves": _("Gezegd bij welke leidende vraag een vraag hoort"),
    "self_check.filled": _("Zelftoets van de vuistregels ingevuld"),
    "public_text.published": _("Tekst over meedoen op de site gezet"),
}
