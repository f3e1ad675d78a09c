"""The first half of the walk of `tools/manual.py`: from logging in to a round in which people say something."""

from datetime import date

from manual import Clerk, Staff

CLERK, ADMIN, SECOND = (f"{name}@provincie-drenthe" for name in ("marja", "berend", "ina"))
TITLE = "Veilig oversteken in Zweeloo"
SLUG = "veilig-oversteken-in-zweeloo-provincie-drenthe"
HOME, ANSWERS = f"/balie/processen/{SLUG}/", f"/balie/antwoorden/{SLUG}/"
ROUND = "Wat helpt u aan de overkant?"
SAID = (
    "Zet een verkeerslicht met een knop bij de oversteek.",
    "Een verkeerslicht voor voetgangers, met een lange groene tijd voor oudere mensen.",
    "Maak een drempel voor het dorpshuis, dan moeten auto’s wel langzamer.",
    "Een drempel en een smallere weg. Er wordt hier veel te hard gereden.",
    "Geen drempel, de bus schudt en de huizen trillen ervan.",
    "Meer licht bij de oversteek. In de winter ziet niemand je staan.",
    "De buurman van het witte huis rijdt hier elke dag als een gek.",
)


def begins(staff: Staff) -> None:
    """Log in, look around at the desk, choose how often to be mailed, see who does what."""
    visitor = staff()
    visitor.go("/account/login/")
    visitor.shot("inloggen", "main")
    visitor.write("Uw e-mailadres", f"{CLERK}.voorbeeld.invalid")
    visitor.press("Stuur mij een code")
    desk = staff(CLERK)
    desk.go("/balie/")
    desk.shot("bureau")
    desk.shot("bureau-telefoon", width=360)
    desk.shot("stand-van-uw-vragen", "section[aria-labelledby=stand]")
    desk.go("/balie/planning/")
    desk.go("/balie/mail/")
    desk.shot("mail-aan-mij", "main")
    for question in ("de-bus-op-zaterdag", "energie-van-ons-samen"):
        desk.go(f"/balie/processen/{question}/")
    admin = staff(ADMIN)
    admin.go("/balie/")
    admin.press("Organisatie")
    admin.shot("organisatie", "main")
    admin.go("/balie/mensen/")
    admin.shot("wie-doet-wat", "main")
    admin.select("Voor wie", "Lies Brandsma (voorbeeld)")
    admin.pick("moderator")
    admin.select("Bij welk team", "Team Samen besturen")
    admin.write("Waarom is dit nodig?", "Kijkt mee op dinsdag.")
    admin.press("Vraag de rol aan")
    second = staff(SECOND)
    second.go("/balie/mensen/")


def asks(staff: Staff) -> None:
    """Make the question in five steps, put it on the site, open its round."""
    desk = staff(CLERK)
    desk.go("/balie/")
    desk.press("Begin een nieuwe vraag")
    desk.write("Waar gaat het over?", TITLE)
    desk.choose("Verkeer en bus")
    desk.choose("Coevorden")
    desk.write("Waarom wel of niet?", "De mensen die er lopen, weten waar het misgaat.")
    desk.write("Waar steunt dit besluit op?", "Participatieverordening, artikel 3")
    desk.shot("vraag-onderwerp", "main")
    desk.press("Bewaar en ga verder")
    desk.choose("samen optrekken")
    desk.write("Toelichting", "Het fietspad en de oversteek horen bij elkaar.")
    desk.shot("vraag-andere-overheden", "main")
    desk.press("Leg vast")
    desk.press("Ga verder")
    desk.pick("Adviseren")
    desk.press("Toon wat past")
    desk.shot("vraag-schaal", "main")
    desk.press("Bewaar en ga verder")
    _writes_the_room(desk)
    _plans_the_round(desk)
    _opens(desk)


def _writes_the_room(desk: Clerk) -> None:
    """Fill in what is open, let Brink read along, and say it plainer."""
    desk.write("De vraag", "Wat helpt u om veilig over te steken bij het dorpshuis?")
    desk.write("Waarover mogen mensen meepraten?", "de plek van de oversteek\nhoe wij auto’s langzamer laten rijden")
    desk.write("Onderwerp", "de weg blijft een doorgaande weg", group="Grens 1")
    desk.choose("ligt vast", group="Grens 1")
    desk.write("Uitleg in gewone taal", "De bus en de brandweer rijden hier.", group="Grens 1")
    desk.write("In het kort", "Ten behoeve van de verkeersveiligheid wordt de oversteek geoptimaliseerd.")
    desk.shot("speelruimte-grens", "h2#grenzen", "fieldset.brink-boundary", height=1000)
    desk.press("Bewaar en lees mee")
    desk.shot("speelruimte-lees-mee", "label[for=id_summary]", ".brink-remarks")
    desk.write("In het kort", "Kinderen en ouderen steken hier over naar het dorpshuis. Auto’s rijden hard. Wat helpt?")
    desk.press("Bewaar en ga verder")


def _plans_the_round(desk: Clerk) -> None:
    """Plan one round with ideas, open from today."""
    desk.shot("rondes", "main")
    for what in ("bijeenkomst", "moment", "termijn"):
        desk.go(f"{HOME}toevoegen/{what}/")
    desk.go(f"{HOME}rondes/")
    desk.follow_to("instrument=ideas")
    desk.write("Titel", ROUND)
    desk.write("Waar gaat deze ronde over?", "Vertel wat u op deze plek nodig heeft.")
    desk.write("Open vanaf", date.today().isoformat())
    desk.shot("ronde-ideeen", "main", height=1100)
    desk.press("Bewaar de ronde")


def _opens(desk: Clerk) -> None:
    """See what is missing, say who adopted the text, publish it and open the round."""
    desk.press("Ga verder naar de controle")
    desk.shot("controle", "main", height=1000)
    desk.select("Welk orgaan heeft dit vastgesteld?", "Provinciale Staten")
    desk.press("Leg het vast")
    desk.shot("speelruimte-op-de-site", "#vaststellen", "section[aria-labelledby=site]")
    desk.press("Zet de speelruimte op de site")
    desk.shot("dit-gebeurt-er", "main")
    desk.press("Ja", exact=False)
    desk.shot("ronde-vrijgeven", "section[aria-labelledby=vrij]")
    desk.press(f"Geef vrij {ROUND}")
    desk.press("Ja", exact=False)
    desk.go(HOME)
    desk.shot("vraag-open", "main", height=1000)
    desk.press("Houd langer open", exact=False)
    desk.go(f"{HOME}speelruimte/")
    desk.press("Maak een nieuwe versie")
    desk.press("Gooi deze versie weg")
    desk.press("Ja", exact=False)


def hears(staff: Staff) -> None:
    """Get ideas on the site, type in a form on paper, write down what is said on the phone."""
    visitor, desk = staff(), staff(CLERK)
    for words in SAID:
        visitor.go(f"/processen/{SLUG}/")
        visitor.press("Geef uw idee")
        visitor.write("Wat is uw idee?", words)
        visitor.press("Verstuur mijn idee")
        if visitor.shows("Nog niet verstuurd"):
            visitor.press("Mijn idee is anders: verstuur")
    desk.go(HOME)
    desk.press("Drukwerk")
    desk.shot("drukwerk", "main")
    desk.press("Papieren formulier", exact=False)
    desk.write("Hoeveel formulieren?", "3")
    desk.press("Maak de formulieren")
    desk.shot("formulier", ".brink-paper__copy", height=1400)
    _types_in(desk, desk.page.locator("[data-printed-code]").first.inner_text())
    _writes_down(desk)


def _types_in(desk: Clerk, code: str) -> None:
    """Type in one form on paper, of somebody who left an address."""
    desk.go(f"{HOME}drukwerk/")
    desk.press("Typ ingevulde formulieren in")
    desk.write("#id_printed_code", code)
    desk.write("Wat is uw idee?", "Een zebrapad, met borden aan beide kanten.")
    desk.write("Mag iedereen uw woorden lezen?", "1")
    desk.write("Naam van de gever", "Geertje Prins (voorbeeld)")
    desk.write("Adres, mail of telefoon van de gever", "Dorpsstraat 1, 0000 AA Zweeloo")
    desk.shot("formulieren-invoeren", ".brink-pile", height=1000)
    desk.press("Bewaar en ga naar het volgende")
    desk.press("Verbeter", exact=False)
    desk.page.go_back()
    desk.shot("formulieren-geteld", ".brink-kicker", "[data-pile]")
    desk.press("Neem een bestand met formulieren over")


def _writes_down(desk: Clerk) -> None:
    """Write down what somebody says on the phone, with a number to call back."""
    desk.go("/balie/inbreng/")
    desk.press("Schrijf op wat er is gezegd")
    desk.press(f"{TITLE}: {ROUND}")
    desk.choose("aan de telefoon")
    desk.write("Wat is er gezegd?", "Ik loop met een rollator. Ik heb tien tellen meer nodig om over te steken.")
    desk.choose("De gever vindt het goed dat dit op de site komt")
    desk.unfold("Over de gever: naam, telefoon, e-mail")
    desk.write("Naam van de gever", "Albert Kuik (voorbeeld)")
    desk.write("Telefoon van de gever", "000 000 00 01")
    desk.shot("opschrijven", "main", height=1000)
    desk.press("Bewaar en maak het bonnetje")
    desk.shot("bonnetje", "main")


def guards(staff: Staff) -> None:
    """Answer a report, look over what waits, take that back, and see the house rules and the halls."""
    visitor, desk = staff(), staff(CLERK)
    visitor.go(f"/processen/{SLUG}/")
    visitor.press("Lees alle", exact=False)
    visitor.press(SAID[-1], exact=False)
    visitor.press("Meld dit", exact=False)
    visitor.choose("Er staan gegevens van iemand in")
    visitor.write("Wat klopt er niet?", "Iedereen in het dorp weet wie dit is.")
    visitor.press("Verstuur mijn melding")
    desk.go("/balie/meldingen/")
    desk.press("Er staan gegevens van iemand in")
    desk.choose("Verberg de woorden, en wat erbij hoort")
    desk.write("Reden voor de schrijver", "Buren weten over wie dit gaat. Zeg het gerust zonder dat huis te noemen.")
    desk.write("Antwoord aan wie het heeft gemeld", "U heeft gelijk. Wij hebben deze woorden verborgen.")
    desk.shot("melding", "main", height=1150)
    desk.press("Beslis en stuur het antwoord")
    desk.press("Ja", exact=False)
    desk.go("/balie/inbreng/controle/?lijst=nieuw")
    desk.go("/balie/inbreng/controle/")
    desk.shot("nakijken", "main", height=1000)
    desk.page.locator("input[name=voice]").nth(1).check()
    desk.press("Toon alles wat ik aanvinkte")
    desk.press("Ja, toon ze")
    desk.shot("terugdraaien", "section[aria-labelledby=wacht] h2", "form[action$='terug/']")
    desk.press("Draai de laatste keer terug", exact=False)
    desk.go("/balie/huisregels/")
    desk.shot("huisregels", "main")
    desk.go(HOME)
    desk.press("Zalen en aansluitingen")
