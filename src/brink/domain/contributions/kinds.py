"""Names of this room's acts, as the public journal shows them."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "contribution.received": _("Inbreng ontvangen"),
    "contribution.withdrawn": _("Inbreng ingetrokken door de gever"),
    "contribution.publicity_changed": _("Gever veranderde wat openbaar is"),
    "contribution.shown": _("Inbreng getoond"),
    "contribution.waiting": _("Inbreng even van de site gehaald"),
    "contribution.hidden": _("Inbreng verborgen, met reden"),
    "contribution.revised": _("Tekst op de site aangepast, met reden"),
    "contribution.handed_over": _("Inbreng doorgegeven aan een andere overheid"),
    "appeal.made": _("Gever vraagt een tweede blik"),
    "appeal.answered": _("Tweede blik beantwoord"),
    "giver.contact_left": _("Gever liet contactgegevens achter"),
    "giver.erased": _("Contactgegevens gewist"),
    "bundle.made": _("Bundel gemaakt"),
    "bundle.renamed": _("Bundel kreeg een andere naam"),
    "bundle.added": _("Inbreng in een bundel gelegd"),
    "bundle.removed": _("Inbreng uit een bundel gehaald"),
    "bundle.merged": _("Bundels samengevoegd"),
    "bundle.split": _("Bundel gesplitst"),
    "landing.made": _("Stemmen geland"),
    "landing.changed": _("Antwoord veranderd, met reden"),
    "landing.linked": _("Late stemmen bij een antwoord gelegd"),
    "landing.collective": _("Ronde beantwoord per stelling"),
    "answers.sent": _("Antwoorden verstuurd"),
    "reply.confirmed": _("Gever zegt: het klopt"),
    "objection.made": _("Gever zegt: het klopt niet"),
    "process.reply_date_set": _("Datum van het antwoord aangepast"),
    "process.recounted": _("Opnieuw geteld"),
    "body.terms_set": _("Termijnen aangepast"),
}
