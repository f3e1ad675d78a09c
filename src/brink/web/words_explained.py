"""Words that readers meet on this site, each with what it means: what /woorden/ shows."""

from django.utils.translation import gettext_lazy as _

WORDS = (
    (_("afwijking"), _("Wij doen iets anders dan in het kader staat. De reden staat erbij.")),
    (_("balie"), _("De kant van de site waar medewerkers werken. U ziet daar niets van, behalve wat zij antwoorden.")),
    (_("belang"), _("Iets dat voor mensen op het spel staat. Bijvoorbeeld veilig naar school kunnen fietsen.")),
    (_("besluit"), _("Wat het bestuur heeft gekozen. Op de pagina van een besluit leest u waarom.")),
    (_("bestuurder"), _("Iemand uit het dagelijks bestuur, zoals een gedeputeerde of een wethouder.")),
    (_("bijdrage"), _("Wat iemand heeft gezegd of geschreven: een idee, een antwoord, een verhaal aan tafel.")),
    (_("bundel"), _("Bijdragen die over hetzelfde gaan, bij elkaar gelegd. Elke bijdrage houdt haar eigen volgcode.")),
    (_("dialoog"), _("Een gesprek in korte zinnen. U zegt bij elke zin of u het ermee eens bent.")),
    (_("fractie"), _("De volksvertegenwoordigers van één partij samen.")),
    (_("grens"), _("Iets waar u niet over kunt meepraten, of alleen als iemand de grens verschuift.")),
    (_("griffie"), _("De medewerkers van de volksvertegenwoordiging. Zij werken niet voor het dagelijks bestuur.")),
    (_("inbreng"), _("Alles wat mensen over een vraag hebben gezegd, samen.")),
    (_("kader"), _("De afspraken over wie wanneer mag meedoen, en hoe.")),
    (_("makelaar"), _("Iemand die de woorden van een ander doorgeeft, omdat die ander dat liever niet zelf doet.")),
    (_("minderheid"), _("Wie iets anders vindt dan de meeste mensen. Een goed besluit gebruikt ook wat zij weten.")),
    (_("ronde"), _("Een tijd waarin u op één manier kunt meedoen. Een vraag heeft één of meer rondes.")),
    (_("speelruimte"), _("Waar u over kunt meepraten, wat al vastligt, wie er beslist en wanneer.")),
    (_("toezegging"), _("Iets wat een bestuurder heeft beloofd, met een dag erbij.")),
    (_("volgcode"), _("Drie woorden, acht cijfers en een letter. Daarmee leest u wat er met uw woorden is gebeurd.")),
    (_("volksvertegenwoordiging"), _("De mensen die u kiest om namens u te beslissen.")),
)
