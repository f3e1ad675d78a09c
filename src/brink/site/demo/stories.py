"""The questions of the demo: invented, but of the kind that Drenthe asks. Days are counted from today."""

from dataclasses import dataclass, field

from brink.domain.decisions.services import Choice
from brink.site.complete_process import Ending


@dataclass(frozen=True, slots=True)
class BoundaryStory:
    """One limit: subject, kind, source, explanation, who may move it."""

    subject: str
    kind: str
    source: str
    explanation: str
    mover: str = ""


@dataclass(frozen=True, slots=True)
class RoundStory:
    """One use of an instrument: when it opens and closes in days from today, and how many take part in the demo."""

    instrument: str
    title: str
    prompt: str
    opens: int
    closes: int
    size: int


@dataclass(frozen=True, slots=True)
class EventStory:
    """A moment to come by, in days from today."""

    title: str
    day: int
    hour: int
    venue: str


@dataclass(frozen=True, slots=True)
class Story:
    """One question. `until` says how far it has come: draft, room, open, closed, weighing, decided or evaluated."""

    body: str
    title: str
    question: str
    summary: str
    theme: str
    areas: tuple[str, ...]
    scale: str
    level: str
    starts: int
    decides: int
    until: str
    dossier: str = ""
    lead: str = "government"
    open_points: tuple[str, ...] = ()
    closed_points: tuple[str, ...] = ("het geld van dit jaar: dat is al verdeeld",)
    boundaries: tuple[BoundaryStory, ...] = ()
    interests: tuple[str, ...] = ()
    rounds: tuple[RoundStory, ...] = ()
    events: tuple[EventStory, ...] = ()
    partners: tuple[tuple[str, str], ...] = ()
    bundles: tuple[str, ...] = ()
    groundwork: str = ""
    executive: bool = False
    ending: Ending | None = None
    withdrawn: str = ""
    no_participation: str = ""
    follows: str = ""
    alignments: tuple[str, ...] = field(default_factory=tuple)


NATURE = BoundaryStory(
    "niet bouwen in beschermde natuur", "hard", "law", "Dat staat in de wet. De provincie mag dit niet veranderen."
)
MONEY = BoundaryStory("er is € 150.000", "hard", "money", "Dit is voor plannen maken, niet voor bouwen.")
TEN = BoundaryStory(
    "tien woningen aan de rand", "movable", "policy", "Het waren er vijf, nu tien. Er kan nog iets schuiven.",
    "Provinciale Staten",
)  # fmt: skip
OLD = BoundaryStory(
    "eerst een woonplan", "lapsed", "policy", "Een dorp hoeft niet meer eerst een eigen woonplan te schrijven."
)

LIVING_END = Ending(
    title="Tien huizen aan de rand, eerst de lege panden",
    text="Een dorp mag tien woningen aan de rand bouwen, in plaats van vijf. Eerst kijkt het dorp of lege panden een "
    "huis kunnen worden.",
    explanation="Een dorp mag voortaan tien huizen aan de rand bouwen. Eerst kijken we naar panden die leegstaan. Zo "
    "blijven er mensen in het dorp wonen en blijft de open grond zo veel mogelijk open. Wie al in het dorp woont, "
    "krijgt eerder een kans. De bus kunnen wij hiermee niet regelen. Daarover praten wij met de gemeenten.",
    competence="artikel 105 Provinciewet en artikel 2.22 Omgevingswet",
    options=(
        Choice("Niets doen", "Dan blijven jongeren weggaan.", nothing=True),
        Choice("Vijf woningen per dorp, zoals het was", "Te weinig voor een school of winkel."),
        Choice("Tien woningen, na een blik op de lege panden", "Meer huizen, weinig open grond kwijt.", chosen=True),
        Choice("Elk dorp bepaalt het zelf", "Dan is het open land niet veilig."),
    ),
    votes=(
        ("Fractie Heide (voorbeeld)", 9, 0), ("Fractie Veen (voorbeeld)", 7, 0), ("Fractie Es (voorbeeld)", 6, 1),
        ("Fractie Beek (voorbeeld)", 5, 0), ("Fractie Bos (voorbeeld)", 2, 4), ("Fractie Zand (voorbeeld)", 0, 5),
        ("Fractie Brink (voorbeeld)", 0, 4),
    ),
    advice="Wij volgen het advies over huizen en lege panden. De wens om geen grens te stellen volgen wij niet: dan is "
    "het open land niet veilig.",
    adopted="Eerst de lege panden. Bouwen op de es is niet mogelijk.",
    not_further="Alleen lege panden geeft te weinig huizen: ongeveer 60, en 210 mensen zoeken.",
    softening="Elk jaar telt de provincie hoeveel open grond er is bebouwd, en maakt dat openbaar.",
    dilemma=("Meer huizen houden de school open. Elk huis aan de rand kost uitzicht.", "Jongeren die willen blijven."),
    promise="Elk jaar in maart staat op Brink hoeveel huizen er kwamen, en hoeveel lege panden een huis werden.",
    collective="Bij elk antwoord dat u gaf, ziet u hieronder wat wij ermee deden.",
    lesson=(
        "De eerste maand deden weinig mensen onder de 35 mee.",
        "Voortaan gaan wij in de eerste week naar twee scholen en een voetbalclub.",
    ),
    verdicts=(
        ("adopted", "Dit staat nu in het besluit, bij de tien huizen en de lege panden.", ""),
        ("partly", "Huizen bij school en winkel krijgen voorrang.", "De bus: die regelen gemeenten en vervoerder samen."),
        ("weighed", "Staten hebben dit besproken. Zij vonden open grond hier zwaarder wegen.", ""),
        ("planned", "Dit stond al in de woonafspraken van dit jaar.", ""),
        ("outside", "Dit ligt vast in de wet op de natuur. De provincie mag dat niet veranderen.", ""),
    ),
    argument="Een huis op de es komt nooit meer weg. Vul eerst wat leegstaat. Daarna praten we verder.",
)

PATH_END = Ending(
    title="Het fietspad komt langs het bos",
    text="Het fietspad tussen de dorpen komt langs de bosrand te liggen, met verlichting bij de kruising.",
    explanation="Er komt een fietspad langs het bos. Dat is iets langer, maar veiliger en mooier. Bij de kruising komt "
    "licht. Langs de weg zelf was er te weinig plek zonder bomen te kappen.",
    competence="artikel 15 Wegenwet",
    options=(
        Choice("Niets doen", "De weg blijft gevaarlijk voor kinderen.", nothing=True),
        Choice("Langs de weg", "Korter, maar veertig bomen weg."),
        Choice("Langs het bos", "Langer, veiliger, geen bomen weg.", chosen=True),
    ),
    votes=(("Fractie Heide (voorbeeld)", 14, 0), ("Fractie Veen (voorbeeld)", 8, 3)),
    advice="De meeste mensen wilden de route langs het bos. Het licht langs het hele pad volgen wij niet: dat verstoort "
    "de vleermuizen.",
    adopted="De route spaart de bomen en de bocht bij de boerderij.",
    not_further="Licht langs het hele pad kan niet, vanwege de dieren in het bos.",
    softening="Het pad krijgt een lichte kleur en witte strepen, zodat u het in het donker ziet.",
    dilemma=("Licht maakt het pad veilig voor mensen, donker maakt het bos veilig voor dieren.", "De kruising eerst."),
    promise="Het pad is klaar voor het nieuwe schooljaar.",
    collective="Bij elk antwoord staat hieronder wat wij ermee deden.",
    lesson=("Wij vergaten de bus van de school uit te nodigen.", "De school zit voortaan vanaf het begin aan tafel."),
    verdicts=(
        ("adopted", "Dit staat in het plan voor het pad.", ""),
        ("partly", "Bij de kruising komt licht.", "Licht langs het hele pad: dat verstoort de vleermuizen."),
        ("weighed", "Dit is besproken. De bomen wogen zwaarder.", ""),
    ),
)

STORIES: tuple[Story, ...] = (
    Story(
        body="drenthe", title="Wonen in kleine dorpen",
        question="Hoe kunnen mensen in kleine dorpen blijven wonen?",
        summary="Jongeren vinden geen huis. Ouderen willen kleiner wonen, maar wel in hun eigen dorp. Wij vragen wat u "
        "belangrijk vindt, voordat wij een plan maken.",
        theme="wonen", areas=("Drenthe",), scale="dorp", level="advise", starts=-300, decides=-120, until="evaluated",
        dossier="Wonen in kleine kernen",
        open_points=("voor wie wij het eerst bouwen", "wat voor huizen er komen", "hoe het dorp meekiest"),
        closed_points=("de huurprijs: die regelt het rijk",),
        boundaries=(NATURE, MONEY, TEN, OLD),
        interests=("jongeren en ouderen uit het dorp", "open land rond het dorp", "school, winkel en bus"),
        rounds=(RoundStory("dialogue", "Wat vindt u belangrijk?", "Lees steeds een zin. Zeg wat u ervan vindt.",
                           -280, -220, 1900),),
        groundwork="Er is geteld hoeveel huizen leegstaan: 212 panden. Er is nog geen plan.", ending=LIVING_END,
    ),
    Story(
        body="emmen", title="Het plein bij de school in Barger-Compascuum",
        question="Wat komt er op het plein bij de school?",
        summary="Het plein is grijs en leeg. Er is geld om het te veranderen. Het dorp maakt het plan, de gemeente betaalt "
        "en voert uit.",
        theme="leefbaarheid", areas=("Barger-Compascuum",), scale="dorp", level="coproduce", starts=-20, decides=70,
        until="open", dossier="Dorpspleinen", lead="together",
        open_points=("wat er komt", "waar het komt", "wie het onderhoudt"),
        boundaries=(
            BoundaryStory("er is € 40.000", "hard", "money", "Meer geld is er niet. Zelf geld zoeken mag."),
            BoundaryStory("de bus moet kunnen keren", "hard", "technique", "De lijn blijft langs de school rijden."),
            BoundaryStory("acht parkeerplekken", "movable", "policy", "Het mogen er minder zijn als het dorp dat wil.",
                          "de gemeenteraad"),
        ),
        interests=("kinderen van de school", "buren van het plein", "ouderen die willen zitten"),
        rounds=(RoundStory("ideas", "Uw idee voor het plein", "Eén zin is genoeg. Een foto mag erbij.", -14, 9, 45),),
        events=(EventStory("Dorpstafel over het plein", 4, 19, "Dorpshuis De Runde (voorbeeld)"),
                EventStory("Inloop op het plein", 6, 15, "Het plein bij de school")),
    ),
    Story(
        body="drenthe", title="Nieuwe huizen op droge plekken",
        question="Waar komen nieuwe huizen, en voor wie bouwen wij eerst?",
        summary="Er zijn te weinig huizen, en het regent vaker hard. Provincie, gemeente en waterschap vragen samen waar "
        "nieuwe huizen passen, en wie het eerst aan de beurt is.",
        theme="wonen", areas=("Coevorden", "Schoonebeek"), scale="stad", level="advise", starts=-25, decides=120,
        until="open", dossier="Wonen in kleine kernen",
        open_points=("welke plekken het eerst", "voor wie de huizen zijn", "wat open blijft"),
        boundaries=(
            BoundaryStory("huizen blijven droog", "hard", "agreement", "Dat is afgesproken met alle drie de overheden."),
            BoundaryStory("voor 2030 klaar", "movable", "time", "Eerder mag. Later alleen met een goede reden.",
                          "Provinciale Staten"),
        ),
        interests=("starters en ouderen", "boeren met laag land", "natuur in het beekdal"),
        rounds=(RoundStory("dialogue", "Voor wie, en waar?", "Zo horen wij waar u het samen over eens bent.",
                           -16, 40, 140),),
        events=(EventStory("Fietstocht langs mogelijke plekken", 12, 10, "Start bij de sluis"),),
        partners=(("coevorden", "vraagt mee en regelt de straten"),
                  ("waterschap-voorbeeld", "rekent uit wat droog blijft")),
        groundwork="Het waterschap heeft uitgerekend welke plekken ook bij veel regen droog blijven.",
    ),
    Story(
        body="coevorden", title="Sporten in kleine dorpen",
        question="Wat hebt u nodig om in uw dorp te sporten?",
        summary="Veel velden en zalen zijn oud. De gemeente vraagt wat u nodig hebt, voordat zij kiest wat zij opknapt.",
        theme="leefbaarheid", areas=("Coevorden", "Dalen"), scale="dorp", level="consult", starts=-12, decides=80,
        until="open", open_points=("welke sport", "welke plek", "wie het opent en sluit"),
        boundaries=(BoundaryStory("er komt geen nieuwe hal bij", "hard", "money", "Daar is geen geld voor."),),
        interests=("kinderen tot twaalf jaar", "ouderen die willen bewegen"),
        rounds=(RoundStory("ideas", "Zo sport ik graag", "Eén zin is genoeg.", -8, 24, 20),),
        events=(EventStory("Inloop in de kantine", 9, 19, "Kantine van de voetbalclub (voorbeeld)"),),
    ),
    Story(
        body="drenthe", title="Stilte en donker in de nacht",
        question="Waar moet het in Drenthe donker en stil blijven?",
        summary="Drenthe heeft nog echte nachten. Wij willen weten welke plekken u zo wilt houden, en waar licht nodig is.",
        theme="natuur", areas=("Drenthe",), scale="stad", level="advise", starts=-9, decides=95, until="open",
        open_points=("welke plekken donker blijven", "waar licht nodig is"),
        boundaries=(BoundaryStory("kruisingen blijven verlicht", "hard", "law", "Dat vraagt de wet voor uw veiligheid."),),
        interests=("fietsers in het donker", "dieren in de nacht"),
        rounds=(RoundStory("ideas", "Uw donkere of lichte plek", "Noem een plek en zeg waarom.", -6, 31, 30),),
    ),
    Story(
        body="coevorden", title="Een fietspad bij Zweeloo",
        question="Waar leggen wij het fietspad tussen de dorpen?",
        summary="De weg is smal en druk. Kinderen fietsen er naar school. Er komt een fietspad. De vraag is waar.",
        theme="verkeer", areas=("Zweeloo",), scale="dorp", level="consult", starts=-110, decides=-20, until="decided",
        open_points=("waar het pad komt", "waar licht komt"),
        boundaries=(BoundaryStory("geen bomen ouder dan 80 jaar kappen", "hard", "policy", "Zo staat het in het bomenplan."),),
        interests=("schoolkinderen", "de boerderij aan de bocht"),
        rounds=(RoundStory("ideas", "Waar moet het pad komen?", "Zeg het met een zin of een plek.", -100, -60, 60),),
        bundles=("Langs het bos, niet langs de weg", "Licht op gevaarlijke plekken", "Laat de bomen staan"),
        ending=PATH_END,
    ),
    Story(
        body="drenthe", title="Bomen langs provinciale wegen",
        question="Welke bomen planten wij langs onze wegen?",
        summary="Veel essen zijn ziek en moeten weg. Er komen nieuwe bomen. Wij horen graag welke, en waar juist niet.",
        theme="natuur", areas=("Westerveld", "Midden-Drenthe"), scale="stad", level="consult", starts=-90, decides=25,
        until="weighing", open_points=("welke soorten", "waar open uitzicht blijft"),
        boundaries=(BoundaryStory("vier meter van de weg", "hard", "law", "Dat is een regel voor de veiligheid."),),
        interests=("weggebruikers", "omwonenden", "vogels en insecten"),
        rounds=(RoundStory("ideas", "Uw boom langs de weg", "Noem een soort, een plek of een zorg.", -80, -30, 40),),
        bundles=("Gemengde bomen tegen ziekte", "Houd het uitzicht open", "Bomen met bloesem voor bijen"),
    ),
    Story(
        body="drenthe", title="Energie van ons samen",
        question="Hoe delen dorpen de opbrengst van zonnedaken?",
        summary="Dorpen willen samen zon op daken leggen. De vraag is wie wat betaalt en wie wat krijgt.",
        theme="energie", areas=("Drenthe",), scale="dorp", level="advise", starts=-70, decides=45, until="closed",
        open_points=("hoe dorpen delen", "wat wie niet mee kan doen krijgt"),
        boundaries=(BoundaryStory("alleen op daken", "hard", "policy", "Zonnevelden vallen onder een andere vraag."),),
        interests=("huurders", "dorpen met weinig daken"),
        rounds=(RoundStory("ideas", "Zo zouden wij delen", "Vertel hoe het bij u kan.", -60, -3, 25),),
    ),
    Story(
        body="drenthe", title="Een dorpsbos van en voor het dorp",
        question="Waar en hoe maakt een dorp zijn eigen bos?",
        summary="Bewoners willen zelf bos planten. De provincie doet mee met grond, bomen en raad.",
        theme="natuur", areas=("Noordenveld", "Roden"), scale="dorp", level="self", starts=-5, decides=140, until="room",
        lead="society", open_points=("waar het bos komt", "wie het onderhoudt", "wie er mag komen"),
        boundaries=(BoundaryStory("de grond blijft bos", "hard", "agreement", "Twintig jaar lang, dat spreken wij af."),),
        rounds=(RoundStory("ideas", "Plekken en plannen", "Waar zou een bos passen?", 12, 60, 0),),
        events=(EventStory("Wandeling langs mogelijke plekken", 14, 10, "Start bij de kerk van Roden"),),
    ),
    Story(
        body="drenthe", title="De bus op zaterdag", question="Welke bus moet op zaterdag blijven rijden?",
        summary="Er is geld voor zes zaterdaglijnen.", theme="verkeer", areas=("Drenthe",), scale="stad", level="consult",
        starts=-2, decides=150, until="draft", open_points=("welke lijnen",),
    ),
    Story(
        body="emmen", title="Nieuwe naam voor het zwembad", question="Hoe heet het nieuwe zwembad?",
        summary="Het nieuwe zwembad krijgt een naam.", theme="leefbaarheid", areas=("Emmen",), scale="stad",
        level="consult", starts=-60, decides=30, until="withdrawn", open_points=("de naam",),
        boundaries=(BoundaryStory("geen naam van een winkel", "hard", "policy", "Het bad is van iedereen."),),
        rounds=(RoundStory("ideas", "Uw naam voor het bad", "Eén naam per keer.", -50, 10, 0),),
        withdrawn="De bouw is uitgesteld tot 2028. Zodra er weer gebouwd wordt, vragen wij het opnieuw. Dat spijt ons.",
    ),
    Story(
        body="coevorden", title="Tarieven voor paspoorten", question="", summary="", theme="leefbaarheid",
        areas=("Coevorden",), scale="stad", level="inform", starts=-40, decides=20, until="none",
        no_participation="De prijs van een paspoort staat vast in een wet van het rijk. Er is niets te kiezen, dus vragen "
        "wij niets. De nieuwe prijs staat in januari op onze site.",
    ),
)

THEMES = (
    ("wonen", "Wonen", "Gemeenten gaan over bouwen in het dorp, de provincie over waar huizen mogen komen."),
    ("water", "Water", "Het waterschap gaat over sloten en dijken, de provincie over het grote plan."),
    ("verkeer", "Verkeer en bus", "De gemeente gaat over straten, de provincie over provinciale wegen en de bus."),
    ("natuur", "Natuur en landschap", "De provincie gaat over natuur, de gemeente over bomen in de straat."),
    ("energie", "Energie", "Rijk, provincie en gemeente maken samen afspraken in de regio."),
    ("leefbaarheid", "Leven in het dorp", "De gemeente gaat over pleinen, dorpshuizen en zorg."),
)
