"""The second half of the walk of `tools/manual.py`: from a round that closes to a question that is answered."""

from datetime import date, timedelta

from manual import Clerk, Staff
from manual_asking import ANSWERS, CLERK, HOME, SAID

OFFICER, ELSEWHERE = "aziz@provincie-drenthe", "trijntje@gemeente-coevorden"
DECISION = "/balie/besluiten/veilig-oversteken-in-zweeloo/"
# Name of the bundle, a word of each contribution that belongs in it, and how it is weighed.
BUNDLES = {
    "Een verkeerslicht met genoeg tijd": (
        ("verkeerslicht", "rollator"), "De provincie beheert deze weg.", "Wie langzaam loopt, is bang.",
        "Er komt een verkeerslicht met een knop.", "Dit helpt de meeste mensen.",
    ),
    "Auto’s moeten langzamer rijden": (
        ("Maak een drempel", "smallere weg"), "Hier mag u 50 rijden.", "Hard rijden maakt mensen boos.",
        "Er komt een bord dat uw snelheid laat zien.", "Een drempel kan niet: de bus rijdt hier.",
    ),
    "Een oversteek die je ziet": (
        ("Meer licht", "zebrapad"), "Een zebrapad mag hier.", "In het donker voelt het niet veilig.",
        "Er komen lampen en borden.", "Dat kost weinig en helpt meteen.",
    ),
    "Liever geen drempel": (
        ("Geen drempel",), "Voor een drempel is geen regel.", "Wie hier woont, wil rust.",
        "Er komt geen drempel.", "Het verkeerslicht doet hetzelfde.",
    ),
}  # fmt: skip
# A decision is written in parts of which one is open; here all are, to fill them in one after another.
ALL_OPEN = "all => all.forEach(one => { one.removeAttribute('name'); one.open = true })"
FIRST_OPEN = "all => all.forEach((one, place) => { one.open = place === 0 })"


def reads(staff: Staff) -> None:
    """Close the round early, which counts it; read what came in beside the list, and lay it in bundles."""
    desk = staff(CLERK)
    desk.go(HOME)
    desk.press("Pauzeer", exact=False)
    desk.shot("pauzeren", "main")
    desk.write("Waarom?", "Er staat een fout in de uitleg. Morgen gaan wij verder.")
    desk.press("Pauzeer de ronde")
    desk.press("Ja", exact=False)
    desk.go(HOME)
    desk.press("Open weer", exact=False)
    desk.press("Ja", exact=False)
    desk.go(HOME)
    desk.press("Sluit eerder", exact=False)
    desk.write("Waarom?", "Het werk aan de weg begint eerder. Wij willen uw ideeën meenemen.")
    desk.press("Sluit de ronde")
    desk.shot("eerder-sluiten", "main")
    desk.press("Ja", exact=False)
    desk.go(HOME)
    desk.shot("vraag-gesloten", ".brink-kicker", "#stappen", "section[aria-labelledby=werk]")
    desk.press("Begin de weging", button=True)
    desk.shot("begin-weging", "main")
    desk.press("Ja", exact=False)
    desk.go(HOME)
    desk.press("Inbreng")
    desk.shot("werktafel")
    desk.shot("werktafel-telefoon", width=360)
    desk.press("Zet een verkeerslicht", exact=False)
    desk.shot("werktafel-open")
    desk.press("Ik pak dit op")
    staff(OFFICER).go(desk.at())
    desk.press("Alles van deze bijdrage")
    desk.shot("bijdrage", "main", height=1000)
    desk.go(HOME)
    desk.press("Bundels")
    desk.shot("bundels-voorstel", "section[aria-labelledby=voorstel]")
    for number, (name, (words, *_)) in enumerate(BUNDLES.items()):
        _bundles(desk, name, words, picture=number == 0)
    desk.go(HOME)
    desk.press("Bundels")
    desk.press(f"1. {next(iter(BUNDLES))}")
    desk.shot("bundel", "main", height=1000)


def _bundles(desk: Clerk, name: str, words: tuple[str, ...], *, picture: bool) -> None:
    """Tick in the list what belongs together, and lay it in a new bundle with a name in people's own words."""
    desk.go(HOME)
    desk.press("Inbreng")
    for one in words:
        for row in desk.page.locator("tbody tr", has_text=one).all():
            row.locator("input[name=stem]").check()
    desk.select("Leg in bundel", "Een nieuwe bundel")
    if not desk.page.locator("#bulk-titel").is_visible():
        desk.unfold("Meer")
    desk.write("Naam van de nieuwe bundel", name)
    if picture:
        desk.shot("bundel-maken", ring="button[name=doe][value=bundel]")
    desk.press("Leg ze erin")


def decides(staff: Staff) -> None:
    """Write the decision as a whole, and publish it."""
    desk = staff(CLERK)
    desk.go(HOME)
    desk.press("Begin het besluit")
    desk.write("Op welke dag", date.today().isoformat())
    desk.shot("besluit-begin", "main")
    desk.press("Begin", exact=False, button=True)
    desk.shot("werkbank")
    desk.page.locator("details").evaluate_all(ALL_OPEN)
    _fills_in(desk)
    desk.shot("weging", ".brink-lines details", height=900, edge=0)
    desk.page.locator("details.brink-part").evaluate_all(FIRST_OPEN)
    desk.press("Bewaar alles")
    desk.shot("werkbank-vol", ring="form[action$='publiceer/'] button")
    desk.press("Maak het besluit openbaar")
    desk.shot("besluit-openbaar", "main")
    desk.press("Ja", exact=False)


def _fills_in(desk: Clerk) -> None:
    """Fill in every part of the workbench that is asked."""
    later = (date.today() + timedelta(days=365)).isoformat()
    parts = {
        "besluit-text": "Bij het dorpshuis komt een verkeerslicht met een knop en meer licht.",
        "besluit-competence": "artikel 105 van de Provinciewet",
        "besluit-explanation": "Wie naar het dorpshuis loopt, drukt op een knop en heeft ruim de tijd.",
        "besluit-evaluation_on": later,
        "keuzes-0-title": "Niets doen", "keuzes-0-consequences": "Oversteken blijft gevaarlijk.",
        "keuzes-1-title": "Een verkeerslicht", "keuzes-1-consequences": "Auto’s wachten soms even.",
        "minderheid-argument": "Geen drempel, de bus schudt en de huizen trillen ervan.",
        "minderheid-holders": "Eén bewoner", "minderheid-adopted": "Er komt geen drempel.",
        "minderheid-not_further": "Alles is overgenomen.",
        "minderheid-softening": "Er verandert niets aan de weg zelf.",
        "advies-reason": "Mensen vroegen om een verkeerslicht.",
        "stemming-0-group": "Fractie A", "stemming-0-in_favour": "29", "stemming-0-against": "0",
        "stemming-1-group": "Fractie B", "stemming-1-in_favour": "0", "stemming-1-against": "14",
        "toezegging-title": "Over een jaar staat het verkeerslicht er",
        "toezegging-receiver": "Dorpsbelang Zweeloo", "toezegging-due_on": later,
    }  # fmt: skip
    for place, words in parts.items():
        desk.write(f"#id_{place}", words)
    for place in ("keuzes-0-nothing", "keuzes-1-chosen", "advies-followed_0"):
        desk.choose(f"#id_{place}")
    desk.select("#id_toezegging-owner", "Aziz Amrani (voorbeeld)")
    lines = desk.page.locator("[id^=id_bundle-][id$=-norm_side]").all()
    for line, (_, *weighed) in zip(lines, BUNDLES.values(), strict=True):
        name = str(line.get_attribute("id")).removesuffix("norm_side")
        for field, words in zip(("norm_side", "value_side", "done", "reason"), weighed, strict=True):
            desk.write(f"#{name}{field}", words)
        desk.choose(f"#{name}weight_2")


def answers(staff: Staff) -> None:
    """Answer each bundle, read everything over, send it, and see what can be called back."""
    desk = staff(CLERK)
    desk.go(HOME)
    desk.press("Antwoorden")
    desk.shot("antwoorden", "main")
    for number, (name, (*_, done, reason)) in enumerate(BUNDLES.items()):
        desk.press(name)
        desk.choose("overgenomen")
        desk.write("De reden", f"{done} {reason}")
        desk.field("Waar is het terug te vinden?").select_option(index=1)
        desk.press("Bekijk eerst wat de gever leest")
        if number == 0:
            desk.shot("antwoord", "main", height=1300)
        desk.press("Leg dit antwoord vast")
    desk.go(ANSWERS)
    desk.press(SAID[-1], exact=False)
    desk.choose("overgenomen")
    desk.write("De reden", "Er komt een bord dat uw snelheid laat zien. Over één persoon beslissen wij niet.")
    desk.field("Waar is het terug te vinden?").select_option(index=1)
    desk.press("Bekijk eerst wat de gever leest")
    desk.press("Leg dit antwoord vast")
    desk.go(ANSWERS)
    desk.shot("antwoorden-klaar", "section[aria-labelledby=klaar]")
    desk.press("Lees alles na en verstuur")
    desk.shot("nalezen", "main", height=1000)
    desk.press("Ja", exact=False)
    desk.shot("net-verstuurd", "main")


def reaches(staff: Staff) -> None:
    """Call who left a number, print letters for who left an address, and close the question."""
    desk = staff(CLERK)
    desk.press("Bel of schrijf")
    desk.press("Toon namen en nummers")
    _notes_a_call(desk, "Nee")
    desk.press("Noteer")
    _notes_a_call(desk, "Ja")
    desk.shot("belijst", "li[id^=gever-]", edge=6)
    desk.press("Noteer")
    desk.page.locator("input[name=voices]").first.check()
    desk.shot("brieven-maken", "section[aria-labelledby=brief]")
    desk.press("Maak de brieven")
    desk.shot("brieven", "main")
    desk.press("Bekijk en print")
    desk.shot("brief", "main", height=1130)
    desk.page.go_back()
    desk.press("Ze zijn op de post")
    desk.press("Ja", exact=False)
    desk.go(HOME)
    desk.press("Iedereen heeft antwoord")
    desk.shot("iedereen-heeft-antwoord", "main")
    desk.press("Ja", exact=False)
    desk.go(HOME)
    desk.shot("vraag-beantwoord", ".brink-kicker", "#stappen")
    for page in ("leermoment", "terugkijken"):
        desk.go(f"{HOME}toevoegen/{page}/")


def _notes_a_call(desk: Clerk, reached: str) -> None:
    """Say of the first giver to call whether somebody answered."""
    desk.unfold("Ik heb gebeld")
    desk.page.get_by_role("group", name="Heeft u de gever gesproken?").get_by_label(reached).check()


def passes_on(staff: Staff) -> None:
    """Pass a question on to another body, see it there, and look at how work is taken over."""
    visitor, desk, other = staff(), staff(CLERK), staff(ELSEWHERE)
    visitor.go("/vragen/provincie-drenthe/")
    visitor.write("Vertel het", "De lantaarn naast het station van Coevorden is al weken stuk.")
    visitor.press("Verstuur")
    desk.go("/balie/vragen/")
    desk.shot("open-deur", "main")
    desk.press("Verplaats naar een vraag")
    desk.go("/balie/vragen/")
    desk.page.locator("a", has_text="Geef door").last.click()
    desk.unfold("Geef door aan een andere overheid")
    desk.select("Naar welke overheid?", "Gemeente Coevorden")
    desk.write("Wie pakt het daar op?", "de balie van Coevorden")
    desk.write("#id_door_reason", "Lantaarns in de stad zijn van de gemeente.")
    desk.shot("doorgeven", "details:has(#id_to_body), details:has(#id_door_to_body)")
    desk.press("Geef door", button=True)
    desk.shot("doorgeven-ja", "main")
    desk.press("Ja", exact=False)
    other.go("/balie/doorgeven/")
    other.shot("aan-u-doorgegeven", "section[aria-labelledby=kwam]")
    other.press("‘De lantaarn", exact=False)
    other.unfold("Dit hoort niet bij ons: geef het terug")
    other.shot("teruggeven", "details:has(#id_back_reason)")
    other.press("Dit gaat over twee onderwerpen: splits het")
    desk.go("/balie/afwezig/")
    desk.select("Wie neemt uw werk over?", "Femke Postma (voorbeeld)")
    desk.write("Laatste dag", (date.today() + timedelta(days=14)).isoformat())
    desk.shot("afwezig", "main")
    desk.press("Bewaar")
    desk.press("Neem uw werk terug")


def promises(staff: Staff) -> None:
    """See the list of promises, one of them, and what is asked when it is settled or made."""
    desk = staff(CLERK)
    desk.go("/balie/toezeggingen/")
    desk.shot("toezeggingen", "main")
    desk.press("Doe een toezegging")
    desk.go("/balie/toezeggingen/")
    desk.press("De bushalte", exact=False)
    desk.shot("toezegging", "main", height=1100)
    desk.press("Reken af")
    desk.shot("afrekenen", "main")


def mends(staff: Staff) -> None:
    """Correct a published decision: one proposes, another puts it on the site."""
    officer, desk = staff(OFFICER), staff(CLERK)
    officer.go(DECISION)
    officer.press("Verbeter een fout in dit besluit")
    officer.write("#id_text", "Bij het dorpshuis komt een verkeerslicht met een knop, en meer lampen.")
    officer.write("Wat klopte er niet, en waarom?", "Er stond ‘licht’. Er komen gewoon meer lampen.")
    officer.shot("erratum", "main", height=1000)
    officer.press("Leg de verbetering klaar")
    desk.go(f"{DECISION}verbeteren/")
    desk.shot("erratum-klaar", "main")
    desk.press("Zet de verbetering op de site")
    desk.press("Ja", exact=False)
    desk.unfold("Lees wat er eerst stond")
    desk.shot("erratum-staat", "section:has(> h2:text('Dit is verbeterd')), div:has(> h2:text('Dit is verbeterd'))")
