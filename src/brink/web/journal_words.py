"""What happened, in plain words: names of the journal's kinds of the rooms that did not name their own, and of actors.

A room names its kinds itself with `journal.labels.register_labels`; what stands here only fills the gaps.
"""

from django.utils.translation import gettext_lazy as _

from brink.domain.journal.labels import labels, register_labels

WORDS = {
    "places.facts_loaded": _("Gebieden en inwoneraantallen geladen"),
    "places.areas_imported": _("Grenzen van gebieden geladen"),
    "places.population_imported": _("Inwoneraantallen geladen"),
    "body.founded": _("Overheid toegevoegd"),
    "organ.added": _("Orgaan toegevoegd"),
    "person.added": _("Persoon toegevoegd"),
    "person.account_linked": _("Account aan een persoon gekoppeld"),
    "member.added": _("Lid toegevoegd"),
    "role.first_admins": _("Eerste beheerders aangewezen"),
    "role.requested": _("Rol aangevraagd"),
    "role.granted": _("Rol gegeven, door twee mensen gezien"),
    "role.withdrawn": _("Aanvraag van een rol ingetrokken"),
    "role.ended": _("Rol beëindigd"),
    "contact.assigned": _("Contact voor een streek aangewezen"),
    "contact.handed_over": _("Contact voor een streek gewisseld"),
    "contact.ended": _("Contact voor een streek gestopt"),
    "framework.imported": _("Kader geladen"),
    "framework.adopted": _("Kader vastgesteld"),
    "process.created": _("Vraag begonnen"),
    "process.edited": _("Gegevens van een vraag aangepast"),
    "process.participation": _("Bekendgemaakt of inwoners meedoen, en waarom"),
    "process.withdrawn": _("Vraag gestopt, met reden"),
    "process.weighing": _("Weging begonnen"),
    "process.answered": _("Iedereen heeft antwoord"),
    "process.evaluated": _("Teruggekeken op een vraag"),
    "process.aligned": _("Afgestemd met een andere overheid"),
    "lesson.added": _("Les opgeschreven"),
    "room.drafted": _("Ruimte in concept gemaakt"),
    "room.edited": _("Concept van de ruimte aangepast"),
    "room.bounded": _("Grenzen van de ruimte opgeschreven"),
    "room.adopted": _("Ruimte vastgesteld"),
    "room.published": _("Ruimte openbaar gemaakt"),
    "standing.opened": _("Vaste vraag opengezet"),
    "room.changed": _("Ruimte veranderd, met reden"),
    "process.stands_open": _("Stand van zaken: de vraag is open"),
    "process.stands_closed": _("Stand van zaken: meedoen kan niet meer"),
    "process.stands_weighing": _("Stand van zaken: wij wegen wat iedereen zei"),
    "process.stands_decided": _("Stand van zaken: er is een besluit"),
    "round.planned": _("Ronde gepland"),
    "round.edited": _("Plan van een ronde aangepast"),
    "round.dropped": _("Geplande ronde geschrapt"),
    "round.opened": _("Ronde geopend"),
    "round.extended": _("Ronde verlengd, met reden"),
    "round.closed": _("Ronde gesloten en telling vastgezet"),
    "event.planned": _("Bijeenkomst gepland"),
    "event.changed": _("Bijeenkomst veranderd"),
    "event.cancelled": _("Bijeenkomst afgezegd, met reden"),
    "term.set": _("Termijn van de wet ingevuld"),
    "term.dropped": _("Termijn van de wet weggehaald"),
    "moment.planned": _("Moment van besluit gepland"),
    "moment.dropped": _("Moment van besluit geschrapt"),
    "stakeholder.added": _("Betrokkene toegevoegd"),
    "interest.added": _("Belang toegevoegd"),
    "partner.added": _("Andere overheid doet mee"),
    "deviation.recorded": _("Afwijking van het kader vastgelegd, met reden"),
    "contributions.received": _("Veel bijdragen tegelijk ontvangen"),
    "decision.drafted": _("Besluit in concept gemaakt"),
    "decision.edited": _("Concept van een besluit aangepast"),
    "decision.options": _("Keuzes van een besluit opgeschreven"),
    "decision.weighed": _("Belang gewogen"),
    "decision.minority": _("Opgeschreven wat de minderheid inbracht"),
    "decision.votes": _("Stemming per fractie ingevuld"),
    "decision.advice": _("Opgeschreven of het advies van inwoners is gevolgd"),
    "decision.dilemmas": _("Moeilijke afwegingen opgeschreven"),
    "decision.deviates": _("Afwijking van beleid opgeschreven"),
    "decision.published": _("Besluit openbaar gemaakt"),
    "commitment.made": _("Toezegging gedaan"),
    "commitment.agreed": _("Toezegging afgesproken"),
    "commitment.reminded": _("Iemand op een toezegging aangesproken"),
    "commitment.settled": _("Toezegging afgerekend"),
}

ACTORS = {
    "resident": _("Een inwoner"),
    "system": _("Brink zelf"),
    "council": _("Een volksvertegenwoordiger"),
    "executive": _("Een bestuurder"),
    "clerk": _("De griffie"),
    "officer": _("Een medewerker"),
    "moderator": _("Een moderator"),
    "admin": _("Een beheerder"),
}


def register_words() -> None:
    """Name every kind here that no room named itself; called once, when the apps are ready."""
    named = labels()
    register_labels({kind: words for kind, words in WORDS.items() if kind not in named})


def actor(role: str) -> str:
    """Return who acted, by role and never by name."""
    return str(ACTORS.get(role, _("Onbekend")))
